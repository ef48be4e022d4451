import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createModel } from '#clients/ai/model.ts'
import type { WhatsApp } from '#clients/whatsapp/whatsapp.ts'
import { connect, type Database } from '#db/connect.ts'
import { saveWorkingCopy } from '#db/queries/ari-config.ts'
import {
  findTrialPrompt,
  insertTrialMessageOnce,
  listTrialRows,
  openTrial,
  setTrialSource,
} from '#db/queries/trials.ts'
import { insertRepeatOnce, stopRepeats } from '#db/queries/trial-repeats.ts'
import { OPENING, step } from '#domain/conversation/step.ts'
import { AriConfig } from '#schema/ari-config.ts'
import type { Stage } from '#schema/conversation.ts'
import type { RepeatAnswer, TrialHeard, TrialWords } from '#schema/trial.ts'
import { startModelSimulator } from '../dev/simulators/model/model.ts'
import { givenDeps, RULES, runActivity } from '../dev/test-kit/activities.ts'
import { givenConfig, givenConversation, givenInbound, givenSlots } from '../dev/test-kit/given.ts'
import { givenWorkspace, type GivenWorkspace } from '../dev/test-kit/given.ts'
import { startDatabase } from '../dev/test-kit/postgres.ts'
import { givenPerson } from '../dev/test-kit/web.ts'
import { createDraftActivities } from './draft-reply.ts'
import { createTrialActivities } from './draft-trial.ts'
import { createTrialRepeatActivities } from './repeat-trial.ts'
import { createTrialEndActivities } from './settle-trial.ts'

let postgres: Awaited<ReturnType<typeof startDatabase>>
let db: Database
let llm: Awaited<ReturnType<typeof startModelSimulator>>
let workspace: GivenWorkspace
let userId: string
let trialId: string
const whatsapp: WhatsApp = {
  send: () => Promise.reject(new Error('a trial sends nothing')),
  showTyping: () => Promise.reject(new Error('a trial shows nobody anything')),
}
const activities = () => {
  const model = createModel([{ name: 'sim', baseUrl: llm.baseUrl, model: 'scripted' }], { timeoutMs: 3_000 })
  const deps = givenDeps(db, { model, whatsapp })
  const trial = { ...createTrialActivities(deps), ...createTrialEndActivities(deps) }
  return { ...createDraftActivities(deps), ...trial, ...createTrialRepeatActivities(deps) }
}

beforeAll(async () => {
  postgres = await startDatabase()
  db = connect(postgres.url)
  llm = await startModelSimulator({ port: 0 })
  workspace = await givenWorkspace(db, { config: { persona: { greeting: 'Halo! Saya ARI.' } } })
  userId = (await givenPerson(db, { workspaceId: workspace.workspaceId })).id
  await givenSlots(db, workspace, 2)
  await db.inWorkspace(workspace.workspaceId, (tx) =>
    tx
      .insertInto('knowledge')
      .values({
        ...{ id: uuidv7(), kind: 'course', language: 'id', title: 'Kursus IELTS' },
        content: 'Kursus IELTS berlangsung 8 minggu, setiap Sabtu.',
      })
      .execute(),
  )
})
afterAll(async () => {
  await llm.close()
  await db.close()
  await postgres.stop()
})
beforeEach(async () => {
  llm.control.reset()
  await inWorkspace((tx) => tx.deleteFrom('trials').execute())
  trialId = (await inWorkspace((tx) => openTrial(tx, { id: uuidv7(), userId }))).id
})

const inWorkspace: <T>(work: Parameters<typeof db.inWorkspace<T>>[1]) => Promise<T> = (work) =>
  db.inWorkspace(workspace.workspaceId, work)

type Wish = { stage?: Stage; content?: object; replyId?: string; rulesKey?: string }

/** One message through the real activity. */
async function drafts(body: string, { stage = 'qualification', content = {}, ...wish }: Wish = {}) {
  const [messageId, replyId] = [uuidv7(), wish.replyId ?? uuidv7()]
  const kind = 'reply' in content ? 'interactive' : 'text'
  await inWorkspace((tx) => insertTrialMessageOnce(tx, { id: messageId, trialId, kind, body, content }))
  const request = { workspaceId: workspace.workspaceId, trialId, messageId, replyId, stage }
  const again = () =>
    runActivity(activities().draftTrial, { ...request, lastReplyAtMs: null, rulesKey: wish.rulesKey ?? '' })
  return { told: await again(), again, messageId, replyId }
}

