import { MousePointerClick } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../../ui/dialog.tsx'
import { useIsWide } from '../../ui/use-is-wide.ts'
import { useFlowTab } from './context.ts'
import { PeoplePanel } from './people-panel.tsx'
import { RulePanel } from './rule-panel.tsx'
import { StagePanel } from './stage-panel.tsx'

/** What is chosen in the chart: beside it where there is room, over it elsewhere. */
export function FlowSide() {
  const { t } = useTranslation('flow')
  const { selected, select, words } = useFlowTab()
  const isWide = useIsWide()
  const title =
    selected === null
      ? ''
      : selected.at === null
        ? words.place(selected.place)
        : `${words.place(selected.place)} · ${t('ruleNumber', { number: selected.at + 1 })}`
  if (!isWide)
    return (
      <Drawer
        sheet
        open={selected !== null}
        onOpenChange={(open) => {
          if (!open) select(null)
        }}
        title={title}
      >
        <Chosen />
      </Drawer>
    )
  return (
    <aside
      aria-label={title === '' ? t('panel.nothing') : title}
      className="border-line bg-surface sticky top-0 hidden max-h-[calc(100dvh-97px)] w-85 shrink-0 self-start overflow-y-auto border-l pb-28 lg:block lg:min-h-[calc(100dvh-97px)]"
    >
      {selected === null ? <Nothing /> : <h2 className="text-md px-4 pt-4 font-semibold">{title}</h2>}
      <Chosen />
    </aside>
  )
}

function Chosen() {
  const { selected } = useFlowTab()
  if (selected === null) return null
  const { place, at } = selected
  if (place === 'people') return <PeoplePanel />
  return at === null ? <StagePanel key={place} stage={place} /> : <RulePanel stage={place} at={at} />
}

function Nothing() {
  const { t } = useTranslation('flow')
  const { mayEdit } = useFlowTab()
  return (
    <div className="px-4 py-5">
      <p className="flex items-center gap-2 font-semibold">
        <MousePointerClick aria-hidden className="text-ink-3 size-4" />
        {t('panel.nothing')}
      </p>
      <p className="text-ink-2 mt-1 text-xs">{t('panel.nothingAbout')}</p>
      {mayEdit ? (
        <ul className="text-ink-2 mt-3 grid gap-2 text-xs">
          {(['rule', 'aim', 'undo'] as const).map((hint) => (
            <li key={hint} className="border-line border-t pt-2">
              {t(`panel.hints.${hint}`)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
