import { describe, expect, it } from 'vitest'
import { linkFrom, unconfirmedFrom } from './kept.ts'

const id = '01990000-0000-7000-8000-000000000001'
const message = { id, body: 'Halo Kak', at: '2026-11-21T04:00:00.000Z', replyTo: null }
const link = { label: 'Daftar', url: 'https://eagle.example/daftar' }

describe('what this browser kept', () => {
  it('is read as it was written: with the message that it answers, and the button under it', () => {
    const kept = [{ ...message, replyTo: { id, author: 'customer', kind: 'text', body: 'Halo' }, link }, message]
    expect(unconfirmedFrom(JSON.stringify(kept))).toEqual(kept)
  })

  it.each([
    ['no list', message],
    ['an id that is none', [{ ...message, id: 'x' }]],
    ['no words', [{ ...message, body: 1 }]],
    ['no answer to anything, nor none', [{ ...message, replyTo: undefined }]],
    ['an answer to nobody', [{ ...message, replyTo: { id, author: 'toString', kind: 'text', body: '' } }]],
    ['a button that leads nowhere', [{ ...message, link: { ...link, url: 'javascript:alert(1)' } }]],
    ['one of two that is no message', [message, null]],
  ])('is left where it is no such thing: %s', (_, kept) => expect(unconfirmedFrom(JSON.stringify(kept))).toEqual([]))

  it.each([
    null,
    'https://eagle.example',
    { label: ' ', url: link.url },
    { label: 'x'.repeat(21), url: link.url },
    { ...link, url: 'https://' },
    { ...link, url: 'http://eagle.example' },
    { ...link, url: `https://eagle.example/${'x'.repeat(2_000)}` },
  ])('is no button: %j', (kept) => expect(linkFrom(kept)).toBeNull())
})
