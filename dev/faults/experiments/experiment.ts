import type { Counted } from '../count.ts'

/** What an experiment came to, beside what it should. */
export type Outcome = { figure: string; met: boolean }

export type Experiment = {
  /** Its number in the list of figures to chase. */
  number: string
  what: string
  target: string
  play: (say: (line: string) => void) => Promise<Outcome>
}

/** Nothing lost, nothing twice, nothing out of order. */
export function clean({ messagesIn, repliesOut, lost, doubled, orphans, outOfOrder, afterSilence }: Counted): Outcome {
  const wrong = [...lost, ...doubled, ...orphans, ...outOfOrder]
  const silence = afterSilence.length > 0 ? `, ${String(afterSilence.length)} after silence` : ''
  return {
    figure: `${String(messagesIn)} in, ${String(repliesOut)} out, ${String(lost.length + orphans.length)} lost, ${String(doubled.length)} twice${silence}`,
    met: wrong.length === 0,
  }
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
