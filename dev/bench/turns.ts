import { startStand } from './stand.ts'
import { ms, percentile, type Row } from './table.ts'

const WARM_UP = 20
const TURNS = 200
const TARGET = 1.3

/**
 * B2: from the webhook's POST to the call at WhatsApp, burst window 0, a model that takes no time; against a bare
 * signalWithStart of a workflow with two activities that make the same two calls. Turn by turn, so that both meet
 * the same machine.
 */
export async function measureTurns(folder: string, say: (line: string) => void): Promise<Row[]> {
  const stand = await startStand(folder, say)
  say(`${WARM_UP} turns to warm up, then ${TURNS} of each`)
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
    // Twenty customers take turns; as in life most turns are not a conversation's first.
    const customer = 6281200000000 + (turn % 20)
    const both = { ours: await stand.ours(String(customer)), floor: await stand.floor(`floor-${customer}`) }
    if (turn < WARM_UP) continue
    times.ours.push(both.ours)
    times.floor.push(both.floor)
  }
  await stand.stop()
  return [0.5, 0.95].map((share) => {
    const [us, least] = [percentile(times.ours, share), percentile(times.floor, share)]
    const ratio = us / least
    return {
      name: 'B2',
      what: `webhook to send, p${share * 100}`,
      ours: ms(us),
      floor: ms(least),
      ratio: ratio.toFixed(2),
      target: `<= ${TARGET}`,
      met: ratio <= TARGET,
    }
  })
}
