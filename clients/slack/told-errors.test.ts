import { expect, it } from 'vitest'
import { createLog } from '../log/log.ts'
import { createSlack } from './slack.ts'
import { tellingErrors } from './told-errors.ts'

function given() {
  const texts: string[] = []
  const lines: string[] = []
  const slack = createSlack({
    webhookUrl: 'https://hooks.slack.test/services/x',
    log: createLog('worker', 'silent'),
    fetch: async (_, init) => {
      texts.push((JSON.parse(init?.body as string) as { text: string }).text)
      return new Response('ok')
    },
  })
  const log = createLog('worker', 'info', tellingErrors(slack, { write: (line) => void lines.push(line) }))
  return { log, slack, texts, lines }
}

it('an error is told once by what failed, with nothing that it was about; the log has all of it', async () => {
  const { log, slack, texts, lines } = given()
  for (const id of [1, 2, 3]) {
    const err = Object.assign(new TypeError(`Nadia of +628123456789 is not a function ${String(id)}`), {
      code: '23505',
    })
    log.error({ err, requestId: `0199-000${String(id)}`, conversationId: 'c' }, 'A request failed')
  }
  log.fatal({ err: new RangeError('x') }, 'The worker stopped')
  await slack.settled()
  expect(texts).toEqual([
    'worker: A request failed (TypeError 23505, request 0199-0001)',
    'worker: The worker stopped (RangeError)',
  ])
  expect(lines).toHaveLength(4)
})

it('what is no error, or is told by other means, is only in the log', async () => {
  const { log, slack, texts, lines } = given()
  log.warn({ err: new Error('x') }, 'Tried again')
  log.error({ event: 'silence' }, 'No webhook has come in')
  await slack.settled()
  expect([texts, lines.length]).toEqual([[], 2])
})
