import { ClipboardCheck } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useOpenWorklist } from '../../review/use-worklist.ts'
import { EmptyState } from '../ui/states.tsx'

/** No draft is open. Where there is room for one beside the list, the first opens by itself on arrival. */
export function NoDraft() {
  const { t } = useTranslation('review')
  const { drafts, groups, queue, openInstead } = useOpenWorklist()
  const first = [...groups.late, ...groups.due][0]?.draftId
  useEffect(() => {
    if (first === undefined || !matchMedia('(min-width: 820px)').matches) return
    openInstead(first)
    // Only on arrival: later a draft that comes takes nobody anywhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [])
  const isEmpty = drafts.length === 0
  const about = queue.decidedToday === 0 ? t('emptyAbout') : t('emptyDone', { n: queue.decidedToday })
  return (
    <section aria-label={isEmpty ? t('empty') : t('choose')} className="bg-bg grid min-h-0 flex-1 place-items-center">
      <EmptyState icon={ClipboardCheck} title={isEmpty ? t('empty') : t('choose')}>
        <p>{isEmpty ? about : t('chooseAbout')}</p>
        {isEmpty && queue.decidedToday > 0 ? <p className="mt-2">{t('emptyAbout')}</p> : null}
      </EmptyState>
    </section>
  )
}
