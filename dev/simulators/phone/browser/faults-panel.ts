import type { Settings } from '../../whatsapp/settings.ts'
import { api, Refused, type ActiveFault } from './api.ts'
import type { Context } from './context.ts'
import { h, icon, iconButton } from './dom.ts'
import { faultForm } from './fault-form.ts'
import { FAULTS, type FaultGroup, type FaultShown } from './fault-kinds.ts'
import { choiceField } from './field.ts'

const GROUPS: readonly FaultGroup[] = ['answer', 'fate', 'webhook']
const READS = ['soon', 'on-open', 'never'] as const

/** Everything that can be made to go wrong, as switches that show how the simulator stands. */
export function faultsPanel(context: Context): HTMLElement {
  const { t, store, session } = context
  const problem = h('p', { class: 'panel-problem', role: 'alert' })
  const summary = h('p', { class: 'faults-summary', role: 'status' })
  const clear = h('button', { type: 'button', class: 'button' }, t('faults.clear'))
  clear.addEventListener('click', () => void change(() => api.clearFaults()))

  async function change(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act()
      problem.textContent = ''
      await session.readFaults()
      return true
    } catch (error) {
      const reason = error instanceof Refused && error.message ? error.message : t('reason.away')
      problem.textContent = t('faults.failed', { reason })
      return false
    }
  }

  const rows = FAULTS.map((shown) => faultRow(context, shown, change))
  const groups = GROUPS.map((group) =>
    h(
      'section',
      { class: 'fault-group' },
      h('h2', {}, t(`faults.group.${group}`)),
      ...rows.filter(({ shown }) => shown.group === group).map(({ element }) => element),
    ),
  )
  const reads = choiceField(
    t('faults.reads'),
    READS.map((value) => ({ value, label: t(`reads.${value}`) })),
    'soon',
  )
  reads.select.addEventListener(
    'change',
    () => void change(() => api.putReads(reads.select.value as Settings['reads'])),
  )

  store.watch(
    (state) => [state.faults, state.reads],
    ([faults, standing]) => {
      for (const row of rows) row.show(faults.filter(({ kind }) => kind === row.shown.kind))
      summary.textContent = faults.length > 0 ? t('faults.active', { n: faults.length }) : t('faults.none')
      clear.hidden = faults.length === 0
      reads.select.value = standing
    },
  )
  return h(
    'div',
    { class: 'faults' },
    h('p', { class: 'panel-note' }, t('faults.what')),
    h('div', { class: 'faults-head' }, summary, clear),
    problem,
    ...groups,
    h('section', { class: 'fault-group reads' }, reads.element),
  )
}

type Change = (act: () => Promise<unknown>) => Promise<boolean>

function faultRow(context: Context, shown: FaultShown, change: Change) {
  const { t } = context
  const { kind } = shown
  const name = t(`fault.${kind}`)
  const toggle = h(
    'button',
    { type: 'button', class: 'switch', role: 'switch', 'aria-checked': 'false', 'aria-label': name },
    h('span', { class: 'switch-knob' }),
  )
  const left = h('span', { class: 'fault-left' })
  const open = iconButton('down', t('faults.settings', { name }), {
    class: 'icon-button small',
    'aria-expanded': 'false',
  })
  const holder = h('div', { class: 'fault-form', hidden: true })
  let active: ActiveFault | undefined
  let form: ReturnType<typeof faultForm> | undefined

  function build() {
    form = faultForm(context, shown, active)
    const apply = h('button', { type: 'submit', class: 'button' }, icon('tick', 16), t('faults.apply'))
    const element = h('form', { class: 'stack', novalidate: true }, h('div', { class: 'fields' }, ...form.parts), apply)
    element.addEventListener('submit', (event) => {
      event.preventDefault()
      void turnOn()
    })
    holder.replaceChildren(element)
  }

  function expand(wide: boolean) {
    if (wide) build()
    holder.hidden = !wide
    open.setAttribute('aria-expanded', String(wide))
  }

  async function turnOn() {
    if (!form) build()
    const values = form?.read()
    if (values) await change(() => api.putFault(kind, values))
    else if (holder.hidden) expand(true)
  }

  toggle.addEventListener('click', () => {
    if (toggle.getAttribute('aria-checked') === 'true') void change(() => api.removeFault(kind))
    else void turnOn()
  })
  open.addEventListener('click', () => expand(holder.hidden))

  return {
    shown,
    element: h(
      'div',
      { class: 'fault', 'data-kind': kind },
      h(
        'div',
        { class: 'fault-line' },
        toggle,
        h(
          'div',
          { class: 'fault-text' },
          h('p', { class: 'fault-name' }, name, ' ', h('code', {}, kind)),
          h('p', { class: 'hint' }, t(`fault.${kind}.what`)),
        ),
        left,
        open,
      ),
      holder,
    ),

    show(all: readonly ActiveFault[]) {
      active = all[0]
      toggle.setAttribute('aria-checked', String(all.length > 0))
      left.textContent = all.map((one) => leftOf(context, one)).join(', ')
    },
  }
}

function leftOf({ t }: Context, { left, probability }: ActiveFault): string {
  if (probability === 1) return t('faults.left.always')
  if (probability !== undefined) return t('faults.left.chance', { n: Math.round(probability * 100) })
  return t('faults.left', { n: left ?? 0 })
}
