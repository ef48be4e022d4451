import { expect, test } from 'vitest'
import { optionsOf, textOf } from './content.ts'
import type { Entry } from './conversation.ts'
import { createPaint, renderConversation, renderPlain } from './render.ts'
import type { Message } from './shapes.ts'
import { printable, widthOf, wrap } from './text-width.ts'
import { timeOf, WORDS } from './words.ts'

const AT = Date.UTC(2026, 10, 21, 3, 5)
const plain = createPaint(false)
const message = (part: Partial<Message>): Message => ({
  id: 'm1',
  direction: 'out',
  at: AT,
  type: 'text',
  content: { body: 'Halo' },
  ...part,
})
const entry = (part: Partial<Message>, tick: 'sent' | 'delivered' | 'read' = 'sent'): Entry => ({
  kind: 'message',
  message: message(part),
  tick,
})
const look = { width: 60, language: 'id' as const, paint: plain }
const draw = (...entries: Entry[]) => renderConversation({ entries, typing: false, options: [] }, look)

const LIST = {
  type: 'list',
  header: { type: 'text', text: 'Jadwal' },
  body: { text: 'Pilih waktu' },
  action: {
    button: 'Pilih',
    sections: [
      {
        rows: [
          { id: 's1', title: 'Senin 10.00', description: 'Jakarta' },
          { id: 's2', title: 'Selasa' },
        ],
      },
    ],
  },
}

test('the clock is that of western Indonesia', () => {
  expect(timeOf(AT)).toBe('10.05')
  expect(timeOf(Date.UTC(2026, 10, 21, 17, 30))).toBe('00.30')
})

test('own bubbles stand right, those of the business left, each with its time', () => {
  const own = draw(entry({ direction: 'in' }))
  const theirs = draw(entry({}))
  expect(own.find((line) => line.includes('Halo'))).toMatch(/^ {20,}│ Halo/)
  expect(theirs.find((line) => line.includes('Halo'))).toMatch(/^ │ Halo/)
  expect(theirs.join('\n')).toContain('10.05')
  expect(own.join('\n')).toContain('Sabtu, 21 November 2026')
})

test('own ticks: one, two, two in blue; none on the other side', () => {
  const ticks = (tick: 'sent' | 'delivered' | 'read') =>
    draw(entry({ direction: 'in' }, tick))
      .join('')
      .match(/✓+/)?.[0]
  expect([ticks('sent'), ticks('delivered'), ticks('read')]).toEqual(['✓', '✓✓', '✓✓'])
  expect(draw(entry({}, 'read')).join('')).not.toContain('✓')
  const blue = renderConversation(
    { entries: [entry({ direction: 'in' }, 'read')], typing: false, options: [] },
    { ...look, paint: createPaint(true) },
  )
  expect(blue.join('')).toContain('\u001b[94;1m✓✓')
})

test('all lines of a bubble are equally wide, with emoji and long words too', () => {
  const text = `Halo 😀 Kak, ${'sangat'.repeat(15)} *penting* sekali\n\nSampai jumpa`
  const widths = draw(entry({ content: { body: text } }))
    .filter((line) => /[│╭╰]/.test(line))
    .map(widthOf)
  expect(new Set(widths).size).toBe(1)
  expect(Math.max(...widths)).toBeLessThanOrEqual(60)
})

test('typing and failures are visible', () => {
  expect(renderConversation({ entries: [], typing: true, options: [] }, look).at(-1)).toContain('ARI sedang mengetik…')
  expect(draw(entry({ failure: { code: 131026, title: 'Message undeliverable' } })).at(-1)).toContain(
    'Tidak terkirim: Message undeliverable (131026)',
  )
  expect(draw({ kind: 'notice', at: AT, about: 'refused', text: '(#131056) too fast' }).at(-1)).toContain(
    'WhatsApp menolak balasan: (#131056)',
  )
})

test('a list is numbered and its rows can be chosen', () => {
  const listed = message({ type: 'interactive', content: LIST })
  expect(textOf(listed, WORDS.id)).toBe('*Jadwal*\nPilih waktu\n[1] Senin 10.00 — Jakarta\n[2] Selasa')
  expect(optionsOf(listed)).toEqual([
    { kind: 'list', messageId: 'm1', id: 's1', title: 'Senin 10.00', description: 'Jakarta' },
    { kind: 'list', messageId: 'm1', id: 's2', title: 'Selasa' },
  ])
})

test.each([
  ['image', { caption: 'brosur' }, '📷 Foto\nbrosur'],
  ['audio', {}, '🎤 Pesan suara'],
  ['interactive', { type: 'list_reply', list_reply: { id: 's1', title: 'Senin' } }, 'Senin'],
  [
    'interactive',
    { type: 'cta_url', body: { text: 'Situs' }, action: { parameters: { display_text: 'Buka', url: 'https://a.id' } } },
    'Situs\nBuka: https://a.id',
  ],
  [
    'template',
    { name: 'ingat', components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ani' }] }] },
    'Pesan templat: ingat\nAni',
  ],
  ['hologram', undefined, 'Pesan yang tidak dapat ditampilkan (hologram)'],
])('%s is told in words', (type, content, expected) => {
  expect(textOf(message({ type, content }), WORDS.id)).toBe(expected)
})

test('a message cannot steer the terminal', () => {
  expect(printable('a\u001b[2Jb\u0007\u202ec\nd')).toBe('a[2Jbc\nd')
})

test('without a screen each message is a line with time and name', () => {
  expect(renderPlain(entry({ content: { body: 'satu\ndua' } }), 'Desk', 'id', plain)).toBe(
    '[10.05] Desk: satu\n              dua',
  )
  expect(renderPlain(entry({ direction: 'in' }), 'Desk', 'en', plain)).toBe('[10.05] You: Halo')
})

test('lines break at spaces, long words anywhere', () => {
  expect(wrap('satu dua tiga', 8)).toEqual(['satu dua', 'tiga'])
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
})
