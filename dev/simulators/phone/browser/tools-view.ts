import type { Context } from './context.ts'
import { h, icon, iconButton } from './dom.ts'
import { faultsPanel } from './faults-panel.ts'
import type { IconName } from './icons.ts'
import { logPanel } from './log-panel.ts'
import { readTheme, THEMES, writeTheme, type Theme } from './preferences.ts'
import type { Language } from './texts.ts'

const TABS = ['faults', 'log'] as const
type Tab = (typeof TABS)[number]
let lastTab: Tab = 'faults'

const THEME_ICONS: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'sun', dark: 'moon' }

/** What stands beside the phone: faults, the log, language and appearance. */
export function toolsView(context: Context, setLanguage: (language: Language) => void, close: () => void): HTMLElement {
  const { t, store } = context
  const panels = {
    faults: h(
      'div',
      { class: 'tab-panel', id: 'panel-faults', role: 'tabpanel', 'aria-labelledby': 'tab-faults' },
      faultsPanel(context),
    ),
    log: h(
      'div',
      { class: 'tab-panel', id: 'panel-log', role: 'tabpanel', 'aria-labelledby': 'tab-log' },
      logPanel(context),
    ),
  }
  const dot = h('span', { class: 'badge' })
  const tabs = TABS.map((tab) =>
    h(
      'button',
      {
        type: 'button',
        class: 'tab',
        role: 'tab',
        id: `tab-${tab}`,
        'aria-controls': `panel-${tab}`,
        click: () => choose(tab),
      },
      t(`tools.${tab}`),
      tab === 'faults' && dot,
    ),
  )

  function choose(tab: Tab) {
    lastTab = tab
    tabs.forEach((button, at) => {
      const on = TABS[at] === tab
      button.setAttribute('aria-selected', String(on))
      button.tabIndex = on ? 0 : -1
    })
    for (const one of TABS) panels[one].hidden = one !== tab
  }

  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('tools.title') }, ...tabs)
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    const other = lastTab === 'faults' ? 'log' : 'faults'
    choose(other)
    tabs[TABS.indexOf(other)]?.focus()
  })
  choose(lastTab)
  store.watch(
    ({ faults }) => [faults.length],
    ([n]) => {
      dot.hidden = n === 0
      dot.textContent = String(n)
    },
  )
  return h(
    'aside',
    { class: 'tools', 'aria-label': t('tools.title') },
    h(
      'header',
      { class: 'panel-head tools-head' },
      list,
      h('div', { class: 'tools-side' }, languages(context, setLanguage), themes(context)),
      iconButton('close', t('tools.close'), { class: 'icon-button only-drawer', click: () => close() }),
    ),
    ...TABS.map((tab) => panels[tab]),
  )
}

function languages({ t, language }: Context, choose: (language: Language) => void): HTMLElement {
  const names = { id: 'Bahasa Indonesia', en: 'English' }
  const buttons = (['id', 'en'] as const).map((one) =>
    h(
      'button',
      {
        type: 'button',
        class: 'segment',
        lang: one,
        'aria-pressed': String(one === language),
        title: names[one],
        click: () => choose(one),
      },
      one.toUpperCase(),
      h('span', { class: 'hidden' }, ` ${names[one]}`),
    ),
  )
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('tools.language') }, ...buttons)
}

function themes({ t }: Context): HTMLElement {
  const buttons = THEMES.map((theme) => {
    const label = t(`theme.${theme}`)
    const button = h(
      'button',
      { type: 'button', class: 'segment', 'aria-label': label, title: label },
      icon(THEME_ICONS[theme], 16),
    )
    button.addEventListener('click', () => {
      writeTheme(theme)
      show()
    })
    return button
  })
  const show = () =>
    buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(THEMES[at] === readTheme())))
  show()
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('tools.theme') }, ...buttons)
}
