import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DescribedChange } from '../../intern/describe-changes.ts'
import { tabOf } from '../../intern/places.ts'
import { Pill } from '../ui/badge.tsx'
import { Panel } from './panel.tsx'

/** What is changed shows it by what was and will be. */
const TONES = { added: 'done', removed: 'stop', moved: 'plain' } as const
/** What is longer stands in blocks, not in a line. */
const LONGEST_IN_LINE = 40

/** Changes, section by section, each with what was and what will be. */
export function ChangeList({ changes }: { changes: readonly DescribedChange[] }) {
  const { t } = useTranslation('config')
  const sections = [...new Set(changes.map(({ section }) => section))]
  return (
    <div className="grid gap-4">
      {sections.map((section) => (
        <Panel key={section} title={t(`sections.${section}`)} tab={tabOf(section)}>
          <ul className="divide-line -my-4 divide-y">
            {changes
              .filter((change) => change.section === section)
              .map((change, at) => (
                <Change key={`${change.title} ${String(at)}`} change={change} />
              ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

function Change({ change: { kind, title, before, after } }: { change: DescribedChange }) {
  const { t } = useTranslation('config')
  const isLong = Math.max(before?.length ?? 0, after?.length ?? 0) > LONGEST_IN_LINE
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-3">
      <span className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
        <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
        {isLong ? (
          <dl className="grid gap-1.5 text-xs md:grid-cols-2">
            {before === undefined ? null : <Block name={t('changes.before')} text={before} isGone />}
            {after === undefined ? null : <Block name={t('changes.after')} text={after} />}
          </dl>
        ) : null}
      </span>
      {isLong || (before === undefined && after === undefined) ? null : (
        <span className="flex min-w-0 items-center gap-2 tabular-nums [overflow-wrap:anywhere]">
          {before === undefined ? null : <del className="text-ink-3">{before}</del>}
          {before === undefined || after === undefined ? null : (
            <ArrowRight aria-hidden className="text-ink-3 size-3.5 shrink-0" />
          )}
          {after === undefined ? null : <ins className="font-semibold no-underline">{after}</ins>}
        </span>
      )}
      {kind === 'changed' ? null : <Pill tone={TONES[kind]}>{t(`changes.kinds.${kind}`)}</Pill>}
    </li>
  )
}

function Block({ name, text, isGone = false }: { name: string; text: string; isGone?: boolean }) {
  return (
    <div className="bg-sunken min-w-0 rounded-sm px-2.5 py-1.5">
      <dt className="text-ink-3 text-2xs">{name}</dt>
      <dd
        className={
          isGone
            ? 'text-ink-2 whitespace-pre-wrap [overflow-wrap:anywhere]'
            : 'whitespace-pre-wrap [overflow-wrap:anywhere]'
        }
      >
        {text}
      </dd>
    </div>
  )
}
