import { setTimeout as pause } from 'node:timers/promises'
import { run } from '../run.ts'
import type { Only } from '../saboteur.ts'
import { withScene, type Scene } from '../scene.ts'
import { clean, seconds, type Experiment, type Outcome } from './experiment.ts'
import { replyTo, sayAll } from './talk.ts'

type Say = (line: string) => void

async function killed(kills: number, only: Only, say: Say): Promise<Outcome> {
  const { counted, kills: done } = await run({
    seed: 1,
    customers: 20,
    messages: kills * 10,
    kills,
    minutes: 10,
    only,
    say,
  })
  const outcome = clean(counted)
  return { figure: `${String(done.length)} kills: ${outcome.figure}`, met: outcome.met && done.length >= kills / 2 }
}

const STANDBY_TRIALS = 6
const DOWN_MS = 20_000

export const killing: Record<string, Experiment> = {
  'crash-points': {
    number: '1',
    what: 'every program killed at every step',
    target: '0 lost, 0 twice',
    play: (say) => killed(28, {}, say),
  },
  'id-not-stored': {
    number: '7',
    what: 'worker killed once WhatsApp has the reply, before its id is stored',
    target: '0 twice',
    play: (say) => killed(10, { steps: ['sent, answer withheld', 'sent, not recorded'], victim: 'worker' }, say),
  },
  standby: {
    number: '10',
    what: `worker killed beside a standby: delay of the next reply, worst of ${String(STANDBY_TRIALS)}`,
    target: '<= 2.5 s',
    play: (say) => withScene({ say, customers: STANDBY_TRIALS }, standby),
  },
  'postgres-restart': {
    number: '11',
    what: 'Postgres killed and restarted, then two of its connections ended a second',
    target: '0 lost, 0 twice',
    play: (say) => withScene({ say, customers: 10, burstMs: 200 }, postgresRestart),
  },
  'temporal-down': {
    number: '12',
    what: `Temporal down for ${seconds(DOWN_MS)}: webhooks not answered 200; time to the last reply`,
    target: '0; <= 60 s',
    play: (say) => withScene({ say, customers: 10 }, temporalDown),
  },
  'rolling-restart': {
    number: '18',
    what: 'new code: each worker restarted in turn during 20 conversations',
    target: '0 lost, 0 twice, 0 stuck',
    play: (say) => withScene({ say, customers: 20 }, rollingRestart),
  },
}

async function standby({ stage, writers, customers }: Scene): Promise<Outcome> {
  const delays: number[] = []
  for (const customer of customers) {
    // Which worker has the conversation in its memory is told by which one calls the model.
    let had = 0
    const unwatch = stage.watch(({ call, at }) => {
      if (call === 'model') had = at
      return undefined
    })
    await replyTo(stage, writers.say(customer))
    const usualMs = await replyTo(stage, writers.say(customer))
    await pause(200)
    const killed = had
    stage.kill('worker', killed)
    delays.push((await replyTo(stage, writers.say(customer))) - usualMs)
    unwatch()
    await stage.bringBack('worker', killed)
  }
  const worst = Math.max(...delays)
  return { figure: seconds(worst), met: worst <= 2_500 }
}

async function postgresRestart(scene: Scene): Promise<Outcome> {
  const { stage, counted } = scene
  const talking = sayAll(scene, { each: 8, everyMs: 1_500 })
  await pause(3_000)
  stage.kill('postgres')
  await stage.bringBack('postgres')
  for (let times = 0; times < 12; times++) {
    await stage.endConnection()
    await pause(500)
  }
  await talking
  return clean(await counted())
}

async function temporalDown(scene: Scene): Promise<Outcome> {
  const { stage, writers, customers, counted } = scene
  await Promise.all(customers.map((one) => replyTo(stage, writers.say(one))))
  stage.kill('temporal')
  let refused = 0
  for (const until = Date.now() + DOWN_MS; Date.now() < until;) {
    for (const one of customers.slice(0, 3)) writers.say(one)
    await pause(1_300)
    refused = [...writers.said.values()].filter(({ keptAtMs }) => keptAtMs === null).length
  }
  const backAtMs = Date.now()
  await stage.bringBack('temporal')
  const outcome = clean(await counted())
  const drainedMs = Date.now() - backAtMs
  return {
    figure: `${String(refused)}; ${seconds(drainedMs)}; ${outcome.figure}`,
    met: outcome.met && refused === 0 && drainedMs <= 60_000,
  }
}

async function rollingRestart(scene: Scene): Promise<Outcome> {
  const { stage, counted } = scene
  const talking = sayAll(scene, { each: 6, everyMs: 2_000 })
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < stage.workers; at++) {
      await pause(1_500)
      await stage.restart('worker', at)
    }
  }
  await talking
  return clean(await counted())
}
