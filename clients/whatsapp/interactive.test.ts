import { describe, expect, it } from 'vitest'
import { checkSend } from '../../dev/simulators/whatsapp/send-checks.ts'
import { choiceList, linkMessage, replyButtons, type Choice } from './interactive.ts'

const of = (length: number) => 'x'.repeat(length)
const many = (count: number, title: string): Choice[] =>
  Array.from({ length: count }, (_, at) => ({ id: `row-${String(at)}`, title: `${title}${String(at)}` }))
const link = (given: { label?: string; url?: string } = {}) => ({
  label: 'Daftar',
  url: 'https://eagle.example/daftar',
  ...given,
})

/** At Meta's limits: the other side, which knows nothing of ours, takes it. */
const TAKEN: Record<string, () => Record<string, unknown>> = {
  'three buttons under 1024 characters': () => replyButtons({ body: of(1024), buttons: many(3, of(19)) }),
  'ten rows under 4096 characters': () =>
    choiceList({
      body: of(4096),
      button: of(20),
      rows: many(10, of(23)).map((row) => ({ ...row, description: of(72) })),
    }),
  'a link with 20 characters on it': () => linkMessage({ body: of(1024), link: link({ label: of(20) }) }),
}

const OVER: Record<string, () => unknown> = {
  'a fourth button': () => replyButtons({ body: 'a', buttons: many(4, 'b') }),
  '21 characters on a button': () => replyButtons({ body: 'a', buttons: many(1, of(20)) }),
  'a long body over buttons': () => replyButtons({ body: of(1025), buttons: many(1, 'b') }),
  'two buttons that look the same': () =>
    replyButtons({
      body: 'a',
      buttons: [
        { id: '1', title: 'b' },
        { id: '2', title: 'b' },
      ],
    }),
  'no button': () => replyButtons({ body: 'a', buttons: [] }),
  'an eleventh row': () => choiceList({ body: 'a', button: 'b', rows: many(11, 'c') }),
  '25 characters in a row': () => choiceList({ body: 'a', button: 'b', rows: many(1, of(24)) }),
  '21 characters on the label of a link': () => linkMessage({ body: 'a', link: link({ label: of(21) }) }),
  'a link that is not encrypted': () => linkMessage({ body: 'a', link: link({ url: 'http://eagle.example' }) }),
  'a link that is code': () => linkMessage({ body: 'a', link: link({ url: 'javascript:alert(1)' }) }),
}

describe('PX-06 what a customer can press', () => {
  it.each(Object.keys(TAKEN))('is taken by WhatsApp up to its limits: %s', (what) => {
    const sent = { messaging_product: 'whatsapp', to: '628111', ...TAKEN[what]?.() }
    expect(checkSend(sent)).toHaveProperty('send')
  })

  it.each(Object.keys(OVER))('is never sent over them: %s', (what) => {
    expect(() => OVER[what]?.()).toThrow()
  })
})
