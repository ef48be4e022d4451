import { setTimeout as pause } from 'node:timers/promises'
import type { ScriptStep } from '../../simulators/model/model.ts'
import { withScene, type Scene } from '../scene.ts'
import { clean, seconds, type Experiment, type Outcome } from './experiment.ts'
import { replyTo } from './talk.ts'

const CONVERSATIONS = 50
const MESSAGES = 40
/** The model may take a minute, and is asked a second time. */
const END_WITHIN_MS = 135_000

export const talking: Record<string, Experiment> = {
  'bad-model': {
    number: '13',
    what: 'the model answers 429, 500, nothing, half, nonsense, late, never: turns without an end; slowest',
    target: `0; <= ${seconds(END_WITHIN_MS)}`,
    play: (say) => withScene({ say, customers: BAD.length }, badModel),
  },
  bubbles: {
    number: '14',
    what: 'five bubbles in six seconds while the model thinks: replies',
    target: '1',
    play: (say) => withScene({ say, customers: 1, burstMs: 400 }, bubbles),
  },
  conversations: {
    number: 'CV-22',
    what: `${String(CONVERSATIONS)} conversations of ${String(MESSAGES)} messages at once: answered`,
    target: 'all',
    play: (say) => withScene({ say, customers: CONVERSATIONS }, conversations),
  },
}

const always = { times: 'always' } as const
const BAD: readonly ScriptStep[] = [
  { do: 'error', status: 429, ...always },
  { do: 'error', status: 500, ...always },
  { do: 'empty', ...always },
  { do: 'cut', midway: true, ...always },
  { do: 'raw', content: 'Maaf?', ...always },
  { do: 'play', delayMs: 15_000, ...always },
  { do: 'hang', ...always },
]

async function badModel({ stage, writers, customers, counted }: Scene): Promise<Outcome> {
  const startedAtMs = Date.now()
  // Each customer has a trouble of its own: told apart by the mark in what they write.
  stage.desk.llm.script(...BAD.map((step, index) => ({ ...step, match: `#a${String(index)}-` })))
  for (const customer of customers) writers.say(customer)
  const openTurns = async () => {
    const rows = await stage.desk.db.platform
      .selectFrom('messages')
      .where('direction', '=', 'inbound')
      .select('outcome')
      .execute()
    return customers.length - rows.filter(({ outcome }) => outcome !== null).length
  }
  let open = customers.length
  while (open > 0 && Date.now() - startedAtMs < 3 * END_WITHIN_MS) {
    await pause(200)
    open = await openTurns()
  }
  const slowestMs = Date.now() - startedAtMs
  stage.desk.llm.reset()
  const { lost, toPeople, repliesOut } = await counted()
  return {
    figure: `${String(open)}; ${seconds(slowestMs)}; ${String(repliesOut)} answered, ${String(toPeople)} to people`,
    met: open === 0 && lost.length === 0 && slowestMs <= END_WITHIN_MS,
  }
}

async function bubbles({ stage, writers, customers, counted }: Scene): Promise<Outcome> {
  const [customer] = customers
  if (!customer) throw new RangeError('There is no customer')
  stage.desk.llm.setDelay(3_000)
  const said = []
  for (let bubble = 0; bubble < 5; bubble++) {
    said.push(writers.say(customer))
    await pause(1_400)
  }
  await Promise.all(said.map((one) => replyTo(stage, one)))
  const { repliesOut, doubled } = await counted()
  return { figure: String(repliesOut), met: repliesOut === 1 && doubled.length === 0 }
}

async function conversations({ stage, writers, customers, counted }: Scene): Promise<Outcome> {
  await Promise.all(
    customers.map(async (customer) => {
      for (let count = 0; count < MESSAGES; count++) await replyTo(stage, writers.say(customer))
    }),
  )
  const all = await counted()
  const expected = CONVERSATIONS * MESSAGES
  return { figure: clean(all).figure, met: clean(all).met && all.repliesOut === expected }
}
