import { Bell, BellOff } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { scoreLead } from '#domain/lead/score.ts'
import type { AriConfig } from '#schema/ari-config.ts'
import { STAGES, type LeadKnowledge } from '#schema/conversation.ts'
import { useWords } from '../../intern/use-words.ts'
import { Score } from '../inbox/score.tsx'
import { cn } from '../ui/cn.ts'

const FLAGS = ['hasPhone', 'repliedWithinDay', 'wantsConsultation'] as const
/** Who writes on WhatsApp is known by number, as a rule. */
const AT_FIRST: LeadKnowledge = {
  answered: ['name', 'destination', 'course_level'],
  declined: {},
  documents: { passport: 'yes' },
  wantsConsultation: false,
  hasPhone: true,
  repliedWithinDay: true,
}

/** A lead put together by hand, scored as a conversation would be: by the same rules, as they stand in the fields. */
export function ScoreExample({ config: { flow, scoring } }: { config: AriConfig }) {
  const { t } = useTranslation('config')
  const words = useWords(flow.questions)
  const [lead, setLead] = useState(AT_FIRST)
  const known: LeadKnowledge = {
    ...lead,
    answered: flow.questions.map(({ key }) => key).filter((key) => isKnown(lead, key)),
  }
  const { parts, total } = scoreLead(known, scoring)

  const toggleAnswer = (key: string) =>
    setLead((now) => ({
      ...now,
      answered: now.answered.includes(key) ? now.answered.filter((one) => one !== key) : [...now.answered, key],
    }))
  const toggleDocument = (key: string) =>
    setLead(({ documents: { [key]: was, ...others }, ...now }) => ({
      ...now,
      documents: was === 'yes' ? others : { ...others, [key]: 'yes' },
    }))
  const documents = flow.questions.filter(({ kind }) => kind === 'document')
  // A wish is asked for below: it is the same thing.
  const answers = flow.questions.filter(({ kind }) => kind === 'text')

  return (
    <aside className="bg-surface border-line rounded-lg border lg:sticky lg:top-6" aria-label={t('scoring.example')}>
      <header className="border-line border-b px-4 py-3">
        <h2 className="text-base font-semibold">{t('scoring.example')}</h2>
        <p className="text-ink-2 mt-0.5 text-xs">{t('scoring.exampleAbout')}</p>
      </header>
      <div className="grid gap-4 p-4">
        <Score total={total} parts={parts} most={scoring.parts} />
        <Verdict total={total} config={{ flow, scoring }} />
        <Toggles title={t('scoring.knows')}>
          {answers.map(({ key }) => (
            <Toggle key={key} on={lead.answered.includes(key)} onPress={() => toggleAnswer(key)}>
              {words.question(key)}
            </Toggle>
          ))}
        </Toggles>
        {documents.length === 0 ? null : (
          <Toggles title={t('scoring.has')}>
            {documents.map(({ key }) => (
              <Toggle key={key} on={lead.documents[key] === 'yes'} onPress={() => toggleDocument(key)}>
                {words.question(key)}
              </Toggle>
            ))}
          </Toggles>
        )}
        <Toggles title={t('scoring.did')}>
          {FLAGS.map((flag) => (
            <Toggle key={flag} on={lead[flag]} onPress={() => setLead((now) => ({ ...now, [flag]: !now[flag] }))}>
              {t(`scoring.flags.${flag}`)}
            </Toggle>
          ))}
        </Toggles>
      </div>
    </aside>
  )
}

/** A document that is ready, and a wish that was told, are answers too. */
function isKnown({ answered, documents, wantsConsultation }: LeadKnowledge, key: string): boolean {
  return answered.includes(key) || key in documents || (key === 'consultation' && wantsConsultation)
}

function Verdict({ total, config: { flow, scoring } }: { total: number; config: Pick<AriConfig, 'flow' | 'scoring'> }) {
  const { t } = useTranslation('config')
  const words = useWords(flow.questions)
  const calling = STAGES.filter((stage) =>
    flow.stages[stage].rules.some(({ when, to }) => when.is === 'score_reached' && to === 'people'),
  )
  const isReached = total >= scoring.threshold
  const Icon = isReached && calling.length > 0 ? Bell : BellOff
  return (
    <p
      role="status"
      className={cn(
        'flex items-start gap-2 rounded-sm px-3 py-2 text-xs',
        isReached && calling.length > 0 ? 'bg-accent-soft text-accent' : 'bg-sunken text-ink-2',
      )}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <span>
        {isReached
          ? t('scoring.reached', { threshold: scoring.threshold })
          : t('scoring.shortBy', { number: scoring.threshold - total, threshold: scoring.threshold })}{' '}
        {calling.length === 0
          ? t('scoring.nobodyCalled')
          : isReached
            ? t('scoring.called', { stages: calling.map(words.stage).join(', ') })
            : null}
      </span>
    </p>
  )
}

function Toggles({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title}>
      <h3 className="text-ink-2 mb-1.5 text-xs font-medium">{title}</h3>
      <div className="flex flex-wrap gap-1.5">{children}</div>
    </div>
  )
}

function Toggle({ on, onPress, children }: { on: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPress}
      className={cn(
        'h-7 rounded-full px-2.5 text-xs font-medium transition-colors pointer-coarse:h-10',
        on ? 'bg-ink text-surface' : 'text-ink-2 hover:bg-hover shadow-[inset_0_0_0_1px_var(--line-2)]',
      )}
    >
      {children}
    </button>
  )
}
