import { Lock } from 'lucide-react'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewTemplateMessage } from '../../inbox/contract.ts'
import type { TemplateAnswer } from '../../inbox/use-thread.ts'
import { Skeleton } from '../ui/skeleton.tsx'

/** Most conversations never need it: it is fetched when one does. */
const TemplateChooser = lazy(() => import('./template-chooser.tsx'))

type Props = {
  contactId: string
  who: string
  /** Something was being written when the window closed. */
  isDraftKept: boolean
  onSend: (message: NewTemplateMessage) => Promise<TemplateAnswer>
}

/** In the composer's place while the window is closed: why, and the way that is left. */
export function TemplatesInstead({ contactId, who, isDraftKept, onSend }: Props) {
  const [isAwake, setAwake] = useState(false)
  useEffect(() => setAwake(true), [])
  const waiting = <Skeleton className="mb-2.5 h-14 rounded-md" />
  return (
    <ClosedWindow who={who} isDraftKept={isDraftKept}>
      {isAwake ? (
        <Suspense fallback={waiting}>
          <TemplateChooser contactId={contactId} onSend={onSend} />
        </Suspense>
      ) : (
        waiting
      )}
    </ClosedWindow>
  )
}

/** Says that the window is closed, around what can be done about it. */
export function ClosedWindow({
  who,
  isDraftKept,
  children,
}: Pick<Props, 'who' | 'isDraftKept'> & { children: ReactNode }) {
  const { t } = useTranslation('inbox')
  return (
    <section
      aria-label={t('templates.title', { who })}
      className="bg-surface border-line flex max-h-[62dvh] shrink-0 flex-col border-t"
    >
      <p role="status" className="text-ink-2 flex items-start gap-2 px-3 pt-2.5 pb-2 text-xs md:px-4">
        <Lock aria-hidden className="text-wait mt-px size-3.5 shrink-0" />
        <span>
          <b className="text-ink font-semibold">{t('templates.closed')}</b> {t('templates.why')}
          {isDraftKept ? ` ${t('templates.draftKept')}` : null}
        </span>
      </p>
      <div className="min-h-0 overflow-y-auto px-3 md:px-4">{children}</div>
    </section>
  )
}
