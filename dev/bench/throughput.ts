import { startStand } from './stand.ts'
import type { Row } from './table.ts'

const AT_ONCE = 200
const WARM_UP_ROUNDS = 2
const ROUNDS = 6
const TARGET = 0.75

/**
 * B3: turns a second while two hundred conversations are at it at once. Round by round, ours and the floor in turn,
 * so that both meet the same machine.
 */
export async function measureThroughput(folder: string, say: (line: string) => void): Promise<Row[]> {
  const stand = await startStand(folder, say)
  const customers = Array.from({ length: AT_ONCE }, (_, index) => String(6281300000000 + index))
  /** Turns a second of a round in which all of them write. */
  const round = async (turn: (customer: string) => Promise<number>) => {
    const startedAt = performance.now()
    await Promise.all(customers.map(turn))
    return AT_ONCE / ((performance.now() - startedAt) / 1000)
  }

  say(`${WARM_UP_ROUNDS} rounds of ${AT_ONCE} to warm up, then ${ROUNDS} of each`)
  const rates = { ours: [] as number[], floor: [] as number[] }
  for (let at = 0; at < WARM_UP_ROUNDS + ROUNDS; at++) {
    const ours = await round((customer) => stand.ours(customer))
    const floor = await round((customer) => stand.floor(`floor-${customer}`))
    if (at < WARM_UP_ROUNDS) continue
    rates.ours.push(ours)
    rates.floor.push(floor)
  }
  await stand.stop()

  const [us, least] = [meanRate(rates.ours), meanRate(rates.floor)]
  return [
    {
      name: 'B3',
      what: `turns a second, ${AT_ONCE} conversations at once`,
      ours: us.toFixed(1),
      floor: least.toFixed(1),
      ratio: (us / least).toFixed(2),
      target: `>= ${TARGET}`,
      met: us / least >= TARGET,
    },
  ]
}

/** All turns over all the time that they took. */
function meanRate(rates: number[]): number {
  return rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0)
}
