import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import { askIn, askNoMore, moveQuestion } from '../../../intern/flow/edits.ts'
import { Pill } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Sortable } from '../../ui/sortable.tsx'
import { useFlowTab } from './context.ts'
import { Part, Title } from './parts.tsx'
import { RowMenu } from './row-menu.tsx'

/** What ARI asks in a stage, in the order in which it asks. */
export function StageQuestions({ stage }: { stage: Stage }) {
  const { t } = useTranslation('flow')
  const { flow, words, mayEdit, edit, problemsOf } = useFlowTab()
  const { questions } = flow.stages[stage]
  const others = flow.questions.filter(({ key }) => !questions.includes(key))
  const problemOf = (at: number) =>
    problemsOf(stage).find(({ path }) => path === `flow.stages.${stage}.questions.${String(at)}`)
  return (
    <Part>
      <Title>{t('panel.questions')}</Title>
      {questions.length === 0 ? <p className="text-ink-2 text-xs">{t('panel.questionsNone')}</p> : null}
      <Sortable
        fixed={!mayEdit}
        className="-mx-1"
        label={t('panel.questions')}
        items={questions}
        keyOf={(key, at) => (questions.indexOf(key) === at ? key : `${key} ${String(at)}`)}
        nameOf={(key) => words.question(key)}
        onMove={(from, to) => edit(moveQuestion(flow, stage, from, to))}
      >
        {(key, at) => {
          const isRequired = flow.questions.some((one) => one.key === key && one.required)
          const error = words.error(problemOf(at))
          return (
            <div className="flex min-h-9 items-center gap-2 pl-1 pointer-coarse:min-h-11">
              <span className="text-ink-3 text-2xs w-4 shrink-0 text-right tabular-nums">{at + 1}</span>
              <span className="min-w-0 flex-1 py-1">
                <span className="block truncate">{words.question(key)}</span>
                {error === undefined ? null : <span className="text-stop block text-xs">{error}</span>}
              </span>
              {isRequired ? <Pill>{t('fields.required')}</Pill> : null}
              {mayEdit ? (
                <RowMenu
                  name={words.question(key)}
                  onUp={at > 0 ? () => edit(moveQuestion(flow, stage, at, at - 1)) : null}
                  onDown={at < questions.length - 1 ? () => edit(moveQuestion(flow, stage, at, at + 1)) : null}
                  removal={t('panel.askNoMore')}
                  onRemove={() => edit(askNoMore(flow, stage, at))}
                />
              ) : null}
            </div>
          )
        }}
      </Sortable>
      {!mayEdit ? null : others.length === 0 ? (
        <p className="text-ink-3 mt-2 text-xs">{t('panel.allAsked')}</p>
      ) : (
        <Menu
          align="start"
          trigger={
            <Button size="s" className="mt-2">
              <Plus aria-hidden className="size-3.5" />
              {t('panel.addQuestion')}
            </Button>
          }
        >
          {others.map(({ key }) => (
            <MenuItem key={key} onSelect={() => edit(askIn(flow, stage, key))}>
              {words.question(key)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </Part>
  )
}
