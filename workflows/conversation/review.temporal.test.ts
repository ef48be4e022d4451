import { describe, expect, it } from 'vitest'
import type { Activities } from '#activities/index.ts'
import { heldFor, planOf } from '#domain/review/policy.ts'
import { REVIEW_DEFAULTS, type ReviewDecision, type ReviewPlan } from '#schema/review.ts'
import { drafted } from '../../dev/test-kit/activities.ts'
import { onSkippedTime, type SkippingScene } from '../../dev/test-kit/skipping.ts'
import { decideReview, snapshot, takeOver } from './contract.ts'

const SECOND = 1_000
const DAY_MS = 24 * 60 * 60 * SECOND

const { scene, now } = onSkippedTime()

const PLAN = { dueMs: 30 * SECOND, handOverMs: 120 * SECOND, sendsItself: false }

/** Drafts that are held, each with a name of its own; the customer wrote just now. */
function held(
  over: Partial<Omit<ReviewPlan, 'latestAtMs'>> & { leftMs?: number } = {},
): Pick<Activities, 'draftReply'> {
  const { leftMs = DAY_MS, ...plan } = over
  let drafts = 0
  return {
    draftReply: async () =>
      drafted({
        draftId: `draft-${++drafts}`,
        held: true,
        review: { ...PLAN, ...plan, latestAtMs: (await now()) + leftMs },
      }),
  }
}

const near = (seconds: number) => expect.closeTo(seconds, 0) as number
/** How long after the draft was held each call came, in seconds. */
function secondsOf({ callsOf }: SkippingScene, name: keyof Activities): number[] {
  const from = callsOf('holdDraft').at(-1)?.afterMs ?? 0
  return callsOf(name).map(({ afterMs }) => (afterMs - from) / SECOND)
}

describe('nobody decides', () => {
  it(
    'HR-01 BY-08 reviewers are called on after 30 s, people have it after 2 min, and nothing is sent',
    { timeout: 60_000 },
    () =>
      scene(held(), async (on) => {
        await (await on.says('m1')).result()
        expect(secondsOf(on, 'remindReviewers')).toEqual([near(30)])
        expect(secondsOf(on, 'saveState')).toEqual([near(120)])
        expect(on.callsOf('saveState')[0]?.input).toMatchObject({
          messageIds: ['m1'],
          outcome: 'human',
          draftId: 'draft-1',
          state: { floor: { holder: 'team', reason: 'review_overdue' } },
        })
        expect(on.callsOf('sendReply')).toEqual([])
      }),
  )

  it('BY-08 people have it sooner where the 24-hour window is about to close', { timeout: 60_000 }, () =>
    scene(held({ leftMs: 45 * SECOND }), async (on) => {
      await (await on.says('m1')).result()
      expect(secondsOf(on, 'remindReviewers')).toEqual([near(30)])
      expect(secondsOf(on, 'saveState')).toEqual([near(45)])
    }),
  )

  it('HR-01 it goes out by itself only where the workspace says so', { timeout: 60_000 }, () =>
    scene(held({ sendsItself: true }), async (on) => {
      await (await on.says('m1')).result()
      expect(secondsOf(on, 'sendReply')).toEqual([near(30)])
      expect(on.callsOf('remindReviewers')).toEqual([])
      expect(on.callsOf('keepReview')).toEqual([])
    }),
  )

  it('HR-01 a refusal is read first, too', { timeout: 60_000 }, () => {
    const { draftReply } = held()
    const refused: Activities['draftReply'] = async (request) => {
      const heard = await draftReply(request)
      return heard.kind === 'draft' ? { ...heard, draft: { ...heard.draft, intent: 'pricing' } } : heard
    }
    return scene({ draftReply: refused }, async (on) => {
      await (await on.says('m1')).result()
      expect(on.callsOf('holdDraft')[0]?.input).toMatchObject({ draftId: 'draft-1', as: 'refusal' })
      expect(on.callsOf('sendReply')).toEqual([])
    })
  })
})

