import { setTimeout as pause } from 'node:timers/promises'
import { findKnowledge } from '#activities/find-knowledge.ts'
import type { Embeddings } from '#clients/ai/embeddings.ts'
import { createLog } from '#clients/log/log.ts'
import type { Database, WorkspaceTx } from '#db/connect.ts'
import { readMeaning, searchByMeaning } from '#db/queries/knowledge-meaning.ts'
import { readQuestion } from '#domain/knowledge/read-question.ts'
import { createVectorKeeping } from '../../api/relay/vectors.ts'
import { TOP } from './questions.ts'

type Place = { db: Database; workspaceId: string; embeddings: Embeddings }

/** The ways of searching, each by the very code that an answer is found by. */
export function createWays({ db, workspaceId, embeddings }: Place) {
  const vectors = new Map<string, number[]>()
  const took: number[] = []
  const titlesOf = async (search: (tx: WorkspaceTx) => Promise<{ title: string }[]>): Promise<string[]> =>
    (await db.inWorkspace(workspaceId, search)).map(({ title }) => title)

  async function meant(question: string): Promise<{ model: string; vector: number[] }> {
    const { model } = embeddings
    const known = vectors.get(question)
    if (known !== undefined) return { model, vector: known }
    const began = performance.now()
    const answer = await embeddings.ofQuestion(readQuestion(question).normalised)
    if ('without' in answer) throw new Error(`The endpoint gave no vector for a question: ${answer.without}`)
    took.push(performance.now() - began)
    vectors.set(question, answer.vector)
    return { model, vector: answer.vector }
  }

  return {
    /** Makes the vectors of all entries, as the api does. */
    async makeVectors(): Promise<void> {
      const log = createLog('recall', 'silent')
      const keeping = createVectorKeeping({ database: db, embeddings, log, everyMs: 100 })
      keeping.start()
      try {
        for (;;) {
          const state = await db.inWorkspace(workspaceId, (tx) => readMeaning(tx, embeddings.model))
          if (state.failed !== null) throw new Error(`The endpoint gave no vectors: ${state.failed}`)
          if (state.ready + state.refused === state.of) return
          await pause(50)
        }
      } finally {
        await keeping.stop()
      }
    },
    byWords: (question: string) => titlesOf((tx) => findKnowledge(tx, question)),
    byMeaning: async (question: string) => {
      const asked = await meant(question)
      return titlesOf(async (tx) => (await searchByMeaning(tx, asked, TOP)).found)
    },
    byBoth: async (question: string) => {
      const asked = await meant(question)
      return titlesOf((tx) => findKnowledge(tx, question, asked))
    },
    /** How long the endpoint took for each question. */
    questionMs: () => [...took],
  }
}
