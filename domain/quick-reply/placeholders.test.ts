import { describe, expect, it } from 'vitest'
import { fillPlaceholders, findBadPlaceholder } from './placeholders.ts'

const known = { customer: 'Nadia', agent: 'Intan Permatasari' }
const unknown = { customer: null, agent: null }

describe('PX-13 placeholders of a quick reply', () => {
  it.each([
    ['Halo {{nama}}, saya {{petugas}}.', 'Halo Nadia, saya Intan Permatasari.'],
    ['Hello {{ Name }}, {{AGENT}} here.', 'Hello Nadia, Intan Permatasari here.'],
    ['Tanpa nama.', 'Tanpa nama.'],
  ])('are filled in: %s', (text, filled) => {
    expect(fillPlaceholders(text, known)).toBe(filled)
  })

  it.each([
    ['Halo {{nama}}, apa kabar?', 'Halo, apa kabar?'],
    ['Baik Kak {{nama}} ya', 'Baik Kak ya'],
    ['{{nama}}, terima kasih', 'terima kasih'],
    ['Halo\n{{nama}} {{petugas}}\nSalam', 'Halo\n\nSalam'],
  ])('leave nothing behind where nobody is known: %s', (text, filled) => {
    expect(fillPlaceholders(text, unknown)).toBe(filled)
  })

  it('are not read out of what somebody is called', () => {
    expect(fillPlaceholders('Halo {{nama}}', { ...known, customer: '{{petugas}} $& ' })).toBe('Halo {{petugas}} $&')
  })

  it.each([
    ['Halo {{nama}} dari {{ Petugas }}', null],
    ['Harga {{harga}}', '{{harga}}'],
    ['Halo {{}}', '{{}}'],
    ['Halo {{nama', '{{'],
    ['Halo nama}}', '}}'],
    ['{satu} kurung tidak apa-apa', null],
  ])('that there are not are found: %s', (text, found) => {
    expect(findBadPlaceholder(text)).toBe(found)
  })
})
