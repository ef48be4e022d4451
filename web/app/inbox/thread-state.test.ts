import { describe, expect, it } from 'vitest'
import type { ThreadMessage } from './contract.ts'
import {
  applyStatus,
  beginsRun,
  byDay,
  foldReactions,
  mergeItems,
  unconfirmed,
  unsentFrom,
  withLocal,
  type LocalMessage,
  type ShownItem,
} from './thread-state.ts'

const message = (id: string, more: Partial<ThreadMessage> = {}): ThreadMessage => ({
  type: 'message',
  id,
  author: 'staff',
  authorName: 'Sari',
  kind: 'text',
  body: id,
  content: {},
  status: 'queued',
  failure: null,
  replyTo: null,
  at: '2026-11-21T03:00:00.000Z',
  ...more,
})
const ids = (items: readonly ShownItem[]) => items.map(({ id }) => id)

describe('what a thread shows', () => {
  it('takes nothing from an older reading, whenever it comes', () => {
    const file = (state: 'waiting' | 'kept') => ({
      state,
      reason: null,
      name: null,
      label: null,
      bytes: null,
      isShown: true,
    })
    const waiting = message('a', { content: { file: file('waiting') }, changedAt: 1 })
    const kept = message('a', { content: { file: file('kept') }, changedAt: 2 })
    expect(mergeItems(mergeItems([], [kept]), [waiting])).toEqual([kept])
    expect(mergeItems(mergeItems([], [waiting]), [kept])).toEqual([kept])
  })

  it('a reply that was withdrawn and written anew is the new one', () => {
    const withdrawn = message('a', { status: 'withdrawn', changedAt: 2 })
    const anew = message('a', { body: 'Anew', status: 'queued', changedAt: 3 })
    expect(mergeItems([withdrawn], [anew])).toEqual([anew])
    expect(applyStatus([withdrawn], { id: 'a', status: 'sent', failure: null, changedAt: 3 })).toMatchObject([
      { status: 'sent' },
    ])
    expect(mergeItems([withdrawn], [{ ...anew, changedAt: 1 }])).toEqual([withdrawn])
  })

  it('has each message once and in the order of time, in whatever order and however often they come', () => {
    const [a, b, c] = ['01', '02', '03'].map((at) => message(at, { at: `2026-11-21T${at}:00:00.000Z` }))
    if (!a || !b || !c) throw new Error('three')
    expect(ids(mergeItems(mergeItems([], [c, a]), [b, a, c]))).toEqual(['01', '02', '03'])
  })

  it('takes the same id of a message and of an event for two things', () => {
    const event = { type: 'stage', id: 'x', stage: 'routing', at: '2026-11-21T03:00:00.000Z' } as const
    expect(mergeItems([message('x')], [event])).toHaveLength(2)
  })

  it('never lets a mark go back, neither by status nor by the whole message', () => {
    const read = applyStatus([message('x')], { id: 'x', status: 'read', failure: null })
    expect(applyStatus(read, { id: 'x', status: 'delivered', failure: null })).toMatchObject([{ status: 'read' }])
    expect(mergeItems(read, [message('x', { status: 'sent' })])).toMatchObject([{ status: 'read' }])
  })

  it('lets one that failed be sent again, and no older news of it count', () => {
    const failure = { kind: 'other', code: null, reason: null } as const
    const failed = applyStatus([message('x')], { id: 'x', status: 'failed', failure, changedAt: 5 })
    expect(applyStatus(failed, { id: 'x', status: 'sending', failure: null, changedAt: 4 })).toEqual(failed)
    const again = mergeItems(failed, [message('x', { status: 'queued', changedAt: 6 })])
    expect(again).toMatchObject([{ status: 'queued', failure: null }])
    expect(applyStatus(again, { id: 'x', status: 'failed', failure, changedAt: 5 })).toEqual(again)
  })

  it('confirms what was local', () => {
    const local: LocalMessage = { ...message('x'), local: 'sending' }
    const [confirmed] = mergeItems(withLocal([], local), [message('x')])
    expect(confirmed).toEqual(message('x'))
  })

  it('marks nothing that the server does not have yet', () => {
    const local: LocalMessage = { ...message('x'), local: 'sending' }
    expect(applyStatus([local], { id: 'x', status: 'read', failure: null })).toEqual([local])
  })

  it('keeps an unsent message once when it is sent again', () => {
    const unsent: LocalMessage = { ...message('x'), local: 'unsent' }
    expect(withLocal([unsent], { ...unsent, local: 'sending' })).toMatchObject([{ id: 'x', local: 'sending' }])
  })

  it('keeps what the server has not confirmed, and finds it again as unsent', () => {
    const id = '01990000-0000-7000-8000-000000000001'
    const local: LocalMessage = { ...message(id), local: 'sending' }
    const kept = JSON.stringify(unconfirmed([message('confirmed'), local]))
    expect(unsentFrom(kept, 'Sari')).toEqual([{ ...local, local: 'unsent' }])
    for (const broken of [null, '', '{', '[{"id":1}]']) expect(unsentFrom(broken, 'Sari')).toEqual([])
  })

  it('puts the last reaction of each on its message, and leaves one whose message is not there', () => {
    const reaction = (id: string, target: string, emoji?: string): ThreadMessage =>
      message(id, {
        ...{ author: 'customer', kind: 'reaction', at: `2026-11-21T04:00:0${id}.000Z` },
        content: { reaction: emoji === undefined ? {} : { emoji } },
        replyTo: { id: target, author: 'staff', kind: 'text', body: '' },
      })
    const first = foldReactions([
      message('a'),
      reaction('1', 'a', '👍'),
      reaction('2', 'a', '🙏'),
      reaction('3', 'gone', '👍'),
    ])
    expect(ids(first.rest)).toEqual(['a', '3'])
    expect(first.reactions.get('a')).toEqual(['🙏'])
    expect(foldReactions([message('a'), reaction('1', 'a', '👍'), reaction('2', 'a')]).reactions.get('a')).toEqual([])
  })

  it('splits days by the clock it is given', () => {
    const items = [message('a', { at: '2026-11-20T16:59:00.000Z' }), message('b', { at: '2026-11-20T17:00:00.000Z' })]
    const days = byDay(items, (at) => Math.floor((at + 7 * 3_600_000) / 86_400_000))
    expect(days.map((day) => ids(day.items))).toEqual([['a'], ['b']])
  })

  it('begins a run with another author, after an event, and after a pause', () => {
    const first = message('a')
    expect(beginsRun(undefined, first)).toBe(true)
    expect(beginsRun(first, message('b', { at: '2026-11-21T03:04:00.000Z' }))).toBe(false)
    expect(beginsRun(first, message('b', { at: '2026-11-21T03:06:00.000Z' }))).toBe(true)
    expect(beginsRun(first, message('b', { author: 'bot', authorName: null }))).toBe(true)
    expect(beginsRun({ type: 'stage', id: 'e', stage: 'routing', at: first.at }, first)).toBe(true)
  })
})
