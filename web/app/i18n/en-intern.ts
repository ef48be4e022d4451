import { byArea, type Texts } from './by-area.ts'

export default byArea(import.meta.glob<Texts>('./en/intern/*.ts', { eager: true, import: 'default' }))
