import { expect, it } from 'vitest'
import { createLog } from '../log/log.ts'
import { createSlack } from './slack.ts'

function given(answer: () => Promise<Response> = async () => new Response('ok'), webhookUrl?: string | null) {
  const texts: string[] = []
  const lines: string[] = []
  let at = 1_000_000
  const slack = createSlack({
    webhookUrl: webhookUrl === null ? undefined : 'https://hooks.slack.test/services/x',
    log: createLog('api', 'debug', { write: (line) => void lines.push(line) }),
    now: () => at,
    fetch: async (_, init) => {
      const { text } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as { text: string }
      texts.push(text)
      return answer()
    },
  })
  return { slack, texts, lines, later: (minutes: number) => (at += minutes * 60_000) }
}

it('repeats of one key are held back for ten minutes and counted in the next; other keys are told', async () => {
  const { slack, texts, later } = given()
  for (const key of ['slow', 'slow', 'slow', 'silence']) slack.alert(key, `It is ${key}`)
  later(9)
  slack.alert('slow', 'It is slow')
  later(2)
  slack.alert('slow', 'It is slow')
  later(11)
  slack.alert('slow', 'It is slow')
  await slack.settled()
  expect(texts).toEqual([
    'It is slow',
    'It is silence',
    'It is slow (3 more of these since the last message)',
    'It is slow',
  ])
})

it('a Slack that refuses or is away is logged, and nobody else hears of it', async () => {
  for (const answer of [async () => new Response('no', { status: 500 }), () => Promise.reject(new Error('away'))]) {
    const { slack, lines } = given(answer)
    slack.alert('slow', 'It is slow')
    await slack.settled()
    expect(lines.join('')).toMatch(/Slack (did not take an alert|does not answer)/)
    expect(lines.join('')).not.toContain('hooks.slack.test')
  }
})

it('without an address it says so in the log at warn', async () => {
  const { slack, texts, lines } = given(undefined, null)
  slack.alert('slow', 'It is slow')
  await slack.settled()
  expect(texts).toEqual([])
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', alert: 'slow', isTold: false })
})
