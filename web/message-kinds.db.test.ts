import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { givenWorkspace } from '../dev/test-kit/given.ts'
import { startKinds } from '../dev/test-kit/kinds.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson, startWeb, type Web } from '../dev/test-kit/web.ts'

const mediaDir = mkdtempSync(join(tmpdir(), 'kinds-'))
const stops: (() => unknown)[] = []
let db: Database
let web: Web
let cookie: string
let ids: Record<string, string>
let contactId: string
let waiting: string

beforeAll(async () => {
  const { url, stop } = await startDatabase()
  db = connect(url)
  web = await startWeb({ databaseUrl: url, settings: { MEDIA_DIR: mediaDir } })
  const workspace = await givenWorkspace(db)
  cookie = await web.signIn((await givenPerson(db, workspace)).email)
  const kinds = await startKinds(url, workspace, mediaDir)
  stops.push(stop, () => db.close(), web.stop, kinds.stop)
  ;({ ids, contactId } = await kinds.sendEveryKind())
  waiting = await threadHtml()
  kinds.keep()
  await kinds.settled()
})
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
  rmSync(mediaDir, { recursive: true, force: true })
})

const threadHtml = async () => (await web.ask(`/inbox/${contactId}`, { cookie })).text()
const file = (name: string, headers: Record<string, string> = {}) =>
  web.ask(`/api/media/${ids[name] ?? ''}`, { cookie, headers })

/** The markup of one message. */
function bubble(html: string, name: string): string {
  const [, from = ''] = html.split(`data-message="${ids[name] ?? ''}"`)
  return from.split('data-message="')[0]?.replaceAll('<!-- -->', '') ?? ''
}

it('PX-05 the thread shows each kind as what it is, and none breaks it', async () => {
  const html = await threadHtml()
  const at = (name: string) => `/api/media/${ids[name] ?? ''}`
  const shown: Record<string, (string | RegExp)[]> = {
    text: ['Kalau mulai Februari masih bisa?', 'aria-label="Reacted \u{1F44D}"'],
    image: [`<img src="${at('image')}" alt="Picture: Ijazah saya"`, 'Ijazah saya</span>'],
    reply: [`href="#m-${ids['image'] ?? ''}"`, 'Yang ini ijazahnya'],
    audio: [new RegExp(`<audio[^>]*controls=""[^>]*src="${at('audio')}"[^>]*aria-label="Voice note"`)],
    video: [new RegExp(`<video[^>]*controls=""[^>]*src="${at('video')}"[^>]*aria-label="Video"`)],
    pdf: [`href="${at('pdf')}" target="_blank"`, 'Transkrip nilai.pdf', 'PDF · 1 KB'],
    file: [new RegExp(`href="${at('file')}" download`), 'TXT · 1 KB'],
    harmful: ['nilai.pdf', 'Not kept: it may be dangerous.'],
    sticker: [`<img src="${at('sticker')}" alt="Sticker"`],
    location: [
      'Kantor',
      'Jalan Sudirman 1',
      /href="https:\/\/maps\.google\.com\/\?q=-6\.2%2C106\.8167"[^>]*rel="noopener noreferrer"/,
    ],
    contacts: ['Ibu Paramitha', '+62 811 000'],
    choice: ['Chose', 'Senin 10.00'],
    order: ['Order', '2 × KURSUS-IELTS · IDR 1,500,000'],
    ad: ['From an advertisement', 'href="https://example.com/iklan"', 'Saya lihat iklannya'],
    edit: [`href="#m-${ids['text'] ?? ''}"`, 'Changed to', 'Maret?'],
    revoke: [`href="#m-${ids['reply'] ?? ''}"`, 'This message was taken back.'],
    system: ['The customer has a new number.'],
    unsupported: ['WhatsApp does not hand on what this message says: a poll.'],
    empty: ['A message with nothing in it.'],
    hologram: ['This kind of message cannot be shown yet', 'hologram'],
  }
  // A reaction stands on its message and is none of its own.
  expect(Object.keys(shown).concat('reaction').sort()).toEqual(Object.keys(ids).sort())
  expect(bubble(html, 'reaction')).toBe('')
  for (const [name, parts] of Object.entries(shown))
    for (const part of parts)
      if (typeof part === 'string') expect(bubble(html, name), name).toContain(part)
      else expect(bubble(html, name), name).toMatch(part)
  // Nothing of a file that is not kept leads anywhere, and WhatsApp's own names of files stay with us.
  expect(bubble(html, 'harmful')).not.toContain('/api/media')
  expect(html).not.toMatch(/lookaside|media-files|graph\.facebook/)
})

it('PX-05 before a file is fetched the thread says so', () => {
  for (const name of ['image', 'audio', 'video', 'pdf', 'sticker']) {
    expect(bubble(waiting, name)).toContain('Being fetched…')
    expect(bubble(waiting, name)).not.toContain('/api/media')
  }
})

describe('PX-05 a file is streamed to staff', () => {
  it('with the type that was found, so that nothing in it can run', async () => {
    const answer = await file('image')
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none'.*sandbox$/) as string,
      'cache-control': 'private, no-cache',
      'accept-ranges': 'bytes',
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(String(bytes.length)).toBe(answer.headers.get('content-length'))
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  it('what browsers do not show is handed over to be saved, under a clean name', async () => {
    const answer = await file('file')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="nilai akhir _.txt"; filename*=UTF-8''nilai%20akhir%20%C3%A9.txt`,
    )
    expect(await answer.text()).toBe('delapan')
    expect((await file('pdf')).headers.get('content-disposition')).toMatch(/^inline; filename="Transkrip nilai.pdf"/)
  })

  it('in parts, as players ask for it, and not again where it is there', async () => {
    const whole = Buffer.from(await (await file('audio')).arrayBuffer())
    for (const [range, from, to] of [
      ['bytes=0-3', 0, 3],
      ['bytes=20-', 20, whole.length - 1],
      ['bytes=-5', whole.length - 5, whole.length - 1],
    ] as const) {
      const part = await file('audio', { range })
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${String(from)}-${String(to)}/${String(whole.length)}`,
      ])
      expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(from, to + 1))).toBe(true)
    }
    expect((await file('audio', { range: `bytes=${String(whole.length)}-` })).status).toBe(416)
    const etag = (await file('audio')).headers.get('etag') ?? ''
    expect((await file('audio', { 'if-none-match': etag })).status).toBe(304)
    expect((await file('audio', { range: 'bytes=0-3', 'if-range': '"another"' })).status).toBe(200)
  })

  it('of their own workspace and no other; what is not kept is not there', async () => {
    const elsewhere = await givenPerson(db, { ...(await givenWorkspace(db)), role: 'owner' })
    const stranger = await web.signIn(elsewhere.email)
    for (const name of ['image', 'pdf']) {
      const answer = await web.ask(`/api/media/${ids[name] ?? ''}`, { cookie: stranger })
      expect([answer.status, await answer.text()]).toEqual([404, '{"problem":"not-found"}'])
      expect((await web.ask(`/api/media/${ids[name] ?? ''}`)).status).toBe(401)
    }
    for (const name of ['harmful', 'text']) expect((await file(name)).status).toBe(404)
    expect((await web.ask('/api/media/..%2f..%2fetc%2fpasswd', { cookie })).status).toBe(404)
  })
})
