import { expect, it } from 'vitest'
import { row } from '../components/ui/showcase/given.ts'
import { mergeRows } from './use-list.ts'

const NOW = Date.parse('2026-11-24T02:00:00.000Z')
const at = (id: string, place: string) => row(NOW, id, { place: `2026-11-24T${place}:00.000Z` })
const ids = (rows: readonly { contactId: string }[]) => rows.map(({ contactId }) => contactId)

it('what is read anew stands in the order of its list, also where that is not the order of messages', () => {
  const page = { rows: [at('promised', '09:00'), at('new', '08:00')], next: null, ariOn: true, stopped: [] }
  const written = page.rows.map((one) => ({
    ...one,
    at: one.contactId === 'new' ? one.place : '2026-11-24T01:00:00.000Z',
  }))
  expect(ids(mergeRows([], { ...page, rows: written }))).toEqual(['promised', 'new'])
})

it('of what was lengthened only that stays which stands after the first page', () => {
  const page = { rows: [at('a', '09:00'), at('b', '08:00')], next: 'more', ariOn: true, stopped: [] }
  const shown = [at('gone', '08:30'), at('a', '07:00'), at('c', '06:00')]
  expect(ids(mergeRows(shown, page))).toEqual(['a', 'b', 'c'])
  expect(ids(mergeRows(shown, { ...page, next: null }))).toEqual(['a', 'b'])
})
