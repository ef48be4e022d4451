import { byArea, type Texts } from './by-area.ts'

export default byArea(import.meta.glob<Texts>('./id/intern/*.ts', { eager: true, import: 'default' }))
