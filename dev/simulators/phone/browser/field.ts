import { h, newId } from './dom.ts'

type Wish = {
  label: string
  hint?: string
  value?: string
  type?: string
  inputmode?: string
  autocomplete?: string
  maxlength?: number
}

export type Field = ReturnType<typeof field>

/** A labelled input whose problem is said beside it. */
export function field({ label, hint, value = '', type = 'text', inputmode, autocomplete = 'off', maxlength }: Wish) {
  const id = newId('field')
  const problem = h('p', { class: 'field-error', id: `${id}-problem`, role: 'alert' })
  const note = hint === undefined ? undefined : h('p', { class: 'hint', id: `${id}-hint` }, hint)
  const describedBy = [hint !== undefined && `${id}-hint`, `${id}-problem`].filter(Boolean).join(' ')
  const input = h('input', {
    id,
    type,
    inputmode,
    autocomplete,
    maxlength,
    class: 'input',
    'aria-describedby': describedBy,
  })
  input.value = value
  const complain = (text: string) => {
    problem.textContent = text
    if (text) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
  }
  input.addEventListener('input', () => complain(''))
  const element = h('div', { class: 'field' }, h('label', { for: id }, label), input, problem, note)
  return { element, input, complain }
}

type Choice = { value: string; label: string }

/** The same for one of several. */
export function choiceField(label: string, choices: readonly Choice[], value: string) {
  const id = newId('choice')
  const select = h(
    'select',
    { id, class: 'input' },
    ...choices.map((one) => h('option', { value: one.value }, one.label)),
  )
  select.value = value
  return { element: h('div', { class: 'field' }, h('label', { for: id }, label), select), select }
}
