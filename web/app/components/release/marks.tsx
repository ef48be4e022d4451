import { Eye, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#schema/release.ts'
import type { TestRow } from '../../release/contract.ts'
import { Pill } from '../ui/badge.tsx'

const TONES = { new: 'plain', changed: 'wait', unread: 'accent', good: 'done', bad: 'stop' } as const

/** Where a test conversation stands, in a word or two; found bad before, it says so until it is read again. */
export function StandingPill({ standing, wasBad, isWaiting }: Pick<TestRow, 'standing' | 'wasBad' | 'isWaiting'>) {
  const { t } = useTranslation('release')
  if (isWaiting) return <Pill tone="plain">{t('waiting')}</Pill>
  if (wasBad) return <Pill tone="stop">{t(standing === 'unread' ? 'one.rerun' : 'one.toRerun')}</Pill>
  return <Pill tone={TONES[standing]}>{t(`one.${standing}`)}</Pill>
}

/** What a machine sees in it; the words it is about stand where there is room. */
export function FindingPill({ finding, more }: { finding: Finding; more: number }) {
  const { t } = useTranslation('release')
  const isNote = finding.kind === 'check'
  const Icon = isNote ? Eye : TriangleAlert
  return (
    <Pill tone={isNote ? 'plain' : 'wait'}>
      <Icon aria-hidden className="size-3 shrink-0" />
      {t(`findings.${finding.kind}`)}
      {more > 0 ? ` +${String(more)}` : ''}
    </Pill>
  )
}