describe('somebody decides', () => {
  /** Says something, decides about the draft after `afterMs`, and plays on. */
  const deciding = (decision: ReviewDecision, play: (on: SkippingScene) => void, afterMs = 10 * SECOND) =>
    scene(held(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(afterMs)
      await handle.executeUpdate(decideReview, { args: [decision] })
      await handle.result()
      play(on)
    })

  it('HR-02 approves: it is sent as it was read', { timeout: 60_000 }, () =>
    deciding({ draftId: 'draft-1', userId: 'u', verdict: 'approve' }, (on) => {
      expect(on.callsOf('keepReview')[0]?.input).toMatchObject({ draftId: 'draft-1', verdict: 'approve', userId: 'u' })
      expect(on.callsOf('sendReply')).toMatchObject([{ input: { what: { say: 'draft', draftId: 'draft-1' } } }])
      expect(on.callsOf('remindReviewers')).toEqual([])
    }),
  )

  it('HR-02 edits: the edited words are sent, and nothing else', { timeout: 60_000 }, () =>
    deciding({ draftId: 'draft-1', userId: 'u', verdict: 'edit', editedId: 'edited-1' }, (on) => {
      expect(on.callsOf('keepReview')[0]?.input).toMatchObject({ verdict: 'edit', editedId: 'edited-1' })
      expect(on.callsOf('sendReply')).toMatchObject([{ input: { what: { say: 'draft', draftId: 'edited-1' } } }])
    }),
  )

  it('HR-02 escalates: nothing is sent, and people have it', { timeout: 60_000 }, () =>
    deciding({ draftId: 'draft-1', userId: 'u', verdict: 'escalate' }, (on) => {
      expect(on.callsOf('sendReply')).toEqual([])
      expect(on.callsOf('saveState')[0]?.input).toMatchObject({
        outcome: 'human',
        state: { floor: { holder: 'team', reason: 'reviewer_escalated' } },
      })
    }),
  )

  it(
    'HR-02 wants another try: ARI drafts once more with what it was told, and that is read as well',
    { timeout: 60_000 },
    () =>
      deciding({ draftId: 'draft-1', userId: 'u', verdict: 'again', guidanceId: 'g1' }, (on) => {
        expect(on.callsOf('draftReply')).toMatchObject([
          { input: { turn: 1, version: 1, messageIds: ['m1'] } },
          { input: { turn: 1, version: 2, messageIds: ['m1'], guidanceId: 'g1' } },
        ])
        // With what was said: a fact may be learnt from.
        expect(on.callsOf('keepReview')[0]?.input).toMatchObject({ verdict: 'again', guidanceId: 'g1' })
        expect(on.callsOf('holdDraft')).toMatchObject([
          { input: { draftId: 'draft-1' } },
          { input: { draftId: 'draft-2' } },
        ])
        expect(on.callsOf('sendReply')).toEqual([])
      }),
  )

  it('HR-03 decides after it was due: reviewers were called on, and it is sent all the same', { timeout: 60_000 }, () =>
    deciding(
      { draftId: 'draft-1', userId: 'u', verdict: 'approve' },
      (on) => {
        expect(on.callsOf('remindReviewers')).toHaveLength(1)
        expect(on.callsOf('sendReply')).toHaveLength(1)
      },
      60 * SECOND,
    ),
  )
})

