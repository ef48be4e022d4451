import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'

const Added = z.strictObject({
  consultantId: z.uuidv7(),
  slots: z.array(z.strictObject({ id: z.uuidv7(), startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })),
})

let desk: CommandLine
// A year from now, on the hour, so that no test depends on the day it runs.
const YEAR = new Date().getUTCFullYear() + 1

beforeAll(async () => {
  desk = await startCommandLine()
  await desk.json(createFlags())
  await desk.json(createFlags({ slug: 'wita', 'phone-number-id': '2', timezone: 'WITA' }))
})
afterAll(() => desk.stop())

const adding = (slug: string, flags: Record<string, string>) => [
  'slots',
  'add',
  slug,
  ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
]
const add = async (slug: string, flags: Record<string, string>) => Added.parse(await desk.json(adding(slug, flags)))
const countSlots = async () => {
  const { slots } = await desk.database.platform
    .selectFrom('slots')
    .select(({ fn }) => fn.countAll<number>().as('slots'))
    .executeTakeFirstOrThrow()
  return slots
}

test('SB-01 slots are added one after the other, in the time zone of the workspace', async () => {
  const { consultantId, slots } = await add('sinar', {
    consultant: 'Bu Ratna',
    email: 'ratna@x.example',
    from: `${YEAR}-01-05T09:00`,
    minutes: '45',
    count: '3',
    'gap-minutes': '15',
  })
  expect(slots.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    [`${YEAR}-01-05T02:00:00.000Z`, `${YEAR}-01-05T02:45:00.000Z`],
    [`${YEAR}-01-05T03:00:00.000Z`, `${YEAR}-01-05T03:45:00.000Z`],
    [`${YEAR}-01-05T04:00:00.000Z`, `${YEAR}-01-05T04:45:00.000Z`],
  ])
  const rows = await desk.database.platform
    .selectFrom('slots')
    .innerJoin('consultants', 'consultants.id', 'slots.consultant_id')
    .select(['slots.id', 'consultants.name', 'consultants.email', 'during'])
    .where('consultant_id', '=', consultantId)
    .orderBy('during')
    .execute()
  expect(rows.map(({ id }) => id)).toEqual(slots.map(({ id }) => id))
  expect(rows[0]).toMatchObject({ name: 'Bu Ratna', email: 'ratna@x.example' })
})

test('SB-01 a consultant who is known is not added again, and keeps the e-mail address', async () => {
  const first = await add('sinar', { consultant: 'Pak Budi', email: 'budi@x.example', from: `${YEAR}-02-01T09:00` })
  const second = await add('sinar', { consultant: 'Pak Budi', from: `${YEAR}-02-02T09:00` })
  expect(second.consultantId).toBe(first.consultantId)
  const rows = await desk.database.platform
    .selectFrom('consultants')
    .select('email')
    .where('name', '=', 'Pak Budi')
    .execute()
  expect(rows).toEqual([{ email: 'budi@x.example' }])
})

test.each([
  ['sinar', `${YEAR}-03-01T09:00`, `${YEAR}-03-01T02:00:00.000Z`],
  ['wita', `${YEAR}-03-01T09:00:00`, `${YEAR}-03-01T01:00:00.000Z`],
  ['wita', `${YEAR}-03-02T09:00:00+07:00`, `${YEAR}-03-02T02:00:00.000Z`],
  ['wita', `${YEAR}-03-03T09:00Z`, `${YEAR}-03-03T09:00:00.000Z`],
])('SB-01 %s: %s is %s', async (slug, from, startsAt) => {
  const { slots } = await add(slug, { consultant: 'Zona', from })
  expect(slots[0]?.startsAt).toBe(startsAt)
})

test('SB-01 an overlap is refused with its time, and none of the slots is written', async () => {
  await add('sinar', { consultant: 'Penuh', from: `${YEAR}-04-01T10:00`, minutes: '60' })
  const before = await countSlots()
  const { code, out, err } = await desk.run(
    adding('sinar', { consultant: 'Penuh', from: `${YEAR}-04-01T09:00`, minutes: '45', count: '4' }),
  )
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(`Penuh has a slot from ${YEAR}-04-01 10:00 (Asia/Jakarta) to ${YEAR}-04-01 11:00`)
  expect(await countSlots()).toBe(before)
  // The next one may begin where the last one ends.
  await add('sinar', { consultant: 'Penuh', from: `${YEAR}-04-01T11:00`, minutes: '60' })
})

test('SB-01 of several additions of the same time at once exactly one succeeds', async () => {
  const flags = adding('sinar', { consultant: 'Serentak', from: `${YEAR}-05-01T10:00`, count: '2' })
  const ran = await Promise.all([1, 2, 3].map(() => desk.run(flags)))
  expect(ran.map(({ code }) => code).sort()).toEqual([0, 1, 1])
  for (const { code, err } of ran) if (code === 1) expect(err).toContain('Serentak has a slot from')
})

test.each([
  [{ from: '2020-01-01T09:00' }, '--from: 2020-01-01 09:00 (Asia/Jakarta) is in the past'],
  [{ from: `${YEAR}-02-30T09:00` }, '--from: there is no such time'],
  [{ from: `${YEAR}-13-01T09:00` }, '--from: there is no such time'],
  [{ from: `${YEAR}-01-01T25:00` }, '--from: there is no such time'],
  [{ from: `${YEAR}-01-01` }, '--from'],
  [{ from: 'tomorrow' }, '--from'],
  [{ minutes: '0' }, '--minutes'],
  [{ minutes: '45.5' }, '--minutes'],
  [{ count: '0' }, '--count'],
  [{ count: '201' }, '--count'],
  [{ 'gap-minutes': '-5' }, '--gap-minutes'],
  [{ email: 'ratna' }, '--email'],
  [{ consultant: '  ' }, '--consultant'],
  [{ room: '5' }, '--room'],
])('SB-01 a wrong flag is named, and nothing is written: %j', async (given, named) => {
  const before = await countSlots()
  const flags = { consultant: 'Salah', from: `${YEAR}-06-01T09:00`, ...given }
  const { code, out, err } = await desk.run(adding('sinar', flags))
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(named)
  expect(await countSlots()).toBe(before)
})

test('SB-01 what is missing is named, and so is an unknown workspace', async () => {
  expect((await desk.run(['slots', 'add', 'sinar'])).err).toContain('missing: --consultant <name>, --from <time>')
  const unknown = await desk.run(adding('nobody', { consultant: 'X', from: `${YEAR}-01-01T09:00` }))
  expect(unknown.err).toContain('There is no workspace "nobody"')
})
