import { Refused } from './api.ts'
import type { Context } from './context.ts'
import { h } from './dom.ts'
import { field } from './field.ts'
import type { TextKey } from './texts.ts'

const LONGEST_NAME = 200
const NAMES = ['Ani', 'Budi', 'Citra', 'Dewi', 'Eka', 'Fajar', 'Gita', 'Hadi', 'Intan', 'Joko', 'Kartika', 'Lina']
const FAMILIES = ['Wijaya', 'Siregar', 'Santoso', 'Lubis', 'Hartono', 'Nasution', 'Putri', 'Pratama']

const oneOf = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? ''

/** An Indonesian mobile number that nobody is likely to have had before. */
const newPhone = () => `+62812${String(Math.floor(10_000_000 + Math.random() * 90_000_000))}`

/** A new customer's name and number, filled in already, so that one can begin at once. */
export function customerForm(context: Context, done: () => void): HTMLFormElement {
  const { t, store, session } = context
  const name = field({ label: t('form.name'), hint: t('form.name.hint'), value: `${oneOf(NAMES)} ${oneOf(FAMILIES)}` })
  const phone = field({
    label: t('form.phone'),
    hint: t('form.phone.hint'),
    value: newPhone(),
    type: 'tel',
    inputmode: 'tel',
  })
  name.input.setAttribute('autofocus', '')
  const problem = h('p', { class: 'field-error', role: 'alert' })
  const submit = h('button', { type: 'submit', class: 'button primary wide' }, t('form.submit'))
  const form = h('form', { class: 'stack', novalidate: true }, name.element, phone.element, problem, submit)

  function problems(): { name?: TextKey; phone?: TextKey } {
    const digits = phone.input.value.replace(/\D/g, '')
    const { length } = name.input.value.trim()
    const written = phone.input.value.trim()
    const number = store.get().numbers?.find(({ phoneNumberId }) => phoneNumberId === store.get().phoneNumberId)
    return {
      ...(length === 0 && { name: 'form.name.missing' }),
      ...(length > LONGEST_NAME && { name: 'form.name.long' }),
      ...(digits === number?.displayPhoneNumber.replace(/\D/g, '') && { phone: 'form.phone.taken' }),
      ...((!/^\+?\d[\d\s().-]{4,24}$/.test(written) || digits.length < 5 || digits.length > 15) && {
        phone: 'form.phone.bad',
      }),
      ...(written === '' && { phone: 'form.phone.missing' }),
    }
  }

  async function send() {
    const found = problems()
    const n = name.input.value.trim().length
    name.complain(found.name ? t(found.name, { n }) : '')
    phone.complain(found.phone ? t(found.phone) : '')
    if (found.name) name.input.focus()
    else if (found.phone) phone.input.focus()
    if (found.name ?? found.phone) return
    submit.disabled = true
    problem.textContent = ''
    try {
      await session.add(name.input.value.trim(), phone.input.value.trim())
      done()
    } catch (error) {
      const reason = error instanceof Refused && error.message ? error.message : t('reason.away')
      problem.textContent = t('form.failed', { reason })
    }
    submit.disabled = false
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  return form
}

/** The same as a sheet. */
export function openCustomerForm(context: Context) {
  context.sheets.open(
    context.t('customers.add'),
    customerForm(context, () => context.sheets.close()),
  )
}