describe('what was read is what is sent', () => {
  it('BY-07 a decision about a draft that was replaced is refused, and nothing is sent', { timeout: 60_000 }, () =>
    scene(held(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(10 * SECOND)
      await on.says('m2')
      await on.sleep(10 * SECOND)
      expect(await handle.query(snapshot)).toMatchObject({ heldDraftId: 'draft-2' })
      const old: ReviewDecision = { draftId: 'draft-1', userId: 'u', verdict: 'approve' }
      await expect(handle.executeUpdate(decideReview, { args: [old] })).rejects.toMatchObject({
        cause: { type: 'DraftNotHeld' },
      })
      expect(on.callsOf('keepReview')).toMatchObject([{ input: { draftId: 'draft-1', verdict: 'stale' } }])
      await handle.result()
      expect(on.callsOf('sendReply')).toEqual([])
    }),
  )

  it('BY-07 of two reviewers who decide at once the first one counts', { timeout: 60_000 }, () =>
    scene(held(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(10 * SECOND)
      const said = (verdict: 'approve' | 'escalate') =>
        handle.executeUpdate(decideReview, { args: [{ draftId: 'draft-1', userId: 'u', verdict }] }).then(
          () => verdict,
          () => 'refused',
        )
      const outcomes = await Promise.all([said('approve'), said('escalate')])
      expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(1)
      await handle.result()
      expect(on.callsOf('keepReview')).toHaveLength(1)
      expect(on.callsOf('sendReply')).toHaveLength(outcomes.includes('approve') ? 1 : 0)
    }),
  )

  it('BY-07 a takeover makes it stale at once', { timeout: 60_000 }, () =>
    scene(held(), async (on) => {
      const handle = await on.says('m1')
      await on.sleep(10 * SECOND)
      await handle.executeUpdate(takeOver, { args: [{ userId: 'user-1' }] })
      const decision: ReviewDecision = { draftId: 'draft-1', userId: 'u', verdict: 'approve' }
      await expect(handle.executeUpdate(decideReview, { args: [decision] })).rejects.toMatchObject({
        cause: { type: 'DraftNotHeld' },
      })
      await handle.result()
      expect(on.callsOf('sendReply')).toEqual([])
      expect(on.callsOf('remindReviewers')).toEqual([])
    }),
  )
})

/** Answers of the eighth day. */
const ANSWERS = 30

it(
  'HR-01 HR-05 of a workspace that goes live every answer is held for seven days, then one in ten',
  { timeout: 90_000 },
  async () => {
    const liveAtMs = await now()
    // Thrown one after the other: a tenth of them lies below 0.1.
    let thrown = 0
    const dice = () => ((thrown++ * 7) % ANSWERS) / ANSWERS
    let drafts = 0
    const draftReply: Activities['draftReply'] = async ({ stage }) => {
      const nowMs = await now()
      const settings = REVIEW_DEFAULTS
      const before = { policy: 'week', settings, liveAtMs, nowMs, dice: dice(), stage, isRedrafted: false } as const
      const reason = heldFor(before, { intent: 'course_info', confidence: 0.95, hasWarning: false })
      drafts += 1
      const draftId = `draft-${String(drafts)}`
      return drafted({ draftId, held: reason !== null, ...(reason && { review: planOf(settings, nowMs) }) })
    }
    await scene({ draftReply }, async (on) => {
      let asked = 0
      /** The customer writes, and a reviewer approves what is held; whether it was. */
      const isHeld = async (): Promise<boolean> => {
        const before = on.callsOf('holdDraft').length
        const handle = await on.says(`m${String(++asked)}`)
        await on.sleep(10 * SECOND)
        const sent = on.callsOf('sendReply').length
        if (on.callsOf('holdDraft').length === before) return false
        // Nothing went out unseen.
        expect(sent).toBe(asked - 1)
        const draftId = `draft-${String(drafts)}`
        await handle.executeUpdate(decideReview, { args: [{ draftId, userId: 'u', verdict: 'approve' }] })
        await on.sleep(SECOND)
        expect(on.callsOf('sendReply')).toHaveLength(asked)
        return true
      }
      const held: boolean[] = []
      for (let day = 1; day <= 7; day++) {
        held.push(await isHeld())
        await on.sleep(DAY_MS - 3600 * SECOND)
      }
      expect(held).toEqual(Array(7).fill(true))

      // The eighth day.
      await on.sleep(liveAtMs + 7 * DAY_MS - (await now()))
      thrown = 0
      const later: boolean[] = []
      for (let answer = 0; answer < ANSWERS; answer++) later.push(await isHeld())
      expect(later.filter(Boolean)).toHaveLength(ANSWERS / 10)
      expect(on.callsOf('sendReply')).toHaveLength(7 + ANSWERS)
      expect(on.callsOf('remindReviewers')).toEqual([])
    })
  },
)
