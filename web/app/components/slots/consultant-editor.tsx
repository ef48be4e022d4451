import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { freeTimes } from '#domain/booking/free-times.ts'
import { outsideHours } from '#domain/booking/outside-hours.ts'
import { availabilityOf, situationOf } from '../../slots/availability.ts'
import type { ShownConsultant, SlotsData } from '../../slots/contract.ts'
import { bodyOf, draftOf, hoursOf, type Draft } from '../../slots/draft.ts'
import { useSend } from '../../slots/use-send.ts'
import { useNow } from '../../time/use-times.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, Drawer } from '../ui/dialog.tsx'
import { Input } from '../ui/field.tsx'
import { Part } from '../ui/part.tsx'
import { Notice } from '../ui/states.tsx'
import { Switch } from '../ui/switch.tsx'
import { NextTimes } from './next-times.tsx'
import { RuleFields } from './rule-fields.tsx'
import { WeekFields } from './week-fields.tsx'

/** Of the times that would follow: enough to see that it is right. */
const SHOWN = 5

type Props = { consultant: ShownConsultant | null; page: SlotsData; onClose: () => void }

/** One consultant in a panel beside the list: who they are, their week, and the times that would follow from it. */
export function ConsultantEditor({ consultant, page, onClose }: Props) {
  const { t } = useTranslation('slots')
  const [first] = useState(() => draftOf(consultant))
  const [draft, setDraft] = useState(first)
  const [isAsking, setAsking] = useState(false)
  const { send, busy, errors, problem, errorOf, forget } = useSend()
  const form = useRef<HTMLFormElement>(null)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(first)
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    forget((field) => (field.split('.')[0] ?? '') in part)
  }
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [errors])

  async function save(): Promise<void> {
    const path = consultant === null ? '/api/consultants' : `/api/consultants/${consultant.id}`
    if (!(await send(path, bodyOf(draft)))) return
    toast.success(t('editor.saved'))
    onClose()
  }

  return (
    <Drawer
      wide
      open
      onOpenChange={(open) => {
        if (open) return
        if (isChanged) setAsking(true)
        else onClose()
      }}
      title={t(consultant === null ? 'editor.new' : 'editor.edit')}
    >
      <form
        ref={form}
        noValidate
        className="flex min-h-full flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="flex min-w-0 flex-1 flex-col gap-5 px-4 pb-5">
          {problem === null ? null : <Notice tone="stop">{t(`editor.${problem}`)}</Notice>}
          <Input
            label={t('editor.name')}
            error={errorOf('name')}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Input
            type="email"
            label={t('editor.email')}
            hint={t('editor.emailHint')}
            error={errorOf('email')}
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
          />
          <div>
            <Switch
              tone="ari"
              label={t('editor.active')}
              checked={draft.active}
              onChange={(active) => change({ active })}
              className="flex justify-between"
            />
            {draft.active ? null : <p className="text-ink-2 mt-1 text-xs">{t('consultants.pausedText')}</p>}
          </div>
          <Part title={t('editor.rules')}>
            <RuleFields draft={draft} usual={page.timeZone} errorOf={errorOf} onChange={change} />
          </Part>
          <Part title={t('editor.week')}>
            <p className="text-ink-2 -mt-1 mb-1 text-xs">{t('editor.weekHint')}</p>
            {errorOf('hours') === undefined ? null : <Notice tone="stop">{errorOf('hours')}</Notice>}
            <WeekFields hours={draft.hours} errorOf={errorOf} onChange={(hours) => change({ hours })} />
          </Part>
          <Part title={t('editor.preview')}>
            <Preview draft={draft} consultant={consultant} page={page} />
          </Part>
        </div>
        <div className="border-line bg-surface sticky bottom-0 flex items-center gap-3 border-t px-4 py-3">
          <p className="text-ink-3 min-w-0 flex-1 text-xs">{t('editor.effect')}</p>
          <Button type="submit" look="primary" busy={busy !== null}>
            {t('editor.save')}
          </Button>
        </div>
      </form>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('editor.leaveTitle')}
        description={t('editor.leaveText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('editor.leaveStay')}</Button>
            <Button look="danger" onClick={onClose}>
              {t('editor.leaveConfirm')}
            </Button>
          </>
        }
      />
    </Drawer>
  )
}

/** What would follow from what is filled in, before it is saved. */
function Preview({ draft, consultant, page }: { draft: Draft; consultant: ShownConsultant | null; page: SlotsData }) {
  const { t } = useTranslation('slots')
  const now = useNow()
  const { id = 'new', exceptions = [], consultations = [] } = consultant ?? {}
  const week = { ...draft, id, exceptions, hours: hoursOf(draft) }
  const times = freeTimes(situationOf({ ...page, consultants: [week] }, now)).slice(0, SHOWN)
  const outside = outsideHours(availabilityOf(week, page), {
    consultations,
    holidays: page.holidays.map(({ day }) => day),
  }).length
  return (
    <div className="grid gap-3">
      <NextTimes times={times} timeZone={page.timeZone} none={t(draft.active ? 'editor.noTimes' : 'editor.paused')} />
      {outside === 0 ? null : (
        <Notice tone="wait">
          {outside === 1 ? t('consultants.outsideOne') : t('consultants.outside', { n: outside })}
        </Notice>
      )}
    </div>
  )
}
