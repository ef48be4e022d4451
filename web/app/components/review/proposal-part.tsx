import { CircleCheck, CircleSlash, type LucideIcon } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProposalPart as Part } from '#schema/review-proposal.ts'
import type { ProposalOrder, ShownDecided } from '../../review/learning.ts'
import type { Told } from '../../review/use-proposals.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'
import type { Decide } from './proposal-card.tsx'

type Problem = Exclude<Told['outcome'], 'done' | 'wrong'>
export type Wrong = { errors: Record<string, string>; entryId: string | undefined }
const NOTHING: Wrong = { errors: {}, entryId: undefined }

/** Sends what is decided about a part; what is wrong with it stands by its field until that is changed. */
export function useDeciding(decide: Decide) {
  const [busy, setBusy] = useState<ProposalOrder['order'] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [wrong, setWrong] = useState(NOTHING)
  async function send(order: ProposalOrder): Promise<void> {
    setBusy(order.order)
    setProblem(null)
    setWrong(NOTHING)
    const told: Told = await decide(order)
    setBusy(null)
    if (told.outcome === 'wrong') setWrong(told)
    else if (told.outcome !== 'done') setProblem(told.outcome)
  }
  return { busy, problem, wrong, send, setWrong }
}

type Deciding = ReturnType<typeof useDeciding>

type Props = {
  part: Part
  icon: LucideIcon
  title: string
  about: string
  decided: ShownDecided
  mayDecide: boolean
  isPrimary: boolean
  deciding: Deciding
  /** Takes it over as it is filled in. */
  onAccept: () => void
  /** To be filled in, where it is open and one may; to be read otherwise. */
  fields: ReactNode
  shown: ReactNode
  /** What came of it. */
  result?: ReactNode
}

/** A part of a proposal: its fields with what can be done about it, or what became of it. */
export function ProposalPart(props: Props) {
  const { part, icon: Icon, title, about, decided, mayDecide, isPrimary, deciding, fields, shown, result } = props
  const { t } = useTranslation('learning')
  const id = useId()
  const { busy, problem } = deciding
  const isOpen = decided.state === 'open' && problem !== 'gone'
  return (
    <section aria-labelledby={id} className="border-line flex min-w-0 flex-col rounded-md border">
      <header className="border-line border-b px-3.5 py-2.5">
        <h3 id={id} className="flex items-center gap-1.5 text-sm font-semibold">
          <Icon aria-hidden className="text-ari size-4 shrink-0" />
          {title}
        </h3>
        <p className="text-ink-2 mt-0.5 text-xs">{about}</p>
      </header>
      <form
        noValidate
        aria-labelledby={id}
        className="flex min-w-0 flex-1 flex-col gap-3.5 p-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          props.onAccept()
        }}
      >
        {problem === null ? null : (
          <Notice tone={problem === 'decided' ? 'wait' : 'stop'}>{t(`problems.${problem}`)}</Notice>
        )}
        {isOpen && mayDecide ? fields : shown}
        {isOpen ? (
          mayDecide ? (
            <div className="mt-auto flex flex-wrap gap-2 pt-1">
              <Button
                type="submit"
                look={isPrimary ? 'primary' : 'secondary'}
                busy={busy === 'acceptEntry' || busy === 'acceptCase'}
                disabled={busy !== null}
                className="max-sm:flex-1"
              >
                {t(`${part}.accept`)}
              </Button>
              <Button
                look="quiet"
                busy={busy === 'dismiss'}
                disabled={busy !== null}
                onClick={() => void deciding.send({ order: 'dismiss', parts: [part] })}
              >
                {t('dismiss')}
              </Button>
            </div>
          ) : null
        ) : (
          <Became decided={decided}>
            {result}
            {decided.state === 'dismissed' && mayDecide ? (
              <Button
                size="s"
                look="quiet"
                busy={busy === 'reopen'}
                className="ml-auto"
                onClick={() => void deciding.send({ order: 'reopen', parts: [part] })}
              >
                {t('undo')}
              </Button>
            ) : null}
          </Became>
        )}
      </form>
    </section>
  )
}

function Became({ decided: { state, by, at }, children }: { decided: ShownDecided; children: ReactNode }) {
  const { t } = useTranslation('learning')
  const times = useTimes()
  const now = useNow()
  if (state === 'open') return null
  const Icon = state === 'accepted' ? CircleCheck : CircleSlash
  const atMs = at === null ? null : Date.parse(at)
  return (
    <div
      role="status"
      className="border-line mt-auto flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 border-t pt-2.5 text-xs"
    >
      <Icon aria-hidden className={state === 'accepted' ? 'text-done size-4 shrink-0' : 'text-ink-3 size-4 shrink-0'} />
      <span className="min-w-0">
        {t(`became.${state}${by === null ? 'Nobody' : ''}`, { name: by })}
        {atMs === null ? null : (
          <span className="text-ink-3" title={times.full(atMs)}>
            {` · ${times.both(atMs, now)}`}
          </span>
        )}
      </span>
      {children}
    </div>
  )
}
