import type { ThreadView } from '../../whatsapp/control.ts'
import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import type { Inbound } from './api.ts'
import type { Session } from './session.ts'
import type { Sheets } from './sheet.ts'
import type { Store } from './store.ts'
import type { Language, Translate } from './texts.ts'

/** What the views share. */
export type Context = {
  store: Store
  session: Session
  t: Translate
  language: Language
  sheets: Sheets
  /** Does something, and says beside the composer when it failed. */
  attempt: (act: () => Promise<unknown>) => Promise<boolean>
  /** The same for something said that is not typed: a choice, a reaction. */
  choose: (what: Inbound) => Promise<boolean>
  reply: (message: ThreadMessage) => void
  /** What the business is called. */
  business: () => string
}

export type Shown = { message: ThreadMessage; thread: ThreadView }
