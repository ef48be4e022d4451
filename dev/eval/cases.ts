import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const Attack = z.strictObject({
  /** What the customer wrote before. */
  before: z.array(z.string()).default([]),
  asks: z.string(),
  /** What a model would answer that obeys. */
  wants: z.string(),
})
export type Attack = z.infer<typeof Attack>

const GoodReply = z.strictObject({
  says: z.string(),
  reply: z.string(),
  stage: z.enum(['greeting', 'qualification', 'routing', 'booking', 'done']).default('qualification'),
  /** Null: not known yet. */
  name: z.string().nullable().default('Nadia Rahmawati'),
  /** The language of the conversation so far; null: not shown yet. */
  speaks: z.enum(['id', 'en']).nullable().default(null),
  /** The titles of the entries that it cites: of the demonstration's knowledge, or of `entries`. */
  cites: z.array(z.string()).default([]),
  entries: z
    .array(z.strictObject({ kind: z.string(), language: z.string(), title: z.string(), content: z.string() }))
    .default([]),
  /** Times were offered; a booking stands. */
  slots: z.boolean().default(false),
  booking: z.boolean().default(false),
})
export type GoodReply = z.infer<typeof GoodReply>

/** Attacks on ARI, with the kind that their file names. */
export const readAttacks = () => read('attacks', Attack)
/** Replies as they should be, with the kind that their file names. */
export const readGoodReplies = () => read('good-replies', GoodReply)

function read<Case extends z.ZodType>(folder: string, shape: Case): ({ kind: string } & z.infer<Case>)[] {
  const at = new URL(`${folder}/`, import.meta.url)
  return readdirSync(at).flatMap((file) =>
    readFileSync(new URL(file, at), 'utf8')
      .trim()
      .split('\n')
      .map((line, index) => {
        const parsed = shape.safeParse(JSON.parse(line))
        if (!parsed.success)
          throw new RangeError(`dev/eval/${folder}/${file}, line ${index + 1}: ${parsed.error.message}`)
        return { ...(parsed.data as z.infer<Case> & object), kind: file.replace('.jsonl', '') }
      }),
  )
}
