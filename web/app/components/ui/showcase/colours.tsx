import { useEffect, useState } from 'react'
import { Pill } from '../badge.tsx'
import { contrastsOf, type Pair } from './contrast.ts'
import { Sample, Section } from './frame.tsx'
import { useDark } from './use-dark.ts'

const GROUPS: readonly [label: string, tokens: readonly string[]][] = [
  ['Grounds and lines', ['bg', 'surface', 'sunken', 'rail', 'line', 'line-2', 'hover', 'press']],
  ['Ink', ['ink', 'ink-2', 'ink-3']],
  ['Teal: people, and the primary action', ['accent', 'accent-ink', 'accent-soft', 'ring']],
  ['Violet: whatever ARI says or does', ['ari', 'ari-ink', 'ari-soft']],
  ['Amber: held, due, closing', ['wait', 'wait-ink', 'wait-soft', 'wait-line']],
  ['Red: failed, breached, destructive', ['stop', 'stop-ink', 'stop-soft']],
  ['Green: done', ['done', 'done-soft']],
  ['Blue: measured, never a state', ['data', 'data-soft', 'status-1', 'status-2', 'status-3', 'status-4']],
  ['Outcomes and connection', ['status-won', 'status-lost', 'offline']],
  ['The thread', ['thread', 'system', 'bubble-in', 'bubble-out', 'bubble-ari', 'bubble-meta', 'tick-read']],
  ['People without a picture', ['av-1', 'av-2', 'av-3', 'av-4', 'av-5']],
]

const GROUNDS = ['bg', 'surface', 'sunken']
const BUBBLES = ['bubble-in', 'bubble-out', 'bubble-ari']
const PAIRS: readonly Pair[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'stop'].flatMap((ink) => GROUNDS.map((on) => ({ ink, on }))),
  ...['ink', 'ink-2'].map((ink) => ({ ink, on: 'rail' })),
  ...['ink', 'ink-2', 'ink-3'].map((ink) => ({ ink, on: 'hover' })),
  { ink: 'ink-2', on: 'press' },
  ...['accent', 'ari', 'wait', 'stop'].flatMap((tone) => [
    { ink: `${tone}-ink`, on: tone },
    { ink: tone, on: `${tone}-soft` },
  ]),
  { ink: 'done', on: 'done-soft' },
  { ink: 'data', on: 'surface' },
  ...BUBBLES.flatMap((on) => ['ink', 'bubble-meta'].map((ink) => ({ ink, on }))),
  { ink: 'ink-2', on: 'hover', under: 'bubble-out' },
  { ink: 'ari', on: 'bubble-ari' },
  { ink: 'accent', on: 'bubble-out' },
  { ink: 'stop', on: 'bubble-out' },
  { ink: 'ink-2', on: 'system' },
  ...[1, 2, 3, 4, 5].map((tone) => ({ ink: `av-${String(tone)}-ink`, on: `av-${String(tone)}` })),
]
/** WCAG AA, of small text. */
const LEAST = 4.5

export function Colours() {
  return (
    <Section
      id="colours"
      title="Colours"
      about="Colour says who, and what is urgent. Nothing is coloured for decoration: a page with nothing urgent on it is nearly grey."
    >
      {GROUPS.map(([label, tokens]) => (
        <Sample
          key={label}
          label={label}
          className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] items-start gap-3"
        >
          {tokens.map((token) => (
            <div key={token} className="min-w-0">
              <div
                className="h-12 rounded-sm shadow-[inset_0_0_0_1px_var(--line-2)]"
                style={{ background: `var(--${token})` }}
              />
              <code className="text-ink-2 text-2xs mt-1 block truncate font-sans">{token}</code>
            </div>
          ))}
        </Sample>
      ))}
      <Contrasts />
    </Section>
  )
}

function Contrasts() {
  const [dark] = useDark()
  const [ratios, setRatios] = useState<readonly number[]>([])
  useEffect(() => setRatios(contrastsOf(PAIRS)), [dark])
  return (
    <Sample
      label={`Each ink on its ground, measured here; small text needs ${String(LEAST)}`}
      className="grid grid-cols-[repeat(auto-fill,minmax(216px,1fr))] items-stretch gap-2"
    >
      {PAIRS.map(({ ink, on, under = 'surface' }, index) => {
        const ratio = ratios[index]
        const words = under === 'surface' ? `${ink} on ${on}` : `${ink} on ${on} on ${under}`
        return (
          <div
            key={words}
            data-ratio={ratio?.toFixed(2)}
            className="border-line flex h-11 items-center gap-2 overflow-hidden rounded-sm border pr-2"
          >
            <span className="grid h-full w-11 shrink-0" style={{ background: `var(--${under})` }}>
              <span
                aria-hidden
                className="text-md grid place-items-center font-semibold"
                style={{ background: `var(--${on})`, color: `var(--${ink})` }}
              >
                Aa
              </span>
            </span>
            <span className="text-ink-2 min-w-0 flex-1 truncate text-xs" title={words}>
              {words}
            </span>
            <Pill tone={ratio === undefined ? 'plain' : ratio < LEAST ? 'stop' : 'done'}>
              {ratio?.toFixed(1) ?? '…'}
            </Pill>
          </div>
        )
      })}
    </Sample>
  )
}
