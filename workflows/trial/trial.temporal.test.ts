import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { modelFailed } from '#activities/failures.ts'
import type { Activities } from '#activities/index.ts'
import { createTrials } from '#clients/temporal/trials.ts'
import { OPENING } from '#domain/conversation/step.ts'
import type { ConversationState, Heard } from '#schema/conversation.ts'
import { drafted, recordingActivities, RULES } from '../../dev/test-kit/activities.ts'
import { onDevServer, settled, thinkLong } from '../../dev/test-kit/conversation.ts'
import { startTimeSkipping } from '../../dev/test-kit/temporal.ts'
import { findWords } from '../../dev/test-kit/words-in-histories.ts'
import { cachedWorkflowBundle } from '../../worker/bundle.ts'
import { createWorker } from '../../worker/worker.ts'
import { trialSnapshot, trialWorkflowId } from './contract.ts'

const { temporal } = onDevServer()
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const workspaceId = randomUUID()
const heard = (draft: Parameters<typeof drafted>[0] = {}) => ({ heard: drafted(draft), rulesKey: 'v1', rules: RULES })

/** A trial on a worker with these activities. */
async function givenTrial(overrides: Partial<Activities> = {}, state: ConversationState | null = null) {
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities(overrides)
  const { nativeConnection: connection, namespace, client } = temporal()
  const workflowBundle = await cachedWorkflowBundle()
  const worker = await createWorker({ connection, namespace, taskQueue, activities, workflowBundle })
  const running = worker.run()
  const trials = createTrials(client, { taskQueue })
  const input = { workspaceId, trialId: randomUUID(), state }
  const handle = client.workflow.getHandle(trialWorkflowId(input.trialId))
  stops.push(async () => {
    await handle.terminate().catch(() => undefined)
    worker.shutdown()
    await running
  })
  return {
    ...{ trials, input, handle, calls },
    says: (messageId: string) => trials.say(input, messageId),
    ends: () => calls.flatMap((call) => (call.name === 'settleTrial' ? [call.input] : [])),
    names: () => calls.map(({ name }) => name),
  }
}

describe('a message in a trial', () => {
  it('BC-09 is answered by the rules of a conversation, and nothing is sent, booked or kept elsewhere', async () => {
    const trial = await givenTrial()
    const said = await trial.says('m1')
    expect(said).toMatchObject({ outcome: 'done', turn: { outcome: 'answered' } })
    expect(trial.names()).toEqual(['draftTrial', 'settleTrial'])
    expect(trial.ends()[0]).toMatchObject({
      words: { say: 'draft' },
      state: { stage: 'qualification', turn: 1 },
      result: { decision: 'say', before: 'greeting', after: 'qualification', passed: ['qualification'] },
    })
    expect(await trial.handle.query(trialSnapshot)).toMatchObject({ stage: 'qualification', thinksAbout: null })
  })

  it('is one turn however often it is told', async () => {
    const trial = await givenTrial()
    const first = await trial.says('m1')
    expect(await trial.says('m1')).toEqual(first)
    expect(trial.names()).toEqual(['draftTrial', 'settleTrial'])
  })

  it('is drafted with the rules that the workflow has, until they change', async () => {
    const trial = await givenTrial({ draftTrial: async () => heard() })
    await trial.says('m1')
    await trial.says('m2')
    const keys = trial.calls.flatMap((call) => (call.name === 'draftTrial' ? [call.input.rulesKey] : []))
    expect(keys).toEqual(['', 'v1'])
  })

  it('LM-09 about a refused subject gets the fixed refusal, then people have the floor and ARI is silent', async () => {
    const trial = await givenTrial({ draftTrial: async () => heard({ intent: 'pricing' }) })
    await trial.says('m1')
    expect(trial.ends()[0]).toMatchObject({
      words: { say: 'refusal' },
      state: { floor: { holder: 'team', reason: 'refused_subject' } },
      result: { decision: 'refuse', reason: 'refused_subject' },
    })
    expect(await trial.says('m2')).toMatchObject({ turn: { outcome: 'human' } })
    expect(trial.names()).toEqual(['draftTrial', 'settleTrial', 'settleTrial'])
    expect(trial.ends()[1]).toMatchObject({ words: { say: 'nothing' }, result: { decision: 'nothing' } })

    expect(await trial.trials.handBack(trial.input)).toBe('done')
    await trial.says('m3')
    expect(trial.names().at(-2)).toBe('draftTrial')
    expect(await trial.trials.handBack({ ...trial.input })).toBe('done')
    expect(await trial.trials.handBack({ ...trial.input })).toBe('refused')
  })

  it('calls people when no model answers', async () => {
    const draftTrial = async (): Promise<never> => {
      throw modelFailed('grok: no connection')
    }
    const trial = await givenTrial({ draftTrial })
    expect(await trial.says('m1')).toMatchObject({ turn: { outcome: 'human' } })
    expect(trial.ends()[0]).toMatchObject({ result: { decision: 'call_people', reason: 'model_failed' } })
  })
})

