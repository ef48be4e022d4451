import { Users } from 'lucide-react'
import type { NodeProps } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { cn } from '../../ui/cn.ts'
import type { PlaceNode } from './chart-nodes.ts'
import { useFlowTab } from './context.ts'
import { Entry } from './stage-node.tsx'

/** Where ARI stops and people go on. */
export function PeopleNode({ data: { direction } }: NodeProps<PlaceNode>) {
  const { t } = useTranslation('flow')
  const { selected, select } = useFlowTab()
  const isChosen = selected?.place === 'people'
  return (
    <div
      className={cn(
        'bg-accent-soft text-accent pointer-events-auto h-full overflow-hidden rounded-md',
        isChosen && 'ring-accent ring-1',
      )}
    >
      <Entry direction={direction} />
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => select({ place: 'people', at: null })}
        className="hover:bg-hover block size-full px-3 py-2.5 text-left -outline-offset-2 transition-colors"
      >
        <span className="flex h-5 items-center gap-1.5 font-semibold">
          <Users aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 truncate">{t('people')}</span>
        </span>
        <span className="text-2xs mt-0.5 block h-4 truncate">{t('peopleAbout')}</span>
      </button>
    </div>
  )
}
