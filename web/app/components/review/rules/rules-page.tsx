import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RulesPage as Page } from '../../../review/rules-contract.ts'
import { useRules } from '../../../review/use-rules.ts'
import { SaveBar, type Beside } from '../../intern/save-bar.tsx'
import { ReviewPart } from '../review-part.tsx'
import { AlwaysPanel } from './always-panel.tsx'
import { ConfirmRules } from './confirm-rules.tsx'
import { PolicyPanel } from './policy-panel.tsx'
import { TheirRules } from './their-rules.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

/**
 * What of ARI's answers a person reads before they go out, and what becomes of those that nobody reads in time; below
 * them what is saved for itself.
 */
export function RulesPage({ page, beside, children }: { page: Page; beside: Beside; children: ReactNode }) {
  const { t } = useTranslation('rules')
  const rules = useRules(page)
  const { changes, problems, save, undo, isSaving, isSaved, trouble, mayEdit } = rules
  const saving = { changes, problems, save, undo, isSaving, isSaved, trouble, mayEdit, takeTheirs: () => undefined }
  return (
    <ReviewPart title={t('title')} about={t('about')}>
      <div className="flex min-h-full flex-col">
        {/* Who may not change them reads them, and reaches none of the fields. */}
        <fieldset disabled={!mayEdit} className="grid min-w-0 flex-1 gap-4 *:min-w-0">
          <legend className="sr-only">{t('title')}</legend>
          <TheirRules rules={rules} />
          <div className="grid gap-4 lg:grid-cols-2 lg:items-start *:min-w-0">
            <div className="grid gap-4 *:min-w-0">
              <PolicyPanel rules={rules} />
              <WaitingPanel rules={rules} />
            </div>
            <AlwaysPanel rules={rules} />
          </div>
        </fieldset>
        <div className="h-4 shrink-0" />
        <SaveBar words="rules" draft={saving} beside={beside} />
      </div>
      {children}
      <ConfirmRules rules={rules} />
    </ReviewPart>
  )
}
