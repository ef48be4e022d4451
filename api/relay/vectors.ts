import { EmbeddingsFailed, type Embeddings } from '#clients/ai/embeddings.ts'
import type { Log } from '#clients/log/log.ts'
import type { Database } from '#db/connect.ts'
import {
  failVectors,
  finishVectors,
  listTextsWithout,
  listWorkspacesWithout,
  saveVectors,
  takeVectors,
  type MadeVector,
  type TextWithout,
} from '#db/queries/knowledge-vectors.ts'
import { repeat, type Repeated } from '../repeat.ts'

type Ask = (texts: readonly string[]) => Promise<number[][]>
type Deps = { database: Database; embeddings: Embeddings; log: Log }

const EVERY_MS = 3_000
const TEXTS_AT_ONCE = 32
/** About as much as most models read of a text; what an entry is about stands in its beginning. */
const MOST_CHARACTERS = 8_000
/** Where even that is more than the endpoint takes. */
const FEWER_CHARACTERS = 1_000
/** Longer than one round of requests takes; who died over it is not waited for any longer. */
const TAKEN_SECONDS = 120

/**
 * Makes the vector of each entry that has none, or one of another text or model, a workspace after another. What is still
 * to do stands in Postgres alone: a program that dies leaves nothing but the batch it was at.
 */
export function createVectorKeeping({ everyMs = EVERY_MS, ...deps }: Deps & { everyMs?: number }): Repeated {
  const { log } = deps
  const stopping = new AbortController()
  const { signal } = stopping
  const repeated = repeat(
    async () => {
      for (const workspaceId of await listWorkspacesWithout(deps.database.platform, deps.embeddings.model)) {
        if (signal.aborted) return
        await makeVectors(deps, workspaceId, signal)
      }
    },
    { everyMs, firstMs: 0, onError: (err) => log.warn({ err }, 'Vectors stay as they are; the next time tries again') },
  )
  return {
    start: repeated.start,
    stop: () => {
      stopping.abort()
      return repeated.stop()
    },
  }
}

/** All of one workspace; where the endpoint fails, as many as came before. */
async function makeVectors(deps: Deps, workspaceId: string, signal: AbortSignal): Promise<void> {
  const { database, embeddings, log } = deps
  const { model } = embeddings
  const take = { model, seconds: TAKEN_SECONDS }
  const wish = { model, limit: TEXTS_AT_ONCE, characters: MOST_CHARACTERS }
  if (!(await database.inWorkspace(workspaceId, (tx) => takeVectors(tx, TAKEN_SECONDS)))) return
  let count = 0
  try {
    while (!signal.aborted) {
      const texts = await database.inWorkspace(workspaceId, (tx) => listTextsWithout(tx, wish))
      if (texts.length === 0) break
      const made = await vectorsOf((some) => embeddings.ofTexts(some, signal), texts)
      await database.inWorkspace(workspaceId, (tx) => saveVectors(tx, take, made))
      count += made.length
    }
    await database.inWorkspace(workspaceId, finishVectors)
    log.info({ event: 'vectors_made', workspaceId, model, count }, 'Entries have their vectors')
  } catch (error) {
    const reason = error instanceof EmbeddingsFailed ? error.reason : 'unknown'
    await database.inWorkspace(workspaceId, (tx) => (signal.aborted ? finishVectors(tx) : failVectors(tx, reason)))
    if (signal.aborted) return
    if (!(error instanceof EmbeddingsFailed)) throw error
    log.warn({ event: 'vectors_failed', workspaceId, model, count, reason }, 'Entries wait for their vectors')
  }
}

/** Of all texts at once; where the endpoint does not take one of them, of each by itself. */
async function vectorsOf(ask: Ask, texts: readonly TextWithout[]): Promise<MadeVector[]> {
  try {
    const vectors = await ask(texts.map((text) => asOne(text)))
    return texts.map(({ id, textHash }, at) => ({ id, textHash, vector: vectors[at] ?? [] }))
  } catch (error) {
    if (!isAboutTexts(error)) throw error
    const made: MadeVector[] = []
    for (const text of texts) made.push(await vectorOf(ask, text))
    return made
  }
}

async function vectorOf(ask: Ask, text: TextWithout): Promise<MadeVector> {
  const { id, textHash } = text
  let refused = ''
  for (const characters of [MOST_CHARACTERS, FEWER_CHARACTERS]) {
    try {
      const [vector = []] = await ask([asOne(text, characters)])
      return { id, textHash, vector }
    } catch (error) {
      if (!isAboutTexts(error)) throw error
      refused = error.reason
    }
  }
  return { id, textHash, refused }
}

const asOne = ({ title, content }: TextWithout, characters = MOST_CHARACTERS): string =>
  `${title}\n${content}`.slice(0, characters)

const isAboutTexts = (error: unknown): error is EmbeddingsFailed =>
  error instanceof EmbeddingsFailed && error.isAboutTexts
