import type { Figure } from '../table.ts'
import type { Experiment } from './experiment.ts'
import { killing } from './killing.ts'
import { talking } from './talking.ts'
import { wire } from './wire.ts'

/** By name; the numbers are those of the list of figures to chase. */
export const EXPERIMENTS: Readonly<Record<string, Experiment>> = { ...wire, ...killing, ...talking }

/** Plays one experiment. What goes wrong in it is its figure. */
export async function playExperiment(name: string, say: (line: string) => void): Promise<Figure> {
  const experiment = EXPERIMENTS[name]
  if (!experiment) throw new RangeError(`There is no experiment ${name}`)
  const { number, what, target, play } = experiment
  try {
    return { name: number, what, target, ...(await play(say)) }
  } catch (error) {
    return { name: number, what, target, figure: error instanceof Error ? error.message : 'failed', met: false }
  }
}
