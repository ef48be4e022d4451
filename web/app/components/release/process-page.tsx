import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { POINTS } from '#schema/release.ts'
import { Panel } from '../intern/panel.tsx'
import { ReviewPart } from '../review/review-part.tsx'
import { Button } from '../ui/button.tsx'

const STEPS = ['make', 'play', 'read', 'fix', 'sign', 'live'] as const
const RULES = {
  decide: ['enough', 'none', 'all', 'changed', 'again'],
  after: ['week', 'sample', 'learn', 'signed'],
} as const
const INCIDENT = ['stop', 'list', 'mend', 'again'] as const

/** How answers are reviewed, as docs/review-process.md has it. */
export function ProcessPage() {
  const { t } = useTranslation('process')
  return (
    <ReviewPart
      title={t('title')}
      about={t('about')}
      aside={
        <Button asChild>
          <Link to="/review/release">
            <ArrowLeft aria-hidden className="size-4" />
            {t('release:title')}
          </Link>
        </Button>
      }
    >
      <Panel title={t('before.title')}>
        <ol className="grid max-w-prose list-decimal gap-2 pl-5">
          {STEPS.map((step) => (
            <li key={step}>{t(`before.${step}`)}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={t('look.title')}>
        <ol className="grid max-w-prose list-decimal gap-4 pl-5">
          {POINTS.map((point) => (
            <li key={point}>
              <h3 className="font-semibold">{t(`look.${point}.name`)}</h3>
              <p>
                <b className="text-done font-medium">{t('look.good')}</b> {t(`look.${point}.good`)}
              </p>
              <p>
                <b className="text-stop font-medium">{t('look.bad')}</b> {t(`look.${point}.bad`)}
              </p>
            </li>
          ))}
        </ol>
      </Panel>
      {(['decide', 'after'] as const).map((part) => (
        <Panel key={part} title={t(`${part}.title`)}>
          <ul className="grid max-w-prose list-disc gap-2 pl-5">
            {RULES[part].map((rule) => (
              <li key={rule}>{t(`${part}.${rule}`)}</li>
            ))}
          </ul>
        </Panel>
      ))}
      <Panel title={t('incident.title')}>
        <ol className="grid max-w-prose list-decimal gap-2 pl-5">
          {INCIDENT.map((step) => (
            <li key={step}>{t(`incident.${step}`)}</li>
          ))}
        </ol>
      </Panel>
    </ReviewPart>
  )
}
