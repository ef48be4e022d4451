import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RulesState } from '../../../review/use-rules.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Before words go out unread: what follows, and the box to say so. */
export function ConfirmRules({ rules }: { rules: RulesState }) {
  const isOpen = rules.asked.length > 0
  // Anew each time: what was ticked before says nothing about this time.
  return isOpen ? <Asked rules={rules} /> : null
}

function Asked({ rules }: { rules: RulesState }) {
  const { t } = useTranslation('rules')
  const [ticked, setTicked] = useState<readonly string[]>([])
  const { asked, value, isSaving } = rules
  const isSaid = asked.every((word) => ticked.includes(word))
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) rules.leaveAsked()
      }}
      title={t('confirm.title')}
      description={t('confirm.about')}
      actions={
        <>
          <Button onClick={() => rules.leaveAsked()}>{t('common:cancel')}</Button>
          <Button look="danger" busy={isSaving} disabled={!isSaid || isSaving} onClick={() => rules.confirm()}>
            {t('confirm.save')}
          </Button>
        </>
      }
    >
      <ul className="grid gap-3">
        {asked.map((word) => (
          <li key={word}>
            <p className="text-ink-2 text-xs">{t(`confirm.follows.${word}`)}</p>
            <label className="mt-1 flex min-h-8 items-start gap-2 py-1.5 font-medium pointer-coarse:min-h-11">
              <input
                type="checkbox"
                className="accent-stop mt-0.5 size-4 shrink-0"
                checked={ticked.includes(word)}
                onChange={({ target }) =>
                  setTicked((before) => (target.checked ? [...before, word] : before.filter((one) => one !== word)))
                }
              />
              {t(`confirm.words.${word}`, { n: value.settings.dueSeconds })}
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
