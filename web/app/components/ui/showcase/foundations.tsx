import { useState } from 'react'
import { Button } from '../button.tsx'
import { Sample, Section } from './frame.tsx'

const TYPE = [
  ['text-2xl', '28/34', 'font-semibold', 'The public pages speak first'],
  ['text-xl', '22/28', 'font-semibold', 'The title of a page'],
  ['text-lg', '16/24', 'font-semibold', 'The title of a part of it'],
  ['text-md', '15/20', 'font-semibold', 'The title of a panel'],
  ['text-base', '14/20', '', 'What people read: messages, names'],
  ['text-sm', '13/20', '', 'What people work with: everything else'],
  ['text-xs', '12/16', '', 'What stands beside: hints, secondary lines'],
  ['text-2xs', '11/16', '', 'Times and counts, 10.41 · 1 mnt; nothing smaller'],
] as const
const RADII = ['rounded-xs', 'rounded-sm', 'rounded-md', 'rounded-lg', 'rounded-full'] as const
const SHADOWS = ['shadow-row', 'shadow-card', 'shadow-pop'] as const
const STEPS = [4, 8, 12, 16, 24, 32]

export function Foundations() {
  const [run, setRun] = useState(0)
  return (
    <Section
      id="foundations"
      title="Type and measure"
      about="Inter, served by us; figures that stand under each other are tabular. Everything is a multiple of 4 px."
    >
      <Sample label="Type" className="flex-col items-stretch gap-2">
        {TYPE.map(([size, measure, weight, words]) => (
          <div key={size} className="grid grid-cols-[88px_minmax(0,1fr)] items-baseline gap-3">
            <code className="text-ink-3 text-2xs font-sans tabular-nums">
              {size.slice(5)} · {measure}
            </code>
            <span className={`${size} ${weight}`}>{words}</span>
          </div>
        ))}
      </Sample>
      <Sample label="Steps" className="items-end gap-4">
        {STEPS.map((step) => (
          <div key={step} className="flex flex-col items-center gap-1">
            <i className="bg-line-2 rounded-[2px]" style={{ width: step, height: step }} />
            <span className="text-ink-3 text-2xs tabular-nums">{step}</span>
          </div>
        ))}
      </Sample>
      <Sample label="Radius">
        {RADII.map((radius) => (
          <div
            key={radius}
            className={`bg-surface text-ink-2 grid h-16 w-24 place-items-center text-xs ${radius} shadow-[inset_0_0_0_1px_var(--line-2)]`}
          >
            {radius.slice(8)}
          </div>
        ))}
      </Sample>
      <Sample label="Shadow: of what floats, and of the chosen row" className="gap-6 py-2">
        {SHADOWS.map((shadow) => (
          <div
            key={shadow}
            className={`bg-surface text-ink-2 grid h-16 w-24 place-items-center rounded-md text-xs ${shadow}`}
          >
            {shadow.slice(7)}
          </div>
        ))}
      </Sample>
      <Sample label="Motion: 140 ms, a panel 180 ms, none where people want none">
        <Button onClick={() => setRun(run + 1)}>Play</Button>
        <div key={`a${String(run)}`} className="animate-appear bg-surface shadow-card rounded-md px-4 py-2">
          Appears
        </div>
        <div key={`f${String(run)}`} className="animate-fade bg-surface shadow-card rounded-md px-4 py-2">
          Fades in
        </div>
        <div
          key={`d${String(run)}`}
          className="animate-appear bg-surface shadow-card rounded-md px-4 py-2 [--from-x:24px] [--from-y:0]"
        >
          Comes from the right
        </div>
      </Sample>
    </Section>
  )
}
