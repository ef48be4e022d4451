import { useTranslation } from 'react-i18next'
import { STAGES } from '#schema/conversation.ts'
import { useFlowTab } from './context.ts'
import { Part, Title } from './parts.tsx'

/** What it means that people take over, and which rules call them. */
export function PeoplePanel() {
  const { t } = useTranslation('flow')
  const { flow, words, select } = useFlowTab()
  const ways = STAGES.flatMap((stage) =>
    flow.stages[stage].rules.flatMap((rule, at) => (rule.to === 'people' ? [{ stage, at, rule }] : [])),
  )
  return (
    <>
      <Part>
        <p className="text-ink-2">{t('panel.peopleAbout')}</p>
      </Part>
      <Part>
        <Title>{t('panel.ways')}</Title>
        {ways.length === 0 ? <p className="text-ink-2 text-xs">{t('panel.waysNone')}</p> : null}
        <ul className="-mx-2">
          {ways.map(({ stage, at, rule }) => (
            <li key={`${stage}.${String(at)}`}>
              <button
                type="button"
                onClick={() => select({ place: stage, at })}
                className="hover:bg-hover w-full rounded-sm px-2 py-1.5 text-left text-xs pointer-coarse:py-3"
              >
                <span className="block font-medium">{words.stage(stage)}</span>
                <span className="text-ink-2 block">{words.condition(rule.when)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Part>
    </>
  )
}
