import { Layers } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeldDraft } from '../../review/contract.ts'
import type { Worklist } from '../../review/use-worklist.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'

/** Above the first draft of a batch: how many say the same, and the way to all of them at once. */
export function BatchRow({ first: { draftId }, worklist }: { first: HeldDraft; worklist: Worklist }) {
  const { t } = useTranslation('review')
  const { batches, groups } = worklist
  const batch = batches.find((one) => one.some((draft) => draft.draftId === draftId))
  if (batch === undefined) return null
  const head = [...groups.late, ...groups.due].find((draft) => batch.some((one) => one.draftId === draft.draftId))
  if (head?.draftId !== draftId) return null
  return (
    <li
      data-batch={batch.length}
      className="bg-ari-soft mx-0.5 mt-1 flex items-center gap-2 rounded-md py-1 pr-1 pl-2.5"
    >
      <Layers aria-hidden className="text-ari size-3.5 shrink-0" />
      <span className="text-ari min-w-0 flex-1 truncate text-xs font-semibold">
        {t('batch.row', { n: batch.length })}
      </span>
      <Button size="s" look="quiet" className="text-ari" onClick={() => worklist.openBatch(draftId)}>
        {t('batch.open')}
        <span className="contents pointer-coarse:hidden">
          <Kbd>Shift</Kbd>
          <Kbd>A</Kbd>
        </span>
      </Button>
    </li>
  )
}
