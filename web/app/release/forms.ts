// In zod's small form: of the other the browser would load all, on every page.
import * as z from 'zod/mini'
import { POINTS, RELEASE_MINIMUM } from '#schema/release.ts'

const WORDS_MOST = 4_096
export const IMPORT_MOST = 500_000
const COMMENT_MOST = 1_000
export const REASON_LEAST = 10

const text = (most: number) =>
  z
    .string('invalid')
    .check(z.trim(), z.minLength(1, 'missing'), z.maxLength(most, 'too-long'), z.regex(/^[^\0]*$/, 'invalid'))

/** A test conversation that somebody writes: one message a line. */
const Written = z.object({
  do: z.literal('write'),
  title: text(200),
  language: z.enum(['id', 'en'], 'invalid'),
  says: text(WORDS_MOST),
  passesToPeople: z.enum(['either', 'yes', 'no'], 'invalid'),
})

/** What is done about a release. */
export const ReleaseWish = z.discriminatedUnion('do', [
  z.object({ do: z.literal('make') }),
  Written,
  z.object({ do: z.literal('import'), text: text(IMPORT_MOST) }),
  z.object({ do: z.literal('run'), which: z.enum(['due', 'bad', 'failed', 'all'], 'invalid') }),
  z.object({ do: z.literal('stop') }),
  z.object({ do: z.literal('sign'), version: z.int('invalid').check(z.minimum(0, 'invalid')) }),
  z.object({
    do: z.literal('goLive'),
    reason: z.optional(text(COMMENT_MOST).check(z.minLength(REASON_LEAST, 'too-short'))),
  }),
  z.object({
    do: z.literal('minimum'),
    minimum: z.int('number').check(z.minimum(RELEASE_MINIMUM.least, 'least'), z.maximum(RELEASE_MINIMUM.most, 'most')),
  }),
])
export type ReleaseWish = z.infer<typeof ReleaseWish>

const points = z
  .array(z.enum(POINTS, 'invalid'))
  .check(z.refine((ticked) => new Set(ticked).size === ticked.length, 'invalid'))
const comment = z
  .string('invalid')
  .check(z.trim(), z.maxLength(COMMENT_MOST, 'too-long'), z.regex(/^[^\0]*$/, 'invalid'))

/** What is done about one test conversation. A good one has all five points, a bad one says why. */
export const TestWish = z.discriminatedUnion('do', [
  z
    .object({
      ...{ do: z.literal('read'), playId: z.uuid('invalid'), verdict: z.enum(['good', 'bad'], 'invalid') },
      ...{ points, comment },
      /** The reading that the reader was shown, by when it was; without one they were shown it unread. */
      seen: z._default(z.nullable(z.iso.datetime('invalid')), null),
    })
    .check(
      z.refine(({ verdict, points: ticked }) => verdict === 'bad' || ticked.length === POINTS.length, {
        ...{ path: ['points'], error: 'five' },
      }),
      z.refine(({ verdict, comment: why }) => verdict === 'good' || why !== '', {
        path: ['comment'],
        error: 'missing',
      }),
    ),
  z.object({ do: z.literal('run') }),
  z.object({ do: z.literal('delete') }),
])
export type TestWish = z.infer<typeof TestWish>
