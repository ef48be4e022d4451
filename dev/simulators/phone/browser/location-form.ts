import type { Context } from './context.ts'
import { h } from './dom.ts'
import { field } from './field.ts'

const PLACES = [
  { name: 'Monas', address: 'Gambir, Jakarta Pusat', latitude: '-6.1754', longitude: '106.8272' },
  { name: 'Istana Maimun', address: 'Jl. Brigjen Katamso, Medan', latitude: '3.5752', longitude: '98.6837' },
  { name: 'Tugu Pahlawan', address: 'Jl. Pahlawan, Surabaya', latitude: '-7.2459', longitude: '112.7378' },
] as const

/** Where the customer is: a place of the list, or any other. */
export function openLocation({ t, sheets, choose }: Context, contextId?: string) {
  const [first] = PLACES
  const name = field({ label: t('location.name'), value: first.name, maxlength: 200 })
  const address = field({ label: t('location.address'), value: first.address, maxlength: 300 })
  const latitude = field({ label: t('location.latitude'), value: first.latitude, inputmode: 'text' })
  const longitude = field({ label: t('location.longitude'), value: first.longitude, inputmode: 'text' })
  const places = PLACES.map((place) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        click: () => {
          name.input.value = place.name
          address.input.value = place.address
          latitude.input.value = place.latitude
          longitude.input.value = place.longitude
        },
      },
      place.name,
    ),
  )
  const form = h(
    'form',
    { class: 'stack', novalidate: true },
    h('div', { class: 'chips' }, ...places),
    name.element,
    address.element,
    h('div', { class: 'pair' }, latitude.element, longitude.element),
    h('button', { type: 'submit', class: 'button primary wide' }, t('location.send')),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const north = within(latitude.input.value, 90)
    const east = within(longitude.input.value, 180)
    latitude.complain(north === undefined ? t('location.bad.latitude') : '')
    longitude.complain(east === undefined ? t('location.bad.longitude') : '')
    if (north === undefined) latitude.input.focus()
    else if (east === undefined) longitude.input.focus()
    else {
      const place = { ...given('name', name.input.value), ...given('address', address.input.value) }
      sheets.close()
      void choose({
        message: { type: 'location', location: { latitude: north, longitude: east, ...place } },
        contextId,
      })
    }
  })
  sheets.open(t('location.title'), form)
}

const given = (key: string, value: string) => (value.trim() ? { [key]: value.trim() } : {})

function within(text: string, most: number): number | undefined {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= most ? value : undefined
}