/** As the workflow ends the turn. */
async function settle({ messageId, replyId, told }: Awaited<ReturnType<typeof drafts>>, words: TrialWords) {
  const { state, passed } = step({ ...OPENING, stage: 'qualification' }, told.heard, told.rules ?? RULES)
  const { score, scoreParts } = state
  return runActivity(activities().settleTrial, {
    ...{ workspaceId: workspace.workspaceId, trialId, messageId, replyId, words, state, outcome: 'answered' as const },
    result: {
      ...({ decision: 'say', reason: null, before: 'qualification', after: state.stage } as const),
      ...{ passed, score, scoreParts, scoreBefore: 0 },
    },
  })
}

const rows = () => inWorkspace((tx) => listTrialRows(tx, trialId))
const last = async () => (await rows()).at(-1)
const draftOf = ({ heard }: TrialHeard) => (heard.kind === 'draft' ? heard.draft : undefined)

/** Every table of ours, with how many rows it has and a sum over what stands in them. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`.execute(db.platform)
  const sums = await Promise.all(
    tables.map(async ({ name }) => {
      const counted = await sql<{ sum: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
        from ${sql.table(name)} t`.execute(db.platform)
      return [name, counted.rows[0]?.sum ?? ''] as const
    }),
  )
  return Object.fromEntries(sums)
}

describe('BC-09 a trial', () => {
  it('changes no row of any table but its own, whatever is said in it', async () => {
    await givenConversation(db, workspace)
    const before = await everything()
    expect(Object.keys(before).length).toBeGreaterThan(30)

    await settle(await drafts('Halo, nama saya Nadia. Berapa lama kursus IELTS?', { stage: 'greeting' }), {
      say: 'draft',
    })
    await settle(await drafts('Saya mau konsultasi', { stage: 'booking' }), { say: 'slots' })
    const list = (await last())?.content as { rows: { id: string; title: string }[] }
    const [row] = list.rows
    const chosen = await drafts(row?.title ?? '', { content: { reply: row } })
    expect(chosen.told.heard).toMatchObject({ kind: 'slot_chosen' })
    const slotId = row?.id.replace('slot:', '') ?? ''
    expect(await settle(chosen, { say: 'booking', slotId })).toEqual({ outcome: 'settled' })
    expect((await last())?.body).toContain('sudah terjadwal')
    await settle(await drafts('Jadi batal saja'), { say: 'booking_cancelled', bookingId: slotId })
    await settle(await drafts('Berapa biayanya?'), { say: 'refusal' })

    const after = await everything()
    const changed = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(changed.sort()).toEqual(['trial_messages', 'trials'])

    await inWorkspace((tx) => tx.deleteFrom('trials').where('id', '=', trialId).execute())
    expect((await everything())['trial_messages']).toMatch(/^0 /)
  })

  it('sends the model what a conversation would send it, and decides on the same', async () => {
    const body = 'Halo, nama saya Nadia. Berapa lama kursus IELTS?'
    const conversation = await givenConversation(db, workspace)
    // In a trial nobody has a profile.
    await inWorkspace((tx) => tx.updateTable('contacts').set({ name: null }).execute())
    const messageIds = [await givenInbound(db, workspace, conversation, body)]
    const { workspaceId } = workspace
    const { conversationId } = conversation
    const request = { workspaceId, conversationId, turn: 1, version: 1, messageIds, stage: 'greeting' as const }
    const real = await runActivity(activities().draftReply, { ...request, lastReplyAtMs: null, rulesVersion: -1 })
    const trial = await drafts(body, { stage: 'greeting' })

    const [first, second] = llm.control
      .requests()
      .map(({ body: asked }) => asked as { messages: { content: string }[] })
    const withoutClock = (text = '') => text.replace(/^Now: .*$/m, '')
    expect(withoutClock(second?.messages[0]?.content)).toBe(withoutClock(first?.messages[0]?.content))
    expect(second?.messages.slice(1)).toEqual(first?.messages.slice(1))
    if (real.kind !== 'draft') throw new TypeError('A draft comes of it.')
    expect(draftOf(trial.told)).toEqual({ ...real.draft, draftId: trial.replyId })
    expect(trial.told.rules).toEqual(real.rules)
  })
})

describe('a consultation that a trial only says is booked', () => {
  type Listed = { rows: { id: string; title: string }[]; buttons: { id: string; title: string }[] }
  const content = async () => (await last())?.content as Listed & { booking: { id: string } | null }
  const press = (reply: { id: string; title: string } | undefined) =>
    drafts(reply?.title ?? '', { content: { reply }, stage: 'done' })

  it('is moved, kept and cancelled as a customer would do it', async () => {
    await settle(await drafts('Saya mau konsultasi', { stage: 'booking' }), { say: 'slots' })
    const [first, second] = (await content()).rows.map(({ id, title }) => ({ id, title }))
    const id = first?.id.replace('slot:', '') ?? ''
    await settle(await press(first), { say: 'booking', slotId: id })

    const wantsOther = await drafts('Bisa ganti jadwal?', { stage: 'done' })
    expect(draftOf(wantsOther.told)?.bookingId).toBe(id)
    await settle(wantsOther, { say: 'move_list' })
    // Both times, and the row that asks for a person.
    expect((await content()).rows).toHaveLength(3)
    await settle(await press(second), { say: 'booking', slotId: second?.id.replace('slot:', '') ?? '' })
    expect((await last())?.body).toContain('sudah dipindahkan')
    expect((await content()).booking?.id).toBe(id)

    await settle(await drafts('Saya mau batal', { stage: 'done' }), { say: 'cancel_question', bookingId: id })
    const [yes, no] = (await content()).buttons
    const kept = await press(no)
    expect(kept.told.heard).toMatchObject({ kind: 'cancel_answered', really: false, bookingId: id })
    await settle(kept, { say: 'booking_kept', bookingId: id })
    const really = await press(yes)
    expect(really.told.heard).toMatchObject({ kind: 'cancel_answered', really: true, bookingId: id })
    expect(await settle(really, { say: 'booking_cancelled', bookingId: id })).toEqual({ outcome: 'settled' })
    expect((await last())?.body).toContain('sudah dibatalkan')

    const again = await press(yes)
    expect(await settle(again, { say: 'booking_cancelled', bookingId: id })).toEqual({ outcome: 'no_booking' })
    expect(draftOf((await drafts('Halo', { stage: 'booking' })).told)?.bookingId).toBeNull()
  })
})

describe('what is kept beside a reply', () => {
  it('is what led to it: entries, checks, facts, model, tokens and times; the prompt is read apart', async () => {
    const turn = await drafts('Nama saya Nadia. Berapa lama kursus IELTS?')
    // Nobody is shown what is not yet decided.
    expect((await rows()).map(({ author }) => author)).toEqual(['customer'])
    await settle(turn, { say: 'draft' })
    const shown = await last()
    expect(shown?.learnt?.values).toMatchObject({ name: 'Nadia' })
    expect(shown?.trace).toMatchObject({
      ...{ source: 'published', version: 1, model: 'sim/scripted', asks: 1, failure: null },
      entries: [
        {
          ...{ title: 'Kursus IELTS', kind: 'course', cited: true },
          why: [
            { asked: 'kursus', by: 'word', inTitle: true },
            { asked: 'ielts', by: 'word', inTitle: true },
            { asked: 'berapa lama', matched: 'berlangsung', by: 'synonym' },
          ],
        },
      ],
    })
    expect(shown?.trace?.checks.map(({ passed }) => passed)).not.toContain(false)
    expect(shown?.trace?.tokens?.prompt).toBeGreaterThan(300)
    expect(Object.values(shown?.trace?.ms ?? {}).every((ms) => ms >= 0)).toBe(true)
    const prompt = await inWorkspace((tx) => findTrialPrompt(tx, { trialId, replyId: turn.replyId }))
    expect(prompt?.prompt.system).toContain('Kursus IELTS berlangsung 8 minggu')
    expect(prompt?.rawAnswer).toContain('"reply"')
  })

  it('is what it was told before: facts go on into the next turn, and a message that was stopped was never said', async () => {
    await settle(await drafts('Nama saya Nadia'), { say: 'draft' })
    const stopped = await drafts('Email saya tersembunyi@contoh.test')
    const { workspaceId } = workspace
    const { messageId, replyId } = stopped
    await runActivity(activities().cancelTrial, { workspaceId, trialId, messageId, replyId })
    expect((await last())?.outcome).toBe('cancelled')
    const next = await drafts('Saya mau kuliah di Australia')
    expect(draftOf(next.told)?.lead.answered).toContain('name')
    const asked = JSON.stringify(llm.control.requests().at(-1)?.body)
    expect(asked).toContain('name=Nadia')
    expect(asked).not.toContain('tersembunyi')
  })

  it('is the same turn when it is drafted again', async () => {
    const turn = await drafts('Nama saya Nadia')
    await turn.again()
    await settle(turn, { say: 'draft' })
    await settle(turn, { say: 'draft' })
    expect((await rows()).map(({ author }) => author)).toEqual(['customer', 'bot'])
  })

  it('is why no model answered', async () => {
    llm.control.setStanding({ do: 'error', status: 500 })
    await expect(drafts('Halo')).rejects.toThrow('HTTP 500')
    const kept = await inWorkspace((tx) =>
      tx.selectFrom('trial_messages').where('author', '=', 'bot').select('trace').executeTakeFirstOrThrow(),
    )
    expect(kept.trace).toMatchObject({ failure: expect.stringContaining('sim: HTTP 500') as string })
  })
})

describe('what is tried', () => {
  const named = (botName: string) => AriConfig.parse({ persona: { botName } })

  it('is what is published, or the working copy; the rules are told when they are new', async () => {
    const basedOn = await givenConfig(db, workspace, { persona: { botName: 'Mira' } })
    await inWorkspace((tx) => saveWorkingCopy(tx, { userId, config: named('Sekar'), basedOn, revision: 0 }))
    const systemOf = () =>
      (llm.control.requests().at(-1)?.body as { messages: { content: string }[] }).messages[0]?.content

    const published = await drafts('Halo')
    expect(systemOf()).toMatch(/^You are Mira/)
    await inWorkspace((tx) => setTrialSource(tx, trialId, 'working_copy'))
    const copy = await drafts('Halo', { rulesKey: published.told.rulesKey })
    expect(systemOf()).toMatch(/^You are Sekar/)
    expect(copy.told.rules).toBeDefined()
    expect((await drafts('Halo', { rulesKey: copy.told.rulesKey })).told.rules).toBeUndefined()

    await inWorkspace((tx) => tx.deleteFrom('ari_working_copies').execute())
    await drafts('Halo')
    expect(systemOf()).toMatch(/^You are Mira/)
  })
})

it('a trial that was begun anew meanwhile is left alone', async () => {
  const turn = await drafts('Halo')
  await inWorkspace((tx) => tx.deleteFrom('trials').where('id', '=', trialId).execute())
  expect((await turn.again()).heard).toEqual({ kind: 'not_ours', outcome: 'gone' })
  expect(await settle(turn, { say: 'draft' })).toEqual({ outcome: 'settled' })
  expect((await everything())['trial_messages']).toMatch(/^0 /)
})

describe('a question that is asked several times', () => {
  const asks = async (question: string) => {
    const repeatId = uuidv7()
    expect(await inWorkspace((tx) => insertRepeatOnce(tx, { id: repeatId, trialId, question }))).toBe('kept')
    const of = { workspaceId: workspace.workspaceId, trialId, repeatId }
    const answers = (place: number) => runActivity(activities().draftRepeat, { ...of, place, stage: 'greeting' })
    const settles = (place: number, words: TrialWords = { say: 'draft' }) =>
      runActivity(activities().settleRepeat, { ...of, place, times: 2, words, decision: 'say', reason: null })
    return { of, answers, settles }
  }
  const answersIn = async () => ((await last())?.content as { answers?: Record<string, RepeatAnswer> }).answers

  it('knows nothing of the trial around it, and the trial nothing of it', async () => {
    await settle(await drafts('Nama saya Tersembunyi'), { say: 'draft' })
    const repeat = await asks('Berapa lama kursus IELTS?')
    await Promise.all([repeat.answers(0), repeat.answers(1)])
    expect(JSON.stringify(llm.control.requests().at(-1)?.body)).not.toContain('Tersembunyi')
    await Promise.all([repeat.settles(0), repeat.settles(1)])
    await repeat.settles(1)
    expect((await last())?.outcome).toBe('answered')
    const kept = Object.values((await answersIn()) ?? {})
    expect(kept).toHaveLength(2)
    for (const one of kept) {
      expect(one).toMatchObject({ body: expect.stringContaining('8 minggu') as string, decision: 'say' })
      expect(one.facts).toContainEqual(expect.objectContaining({ kind: 'number', unit: 'day', bearing: 'known' }))
    }
    await drafts('Saya mau kuliah di Australia')
    expect(JSON.stringify(llm.control.requests().at(-1)?.body)).not.toContain('8 minggu')
  })

  it('is one at a time; once it is stopped no late answer is kept', async () => {
    const repeat = await asks('Berapa lama kursus IELTS?')
    await repeat.answers(0)
    const other = { id: uuidv7(), trialId, question: 'Halo' }
    expect(await inWorkspace((tx) => insertRepeatOnce(tx, other))).toBe('busy')
    expect(await inWorkspace((tx) => stopRepeats(tx, trialId))).toEqual([repeat.of.repeatId])
    expect(await repeat.settles(0)).toEqual({ outcome: 'settled' })
    expect(await answersIn()).toBeUndefined()
    expect((await repeat.answers(1)).heard).toEqual({ kind: 'not_ours', outcome: 'gone' })
    expect(await inWorkspace((tx) => insertRepeatOnce(tx, other))).toBe('kept')
  })
})
