import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import { moveRule, removeRule } from '../../../intern/flow/edits.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useFlowTab } from './context.ts'
import { RuleFields } from './rule-fields.tsx'
import { Part } from './parts.tsx'

/** One rule by itself, as it was chosen in the chart. */
export function RulePanel({ stage, at }: { stage: Stage; at: number }) {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, edit, select } = useFlowTab()
  const last = flow.stages[stage].rules.length - 1

  function moveTo(next: number) {
    edit(moveRule(flow, stage, at, next))
    select({ place: stage, at: next })
  }

  return (
    <>
      <Part>
        <RuleFields stage={stage} at={at} />
        {mayEdit ? (
          <div className="mt-4 flex flex-wrap gap-2">
            <IconButton look="secondary" label={t('panel.up')} disabled={at === 0} onClick={() => moveTo(at - 1)}>
              <ArrowUp aria-hidden className="size-4" />
            </IconButton>
            <IconButton look="secondary" label={t('panel.down')} disabled={at === last} onClick={() => moveTo(at + 1)}>
              <ArrowDown aria-hidden className="size-4" />
            </IconButton>
            <Button
              look="quiet"
              className="text-stop ml-auto"
              onClick={() => {
                edit(removeRule(flow, stage, at))
                select({ place: stage, at: null })
              }}
            >
              <Trash2 aria-hidden className="size-4" />
              {t('fields.remove')}
            </Button>
          </div>
        ) : null}
      </Part>
      <Part>
        <Button look="link" onClick={() => select({ place: stage, at: null })}>
          {t('panel.whole', { stage: words.stage(stage) })}
        </Button>
      </Part>
    </>
  )
}
