import { useTranslation } from 'react-i18next'
import { usesOf } from '../../../intern/flow/uses.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFlowTab } from './context.ts'

type Props = { question: string; name: string; onClose: () => void; onRemove: () => void }

/** Says what goes with a question before it goes. */
export function RemoveQuestion({ question, name, onClose, onRemove }: Props) {
  const { t } = useTranslation('flow')
  const { t: common } = useTranslation('common')
  const { config, words } = useFlowTab()
  const { stages, rules, factors } = usesOf(config, question)
  const uses = [
    ...(stages.length > 0
      ? [t('remove.stages', { stages: stages.map((stage) => words.stage(stage)).join(', ') })]
      : []),
    ...rules.map(({ stage, at }) => t('remove.rule', { stage: words.stage(stage), number: at + 1 })),
    ...factors.map(({ part, points }) => t('remove.factor', { part: words.part(part), points })),
  ]
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('remove.title', { name })}
      description={t('remove.about')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" onClick={onRemove}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2 text-xs">{t(uses.length === 0 ? 'remove.usesNone' : 'remove.uses')}</p>
      <ul className="mt-1 grid list-disc gap-1 pl-4 text-xs">
        {uses.map((use) => (
          <li key={use}>{use}</li>
        ))}
      </ul>
    </Dialog>
  )
}
