import { json, notFound } from '../inbox/answer.server.ts'
import type { Answer } from './orders.server.ts'

/** What came of an order, as a program reads it. */
export function answerOf(answer: Answer | { outcome: 'gone' }): Response {
  switch (answer.outcome) {
    case 'done':
      return json(answer)
    case 'wrong': {
      const { errors, lines } = answer
      return json({ errors, ...(lines && { lines }) }, 400)
    }
    case 'not-allowed':
      return json({ problem: 'not-allowed' }, 403)
    case 'gone':
      return notFound()
    case 'refused': {
      const { problem, reading, read, minimum, bad, rerun, signed } = answer
      return json({ problem, reading, read, minimum, bad, rerun, signed }, problem === 'unavailable' ? 503 : 409)
    }
  }
}
