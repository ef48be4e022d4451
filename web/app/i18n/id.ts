import { byArea, type Texts } from './by-area.ts'

export default byArea(import.meta.glob<Texts>('./id/*.ts', { eager: true, import: 'default' }))