describe('CV-24 a question that is asked five times', () => {
  const repeats = async (overrides: Partial<Activities>) => {
    const { trials, input, calls } = await givenTrial(overrides)
    const { workspaceId: of, trialId } = input
    const repeatId = randomUUID()
    const wish = { workspaceId: of, trialId, repeatId, times: 5 }
    expect([await trials.repeat(wish), await trials.repeat(wish)]).toEqual(['done', 'done'])
    const ends = () => calls.flatMap((call) => (call.name === 'settleRepeat' ? [call.input] : []))
    return { trials, repeatId, calls, ends, handle: temporal().client.workflow.getHandle(`trial-repeat:${repeatId}`) }
  }

  it('is answered five times as a conversation would begin, whatever one of them comes to', async () => {
    const draftRepeat: Activities['draftRepeat'] = async ({ place }) => {
      if (place === 0) throw modelFailed('grok: no connection')
      return heard(place === 1 ? { intent: 'pricing' } : {})
    }
    const { ends, handle } = await repeats({ draftRepeat })
    await handle.result()
    expect(ends().toSorted((one, other) => one.place - other.place)).toMatchObject([
      { place: 0, words: { say: 'nothing' }, decision: 'call_people', reason: 'model_failed' },
      { place: 1, words: { say: 'refusal' }, decision: 'refuse', reason: 'refused_subject' },
      ...[2, 3, 4].map((place) => ({ place, words: { say: 'draft' }, decision: 'say', reason: null })),
    ])
  })

  it('can be stopped', async () => {
    const { trials, repeatId, handle, ends } = await repeats({
      draftRepeat: async () => {
        await thinkLong()
        return heard()
      },
    })
    await trials.endRepeat(repeatId)
    await expect(handle.result()).rejects.toThrow()
    expect(ends()).toEqual([])
    await trials.endRepeat(repeatId)
  })
})

describe('a time that is chosen in a trial', () => {
  const lead = { ...OPENING.lead, wantsConsultation: true }
  const chosen = () => ({ heard: { kind: 'slot_chosen' as const, slotId: 's1', lead }, rulesKey: 'v1', rules: RULES })

  it('is told as booked and leads to the end, without a booking', async () => {
    const trial = await givenTrial({ draftTrial: async () => chosen() })
    await trial.says('m1')
    expect(trial.names()).not.toContain('bookSlot')
    expect(trial.ends()[0]).toMatchObject({
      words: { say: 'booking', slotId: 's1' },
      state: { stage: 'done', bookingId: 's1' },
      result: { decision: 'book', after: 'done' },
    })
  })

  it('and is gone is said to be taken, with others to choose from', async () => {
    const settleTrial: Activities['settleTrial'] = async ({ words }) => ({
      outcome: words.say === 'booking' ? 'taken' : 'settled',
    })
    const trial = await givenTrial({ draftTrial: async () => chosen(), settleTrial })
    await trial.says('m1')
    expect(trial.ends()[1]).toMatchObject({
      words: { say: 'slot_taken', slotId: 's1' },
      state: { stage: 'booking', bookingId: null },
    })
  })

  it('is moved, cancelled or kept by what is told, and nothing is booked or cancelled', async () => {
    const turns: Heard[] = [
      drafted({ intent: 'reschedule', bookingId: 's1' }),
      { kind: 'slot_chosen', slotId: 's2', lead },
      drafted({ intent: 'cancel_booking', bookingId: 's1' }),
      { kind: 'cancel_answered', really: false, bookingId: 's1', lead },
      { kind: 'cancel_answered', really: true, bookingId: 's1', lead },
    ]
    const draftTrial: Activities['draftTrial'] = async () => ({ ...heard(), heard: turns.shift() ?? drafted() })
    const standing: ConversationState = { ...OPENING, stage: 'done', bookingId: 's1' }
    const trial = await givenTrial({ draftTrial }, standing)
    for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) await trial.says(id)
    expect(trial.ends()).toMatchObject([
      { words: { say: 'move_list' }, result: { decision: 'offer_slots' } },
      { words: { say: 'booking', slotId: 's2' }, state: { stage: 'done', bookingId: 's1' } },
      { words: { say: 'cancel_question', bookingId: 's1' }, result: { decision: 'ask_to_cancel' } },
      { words: { say: 'booking_kept', bookingId: 's1' }, result: { decision: 'keep_booking' } },
      {
        words: { say: 'booking_cancelled', bookingId: 's1' },
        state: { stage: 'booking', bookingId: null },
        result: { decision: 'cancel_booking', passed: ['booking'] },
      },
    ])
    expect(new Set(trial.names())).toEqual(new Set(['draftTrial', 'settleTrial']))
  })

  it('and cannot be cancelled any more is left to people, who are told of', async () => {
    const draftTrial: Activities['draftTrial'] = async () => ({
      ...heard(),
      heard: { kind: 'cancel_answered', really: true, bookingId: 's1', lead },
    })
    const settleTrial: Activities['settleTrial'] = async ({ words }) => ({
      outcome: words.say === 'booking_cancelled' ? 'no_booking' : 'settled',
    })
    const trial = await givenTrial({ draftTrial, settleTrial }, { ...OPENING, stage: 'done' })
    await trial.says('m1')
    expect(trial.ends()[1]).toMatchObject({
      words: { say: 'booking_failed' },
      state: { stage: 'done', floor: { holder: 'team', reason: 'booking_failed' } },
      result: { decision: 'booking_failed', reason: 'booking_failed' },
    })
  })

  it('calls people where none can be offered', async () => {
    const settleTrial: Activities['settleTrial'] = async ({ words }) => ({
      outcome: words.say === 'slots' ? 'no_slots' : 'settled',
    })
    const inBooking: ConversationState = { ...OPENING, stage: 'booking' }
    const trial = await givenTrial({ draftTrial: async () => heard({ intent: 'booking' }), settleTrial }, inBooking)
    await trial.says('m1')
    expect(trial.ends()[1]).toMatchObject({ words: { say: 'nothing' }, result: { reason: 'no_slot' } })
  })
})

