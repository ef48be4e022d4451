import { Link } from '@remix-run/react'
import { ChevronRight, Tags } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow, useTimes } from '../../time/use-times.ts'
import { cn } from '../ui/cn.ts'
import { EmptyState } from '../ui/states.tsx'

type Tagged = { contactId: string; name: string | null; phone: string | null; at: string }
type Props = {
  title: string
  tags: readonly { tag: string; contacts: number }[]
  /** The one whose contacts are shown. */
  tag: string | null
  tagged: readonly Tagged[]
}

/** How many customers carry each tag, each number with the list behind it. */
export function TagCounts({ title, tags, tag, tagged }: Props) {
  const { t, i18n } = useTranslation('dashboard')
  const most = Math.max(1, ...tags.map(({ contacts }) => contacts))
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="bg-surface border-line flex h-14 items-center border-b px-4 md:px-6">
        <h1 className="text-md truncate font-semibold">{title}</h1>
      </header>
      <section aria-labelledby="tags" className="mx-auto w-full max-w-3xl px-4 py-6 md:px-6">
        <h2 id="tags" className="text-base font-semibold">
          {t('tags')}
        </h2>
        <p className="text-ink-2 mt-0.5 text-xs">{t('tagsAbout')}</p>
        {tags.length === 0 ? (
          <EmptyState icon={Tags} title={t('none')}>
            {t('noneAbout')}
          </EmptyState>
        ) : (
          <ul className="bg-surface border-line mt-3 overflow-hidden rounded-lg border">
            {tags.map(({ tag: name, contacts }) => {
              const isOpen = name === tag
              return (
                <li key={name} className="border-line [&:not(:first-child)]:border-t">
                  <Link
                    to={isOpen ? '/dashboard' : `/dashboard?tag=${encodeURIComponent(name)}`}
                    preventScrollReset
                    aria-expanded={isOpen}
                    className="hover:bg-hover grid min-h-11 grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto_16px] items-center gap-3 px-4 py-2"
                  >
                    <span className="truncate font-medium" title={name} data-words>
                      {name}
                    </span>
                    <span className="bg-press h-1.5 overflow-hidden rounded-full" aria-hidden>
                      <span
                        className="bg-data block h-full rounded-full"
                        style={{ width: `${String(Math.round((contacts / most) * 100))}%` }}
                      />
                    </span>
                    <span className="text-right tabular-nums">
                      <b className="font-semibold" data-tag-count={name}>
                        {number.format(contacts)}
                      </b>
                      <span className="sr-only"> {t('contacts')}</span>
                    </span>
                    <ChevronRight
                      aria-hidden
                      className={cn('text-ink-3 size-4 transition-transform', isOpen && 'rotate-90')}
                    />
                  </Link>
                  {isOpen ? <TaggedList tagged={tagged} of={contacts} /> : null}
                </li>
              )
            })}
          </ul>
        )}
      </section>
    </div>
  )
}

function TaggedList({ tagged, of }: { tagged: readonly Tagged[]; of: number }) {
  const { t } = useTranslation('dashboard')
  const times = useTimes()
  const now = useNow()
  return (
    <div className="bg-sunken border-line border-t px-4 py-2">
      <ul>
        {tagged.map(({ contactId, name, phone, at }) => (
          <li key={contactId}>
            <Link
              to={`/inbox/${contactId}`}
              className="hover:text-accent flex min-h-9 items-center gap-3 underline-offset-4 hover:underline pointer-coarse:min-h-11"
            >
              <span className="min-w-0 flex-1 truncate" data-words>
                {name ?? phone ?? t('inbox:nameless')}
              </span>
              <time
                dateTime={at}
                title={times.full(Date.parse(at))}
                className="text-ink-2 text-2xs shrink-0 tabular-nums"
              >
                {times.both(Date.parse(at), now)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
      {tagged.length < of ? (
        <p className="text-ink-2 pt-1 text-xs">{t('shown', { shown: tagged.length, of })}</p>
      ) : null}
    </div>
  )
}
