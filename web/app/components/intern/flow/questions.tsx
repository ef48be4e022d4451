import { MessageCircleQuestion, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '#schema/ari-parts.ts'
import { STAGES } from '#schema/conversation.ts'
import { MOST_QUESTIONS, putQuestion, removeQuestion } from '../../../intern/flow/edits.ts'
import { usesOf } from '../../../intern/flow/uses.ts'
import { Pill } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFlowTab } from './context.ts'
import { QuestionForm } from './question-form.tsx'
import { RemoveQuestion } from './remove-question.tsx'

/** What ARI may ask in this workspace. */
export function Questions() {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, edit } = useFlowTab()
  const [edited, setEdited] = useState<Question | 'new' | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const isFull = flow.questions.length >= MOST_QUESTIONS
  return (
    <section aria-labelledby="questions-title">
      <div className="flex items-end gap-3">
        <div className="min-w-0 flex-1">
          <h2 id="questions-title" className="text-md font-semibold">
            {t('questions.title')}
            <span className="text-ink-3 ml-2 font-normal tabular-nums">{flow.questions.length}</span>
          </h2>
          <p className="text-ink-2 text-xs">
            {isFull ? t('questions.full', { most: MOST_QUESTIONS }) : t('questions.about')}
          </p>
        </div>
        {mayEdit && !isFull ? (
          <Button onClick={() => setEdited('new')}>
            <Plus aria-hidden className="size-4" />
            {t('questions.add')}
          </Button>
        ) : null}
      </div>
      {flow.questions.length === 0 ? (
        <EmptyState icon={MessageCircleQuestion} title={t('questions.none')}>
          {t('questions.noneAbout')}
        </EmptyState>
      ) : (
        <ul className="bg-surface shadow-row divide-line mt-3 divide-y rounded-md">
          {flow.questions.map((question, at) => (
            <QuestionRow
              key={at}
              id={`flow.questions.${String(at)}.key`}
              question={question}
              onEdit={() => setEdited(question)}
            />
          ))}
        </ul>
      )}
      {edited === null ? null : (
        <QuestionForm
          key={edited === 'new' ? 'new' : edited.key}
          question={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onDone={(question, stages) => {
            edit(putQuestion(flow, question, stages))
            setEdited(null)
          }}
          onRemove={(key) => {
            setEdited(null)
            setRemoved(key)
          }}
        />
      )}
      {removed === null ? null : (
        <RemoveQuestion
          question={removed}
          name={words.question(removed)}
          onClose={() => setRemoved(null)}
          onRemove={() => {
            edit(removeQuestion(flow, removed))
            setRemoved(null)
          }}
        />
      )}
    </section>
  )
}

function QuestionRow({ id, question, onEdit }: { id: string; question: Question; onEdit: () => void }) {
  const { t } = useTranslation('flow')
  const { config, words, mayEdit } = useFlowTab()
  const { key, about, kind, required } = question
  const { stages } = usesOf(config, key)
  const asked =
    stages.length === STAGES.length
      ? t('questions.allStages')
      : stages.length === 0
        ? t('questions.noStage')
        : stages.map((stage) => words.stage(stage)).join(', ')
  return (
    <li id={id} className="flex items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1 md:grid md:grid-cols-[minmax(0,1.1fr)_minmax(0,1.6fr)_minmax(0,1fr)] md:items-center md:gap-4">
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-medium">
            <span className="truncate">{words.question(key)}</span>
            {required ? <Pill>{t('questions.required')}</Pill> : null}
          </p>
          <p className="text-ink-3 text-2xs truncate font-mono">{key}</p>
        </div>
        <p data-words className="text-ink-2 truncate text-xs" title={about}>
          {about}
        </p>
        <p className="text-ink-3 truncate text-xs">{`${t(`questions.kinds.${kind}`)} · ${asked}`}</p>
      </div>
      {mayEdit ? (
        <Button square look="quiet" aria-label={t('questions.edit', { name: words.question(key) })} onClick={onEdit}>
          <Pencil aria-hidden className="size-4" />
        </Button>
      ) : null}
    </li>
  )
}
