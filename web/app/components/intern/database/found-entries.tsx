import { useTranslation } from 'react-i18next'
import type { FoundEntry } from '../../../knowledge/contract.ts'
import { WhyFound } from '../why-found.tsx'

type Props = {
  found: readonly FoundEntry[]
  /** There is another way of searching beside that by words. */
  isCompared: boolean
}

/** What a search found, the best first, each with why. */
export function FoundEntries({ found, isCompared }: Props) {
  return (
    <ol className="flex flex-col gap-2">
      {found.map((entry, at) => (
        <Found key={entry.id} entry={entry} place={at + 1} scoreText={isCompared ? 'try.wordsScore' : 'try.score'} />
      ))}
    </ol>
  )
}

function Found({ entry, place, scoreText }: { entry: FoundEntry; place: number; scoreText: string }) {
  const { t, i18n } = useTranslation('database')
  const { title, content, kind, language, score, why, likeness, part } = entry
  const inDigits = (value: number, digits: number) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value)
  return (
    <li className="border-line bg-surface rounded-md border px-3 py-2.5">
      <p className="flex items-baseline gap-2">
        <span className="text-ink-3 text-xs tabular-nums">{place}</span>
        <span className="min-w-0 flex-1 truncate font-medium" title={title}>
          {title}
        </span>
        <span className="text-ink-3 text-2xs shrink-0 uppercase">{language}</span>
      </p>
      <p className="text-ink-2 mt-0.5 line-clamp-2 text-xs">{content}</p>
      <div className="bg-press mt-2 h-1 overflow-hidden rounded-full" aria-hidden>
        <div className="bg-data h-full" style={{ width: `${String(Math.round(part * 100))}%` }} />
      </div>
      <p className="text-ink-3 text-2xs mt-1 flex gap-2 tabular-nums">
        <span>{t(`kinds.${kind}`)}</span>
        {score === 0 ? null : <span className="ml-auto">{t(scoreText, { score: inDigits(score, 1) })}</span>}
      </p>
      <WhyFound why={why} likeness={likeness} />
    </li>
  )
}