describe('the person', () => {
  it('stops ARI while it thinks: the message counts as not said, and the next one is taken', async () => {
    let drafts = 0
    const draftTrial: Activities['draftTrial'] = async () => {
      drafts += 1
      if (drafts === 1) await thinkLong()
      return heard()
    }
    const trial = await givenTrial({ draftTrial })
    const said = trial.says('m1')
    await settled(() => expect(drafts).toBe(1))
    expect(await trial.says('m2')).toEqual({ outcome: 'refused' })
    expect(await trial.trials.jump(trial.input, 'booking')).toBe('refused')
    expect(await trial.trials.stop(trial.input)).toBe('done')
    expect(await said).toMatchObject({ turn: { outcome: 'cancelled', replyId: null } })
    expect(trial.names()).toEqual(['draftTrial', 'cancelTrial'])
    expect(await trial.handle.query(trialSnapshot)).toMatchObject({ stage: 'greeting', turn: 0 })
    expect(await trial.says('m2')).toMatchObject({ turn: { outcome: 'answered' } })
  })

  it('jumps to a stage, with ARI on the floor', async () => {
    const state = { ...OPENING, floor: { holder: 'team', userId: null, epoch: 1, reason: 'complaint' } } as const
    const trial = await givenTrial({}, state)
    expect(await trial.trials.jump(trial.input, 'booking')).toBe('done')
    expect(await trial.handle.query(trialSnapshot)).toMatchObject({ stage: 'booking', floor: { holder: 'bot' } })
    expect(trial.calls).toMatchObject([{ name: 'keepTrialState', input: { stage: 'booking' } }])
  })

  it('ends it at any moment', async () => {
    const draftTrial = async (): Promise<never> => {
      await thinkLong()
      throw modelFailed('never')
    }
    const trial = await givenTrial({ draftTrial })
    const said = trial.says('m1')
    await settled(() => expect(trial.names()).toContain('draftTrial'))
    await trial.trials.end(trial.input.trialId)
    expect((await said).outcome).not.toBe('done')
    await expect(trial.handle.result()).rejects.toThrow()
    expect((await trial.handle.describe()).status.name).toBe('CANCELLED')
    await trial.trials.end(trial.input.trialId)
  })
})

it('the history of a trial holds ids, keys and numbers, and no words', async () => {
  const trial = await givenTrial()
  await trial.says(randomUUID())
  const { events } = await trial.handle.fetchHistory()
  expect(events?.length).toBeGreaterThan(10)
  expect(findWords(events ?? [])).toEqual([])
})

it('a trial ends after an hour of silence, and goes on from where it stood', { timeout: 60_000 }, async () => {
  const env = await startTimeSkipping()
  stops.push(() => env.teardown())
  const taskQueue = `test-${randomUUID()}`
  const { activities, calls } = recordingActivities()
  const worker = await createWorker({ connection: env.nativeConnection, namespace: 'default', taskQueue, activities })
  await worker.runUntil(async () => {
    const trials = createTrials(env.client, { taskQueue })
    const input = { workspaceId, trialId: randomUUID(), state: null }
    await trials.say(input, 'm1')
    const first = env.client.workflow.getHandle(trialWorkflowId(input.trialId))
    await first.result()
    const { closeTime, startTime } = await first.describe()
    expect(Number(closeTime) - Number(startTime)).toBeGreaterThanOrEqual(3_600_000)

    const [ended] = calls.flatMap((call) => (call.name === 'settleTrial' ? [call.input] : []))
    await trials.say({ ...input, state: ended?.state ?? null }, 'm2')
    expect(
      calls.filter(({ name }) => name === 'draftTrial').map(({ input }) => 'stage' in input && input.stage),
    ).toEqual(['greeting', 'qualification'])
  })
})
