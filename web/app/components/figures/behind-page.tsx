import { Link } from '@remix-run/react'
import { ArrowLeft, CircleCheck, CircleDashed, List } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BehindPage as Page, BehindRow } from '../../figures/contract.ts'
import { useNumbers } from '../../figures/use-numbers.ts'
import { useNow, useTimes } from '../../time/use-times.ts'
import { useZoneTimes } from '../../time/use-zone-times.ts'
import { ReviewPart } from '../review/review-part.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { EmptyState } from '../ui/states.tsx'

/** What a figure counted, one by one, each with the way to its conversation. */
export function BehindPage(page: Page) {
  const { t } = useTranslation('figures')
  const { what, isCounter, range, day, only, intent, rows, next, isFirstPage } = page
  const times = useTimes()
  const now = useNow()
  const at = { from: range.first, to: range.last }
  const address = (more: Record<string, string>) =>
    `?${new URLSearchParams({ what, ...at, ...(day !== null && { day }), ...(intent !== null && { intent }), ...more }).toString()}`
  const chosen = only === null ? {} : { only }
  const ends = day === null ? [range.first, range.last] : [day]
  const days = [...new Set(ends)].map((end) => times.date(Date.parse(end), now)).join(' – ')
  return (
    <ReviewPart
      title={t('behind', { title: t(`names.${what}`) })}
      about={[
        days,
        ...(intent === null ? [] : [t(`trial:intents.${intent}`, { defaultValue: intent.replaceAll('_', ' ') })]),
        t(`meanings.${what}`),
      ].join(' · ')}
      aside={
        <Button asChild>
          <Link to={`/review/figures?${new URLSearchParams(at).toString()}`}>
            <ArrowLeft aria-hidden className="size-4" />
            {t('toFigures')}
          </Link>
        </Button>
      }
    >
      {isCounter ? null : (
        <ul aria-label={t('which')} className="flex flex-wrap gap-1.5">
          {([null, 'hit', 'rest'] as const).map((one) => (
            <li key={one ?? 'all'}>
              <Link
                to={address(one === null ? {} : { only: one })}
                aria-current={one === only ? 'true' : undefined}
                className={cn(
                  'flex h-7 items-center rounded-full px-2.5 text-xs font-medium pointer-coarse:h-11 pointer-coarse:px-3.5',
                  one === only
                    ? 'bg-ink text-surface'
                    : 'text-ink-2 hover:bg-hover shadow-[inset_0_0_0_1px_var(--line-2)]',
                )}
              >
                {one === null ? t('all') : t(`${one === 'hit' ? 'hits' : 'rests'}.${what}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={List} title={t('noneBehind')} />
      ) : (
        <ul className="bg-surface border-line divide-line divide-y overflow-hidden rounded-lg border">
          {rows.map((row) => (
            <Row key={row.id} row={row} what={what} isCounter={isCounter} />
          ))}
        </ul>
      )}
      {isFirstPage && next === null ? null : (
        <p className="flex gap-2">
          {isFirstPage ? null : (
            <Button asChild>
              <Link to={address(chosen)}>{t('latest')}</Link>
            </Button>
          )}
          {next === null ? null : (
            <Button asChild>
              <Link to={address({ ...chosen, after: next })}>{t('earlier')}</Link>
            </Button>
          )}
        </p>
      )}
    </ReviewPart>
  )
}

function Row({ row, what, isCounter }: { row: BehindRow; what: Page['what']; isCounter: boolean }) {
  const { t } = useTranslation(['figures', 'inbox'])
  const numbers = useNumbers()
  const times = useZoneTimes()
  const now = useNow()
  const { at, contactId, who, messageId, said, author, hit, seconds, detail } = row
  // A verdict, what became of a message, or why the floor passed; in a name of a text a colon would mean something else.
  function detailWords(given: string): string {
    const key = given.replace(/\W+/g, '_')
    return t(`details.${key}`, {
      defaultValue: t(`inbox:reasons.${key}`, { defaultValue: given.replaceAll('_', ' ') }),
    })
  }
  const anchor = messageId === null ? '' : `#m-${messageId}`
  return (
    <li>
      <Link
        to={`/inbox/${contactId}${anchor}`}
        data-behind={row.id}
        className="hover:bg-hover grid gap-1 px-4 py-3 outline-offset-[-2px]"
      >
        <span className="flex items-baseline gap-2">
          <span data-words className="min-w-0 truncate font-semibold">
            {who ?? t('nameless')}
          </span>
          <time dateTime={at} className="text-ink-2 ml-auto shrink-0 text-xs tabular-nums">
            {times.short(at, now)}
          </time>
        </span>
        {said === null || said === '' ? null : (
          <span className="text-ink-2 line-clamp-2">
            {author === 'bot' ? <b className="text-ari font-medium">{t('inbox:ari')}: </b> : null}
            <span data-words>{said}</span>
          </span>
        )}
        <span className="flex flex-wrap gap-1">
          {isCounter ? null : (
            <Pill tone={hit ? 'accent' : 'plain'}>
              {hit ? <CircleCheck aria-hidden className="size-3" /> : <CircleDashed aria-hidden className="size-3" />}
              {t(`${hit ? 'hits' : 'rests'}.${what}`)}
            </Pill>
          )}
          {/* That ARI answered is said already. */}
          {detail === null || detail === 'answered' ? null : <Pill>{detailWords(detail)}</Pill>}
          {seconds === null ? null : <Pill>{numbers.seconds(seconds)}</Pill>}
        </span>
      </Link>
    </li>
  )
}
