import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../review/use-revised.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Notice } from '../ui/states.tsx'

type Props = {
  conflict: Conflict | null
  /** The area of texts that says what was changed. */
  words: string
  nameOf: (field: string) => string
  valueOf: (field: string, value: unknown) => string
}

/** Somebody else saved first: who, what is another now, and that what was typed here still stands. */
export function TheirChanges({ conflict, words, nameOf, valueOf }: Props) {
  const { t } = useTranslation(words)
  const { t: common } = useTranslation('rules')
  const times = useTimes()
  const now = useNow()
  if (conflict === null) return null
  const { by, at, changes } = conflict
  return (
    <Notice tone="wait">
      <p className="font-medium">
        {at === null
          ? t('theirs.unknown')
          : t('theirs.title', { name: by ?? common('somebody'), at: times.both(Date.parse(at), now) })}
      </p>
      <ul className="mt-1 grid gap-0.5">
        {changes.map(({ field, before, now: after }) => (
          <li key={field} className="[overflow-wrap:anywhere]">
            {common('theirs.change', {
              field: nameOf(field),
              before: valueOf(field, before),
              now: valueOf(field, after),
            })}
          </li>
        ))}
      </ul>
      <p className="mt-1">{common('theirs.kept')}</p>
    </Notice>
  )
}
