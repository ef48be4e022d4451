import { useNavigate } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../inbox/api.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import type { Gone, HeldAnswer, HeldDetail } from '../../review/contract.ts'
import { useClaim } from '../../review/use-claim.ts'
import { useOpenWorklist, type Worklist } from '../../review/use-worklist.ts'
import { useDraft, type DraftMode } from '../../review/use-draft.ts'
import { PanelBoundary } from '../ui/panel-boundary.tsx'
import { Checks } from './checks.tsx'
import { DraftHeader } from './draft-header.tsx'
import { DueVoice } from './due-mark.tsx'
import { GonePanel } from './gone-panel.tsx'
import { HeldCard } from './held-card.tsx'
import { Said } from './said.tsx'
import { Side } from './side.tsx'
import { Sources } from './sources.tsx'

/** One draft, for as long as it waits; afterwards what became of it. */
export function DraftPage({ draftId, loaded }: { draftId: string; loaded: HeldAnswer }) {
  const { t } = useTranslation('review')
  const worklist = useOpenWorklist()
  const [gone, setGone] = useState<Gone | null>(loaded.outcome === 'gone' ? loaded : null)
  const [mode, turnTo] = useState<DraftMode>('read')
  const [ask] = useState(() => createAsker<HeldAnswer>())
  const isListed = worklist.queue.drafts.some((draft) => draft.draftId === draftId)
  const isOver = gone !== null || isListed || worklist.isDecided(draftId)
  useEffect(() => {
    if (isOver) return
    void ask(`/api/review/${draftId}`).then((answer) => {
      if (answer !== 'unchanged' && answer.ok && answer.data.outcome === 'gone') setGone(answer.data)
    })
    // The list was read anew, and it is not in it.
  }, [ask, draftId, worklist.queue, isOver])

  // The list, which has the page's heading, is not shown beside it on a phone.
  const heading = <h1 className="sr-only md:hidden">{t('title')}</h1>
  if (gone !== null || loaded.outcome === 'gone') {
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        {heading}
        {gone === null ? null : (
          <GonePanel gone={gone} onGone={setGone} draftId={draftId} worklist={worklist} wrote={mode} />
        )}
      </div>
    )
  }
  return (
    <>
      {heading}
      <OpenDraft held={loaded.held} worklist={worklist} around={{ mode, turnTo, onGone: setGone }} />
    </>
  )
}

type OpenProps = { held: HeldDetail; worklist: Worklist; around: Parameters<typeof useDraft>[2] }

function OpenDraft({ held, worklist, around }: OpenProps) {
  const { t } = useTranslation('review')
  const navigate = useNavigate()
  const { draft, entries, checks, thread } = held
  const { draftId, contactId } = draft
  const state = useDraft(held, worklist, around)
  const listed = worklist.queue.drafts.find((one) => one.draftId === draftId)
  const takenBy = useClaim(draftId, listed?.reader ?? null, worklist.me.id)
  const [isAnyway, setAnyway] = useState(false)
  const whole = useRef<HTMLElement>(null)
  const sources = useRef<HTMLElement>(null)
  const isFree = takenBy === null || isAnyway
  const lastSaid = thread.findLast((item) => item.type === 'message' && item.author === 'customer')
  const inboxPath = `/inbox/${contactId}${lastSaid === undefined ? '' : `#m-${lastSaid.id}`}`

  // Whoever decides by keyboard goes on from here, and hears whose draft it is.
  useEffect(() => {
    if (document.activeElement === document.body) whole.current?.focus({ preventScroll: true })
  }, [])

  /** A key that is held down decides once, and nothing that was not seen. */
  const decides = (act: () => void) => (event: KeyboardEvent) => {
    if (event.repeat || state.isSending || state.mode !== 'read') return
    if (isFree) act()
    else whole.current?.querySelector<HTMLElement>('[data-anyway]')?.focus()
  }
  useKeys({
    a: decides(() => state.approve()),
    e: decides(() => state.turnTo('edit')),
    r: decides(() => state.turnTo('again')),
    x: decides(() => state.escalate()),
    o: () => navigate(inboxPath),
    s: () => openSources(sources.current),
  })

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section
        ref={whole}
        tabIndex={-1}
        aria-label={t('draftOf', { who: worklist.whoOf(draft) })}
        className="bg-bg flex min-h-0 min-w-0 flex-1 flex-col outline-none"
      >
        <DraftHeader held={held} worklist={worklist} reader={takenBy} inboxPath={inboxPath} />
        <div className="min-h-0 flex-1 overflow-y-auto pb-5" data-scroll>
          <PanelBoundary of={draftId}>
            <Said items={thread} />
          </PanelBoundary>
          <HeldCard
            held={held}
            state={state}
            now={worklist.now}
            takenBy={isFree ? null : takenBy}
            onAnyway={() => {
              state.show()
              setAnyway(true)
            }}
          />
          <DueVoice draft={draft} now={worklist.now} />
          <div className="mx-3 mt-3 grid items-start gap-3 md:mx-5 md:mt-4 md:gap-4 lg:grid-cols-2">
            <Sources entries={entries} place={sources} />
            <Checks checks={checks} />
          </div>
          <details className="bg-surface border-line group mx-3 mt-3 rounded-md border md:mx-5 md:mt-4 lg:hidden">
            <summary className="flex min-h-11 list-none items-center gap-1.5 px-3.5 text-xs font-semibold [&::-webkit-details-marker]:hidden">
              <ChevronRight aria-hidden className="text-ink-3 size-3.5 transition-transform group-open:rotate-90" />
              {t('about')}
            </summary>
            <Side held={held} worklist={worklist} />
          </details>
        </div>
      </section>
      <aside
        aria-label={t('about')}
        className="bg-surface border-line hidden w-79 shrink-0 overflow-y-auto border-l lg:block"
      >
        <PanelBoundary of={draftId}>
          <Side held={held} worklist={worklist} />
        </PanelBoundary>
      </aside>
    </div>
  )
}

/** Opens what ARI cited and leads there; where all of it is open, closes it again. */
function openSources(place: HTMLElement | null): void {
  if (place === null) return
  const all = [...place.querySelectorAll('details')]
  const isOpen = all.every((one) => one.open)
  for (const one of all) one.open = !isOpen
  place.scrollIntoView({ block: 'nearest' })
  place.querySelector('summary')?.focus({ preventScroll: true })
}
