import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import type { Inbound } from './api.ts'
import { createComposer } from './composer.ts'
import type { Context } from './context.ts'
import { customersView } from './customers-view.ts'
import { h } from './dom.ts'
import { createDrawers } from './drawers.ts'
// It ran before the first paint already, as a script of its own.
import './early.ts'
import { phoneView } from './phone-view.ts'
import { readLanguage, writeLanguage } from './preferences.ts'
import { createSession } from './session.ts'
import { createSheets } from './sheet.ts'
import { createStore } from './store.ts'
import { translator, type Language } from './texts.ts'
import { toolsView } from './tools-view.ts'

const store = createStore({
  connection: 'connecting',
  lines: [],
  areLinesRead: false,
  templates: [],
  faults: [],
  reads: 'soon',
  log: [],
})
const session = createSession(store)
const drawers = createDrawers()

/** Builds the page in a language; what it shows is the store's and stays. */
function build(language: Language) {
  store.forgetWatchers()
  const t = translator(language)
  const screen = h('div', { class: 'screen' })
  const sheets = createSheets(t, screen)
  const context: Context = {
    store,
    session,
    t,
    language,
    sheets,
    attempt: (act) => composer.attempt(act),
    choose: (what: Inbound) => composer.choose(what),
    reply: (message: ThreadMessage) => composer.reply(message),
    business: () => {
      const { numbers, phoneNumberId } = store.get()
      return numbers?.find((number) => number.phoneNumberId === phoneNumberId)?.verifiedName ?? 'WhatsApp'
    },
  }
  const composer = createComposer(context)
  const phone = phoneView(context, { composer, sheets, screen, drawers })
  const customers = customersView(context, () => drawers.close())
  const tools = toolsView(context, choose, () => drawers.close())
  const app = document.querySelector('#app')
  app?.replaceChildren(customers, h('div', { class: 'stage' }, phone), tools)
  drawers.take({ customers, tools, behind: [screen] })

  function choose(other: Language) {
    writeLanguage(other)
    build(other)
    document.querySelector<HTMLElement>(`.segment[lang="${other}"]`)?.focus()
  }
}

build(readLanguage())
session.start()
