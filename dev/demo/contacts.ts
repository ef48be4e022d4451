import type { DemoContact } from './contact-shape.ts'
import { furtherContacts } from './contacts-further.ts'
import { openContacts } from './contacts-open.ts'

export type { DemoContact, DemoKind, DemoMessage, DemoStage, DemoStatus } from './contact-shape.ts'

export const contacts: DemoContact[] = [...openContacts, ...furtherContacts]
