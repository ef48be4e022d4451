import {
  ExternalLink,
  FileText,
  List,
  MapPin,
  Megaphone,
  MessageSquareDashed,
  ShoppingBag,
  UserRound,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownContent, ThreadMessage } from '../../inbox/contract.ts'
import { Pill } from '../ui/badge.tsx'
import { FileContent, Plate } from './media-content.tsx'
import { TemplateShown } from './template-shown.tsx'

const URLS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/
const LINK = 'text-accent underline underline-offset-2'
const away = { target: '_blank', rel: 'noopener noreferrer' } as const

/** What a message says, as what it is. A kind that we do not know is named, never guessed at. */
export function MessageContent({ message }: { message: ThreadMessage }) {
  const { t } = useTranslation('message')
  const { kind, body, content } = message
  const { file, location, contacts, order, referral, rows, buttons, link, form, isChoice, template } = content
  const hasWords = body.trim() !== ''
  if (template !== undefined)
    return (
      <>
        <Pill className="mb-1 max-w-full">
          <FileText aria-hidden className="size-3 shrink-0" />
          <span className="truncate">{t('inbox:templates.sent', { name: template.name })}</span>
        </Pill>
        <TemplateShown {...template} body={body} />
      </>
    )
  return (
    <>
      {referral === undefined ? null : <Advertisement {...referral} />}
      {file === undefined ? null : <FileContent message={message} file={file} />}
      {location === undefined ? null : <Place {...location} />}
      {contacts?.map(({ name, ways }, index) => (
        <Plate key={index} icon={UserRound} title={name} about={ways.join(' · ')} />
      ))}
      {order === undefined ? null : <Order items={order} />}
      {isChoice || (kind === 'edit' && hasWords) ? (
        <Pill className="mb-1">
          {isChoice ? <List aria-hidden className="size-3" /> : null}
          {isChoice ? t('inbox:chose') : t('edited')}
        </Pill>
      ) : null}
      {hasWords && location === undefined ? <Words text={body} /> : null}
      {rows === undefined ? null : (
        <ul className="border-press mt-1.5 border-t pt-1 text-sm" aria-label={t('inbox:offered')}>
          {rows.map(({ id, title, description }) => (
            <li key={id} className="flex items-baseline gap-2 py-0.5">
              <span className="font-medium">{title}</span>
              <span className="text-ink-2 min-w-0 truncate text-xs">{description}</span>
            </li>
          ))}
        </ul>
      )}
      {buttons === undefined ? null : (
        <ul className="border-press mt-1.5 border-t text-center text-sm" aria-label={t('inbox:offered')}>
          {buttons.map(({ id, title }) => (
            <li key={id} className="border-press border-b py-1.5 font-medium last:border-b-0 last:pb-0.5">
              {title}
            </li>
          ))}
        </ul>
      )}
      {link === undefined ? null : (
        <a
          className="border-press text-accent mt-1.5 flex items-center justify-center gap-1.5 border-t pt-1.5 pb-0.5 text-sm font-medium hover:underline pointer-coarse:min-h-11"
          href={link.url}
          title={link.url}
          {...away}
        >
          <ExternalLink aria-hidden className="size-3.5 shrink-0" />
          <span className="min-w-0 truncate">{link.label}</span>
        </a>
      )}
      {form === undefined ? null : (
        <dl className="border-press mt-1.5 border-t pt-1 text-sm" aria-label={t('form')}>
          {form.map(({ name, value }) => (
            <div key={name} className="flex gap-2">
              <dt className="text-ink-2">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {(file ?? location ?? contacts ?? order ?? rows ?? buttons ?? form ?? (hasWords || null)) ? null : (
        <Note kind={kind} content={content} />
      )}
    </>
  )
}

/** What has no words: a line that says what happened. */
function Note({ kind, content: { about, reaction } }: { kind: string; content: ShownContent }) {
  const { t } = useTranslation('message')
  if (kind === 'reaction') {
    const emoji = reaction?.emoji
    return (
      <span className="text-ink-2">
        {emoji === undefined ? t('inbox:reactionRemoved') : t('inbox:reacted', { emoji })}
      </span>
    )
  }
  const what = about === undefined ? '' : t(`handedOn.${about}`, { defaultValue: '' })
  const notes: Record<string, string> = {
    text: t('empty'),
    edit: t('editedOnly'),
    revoke: t('revoked'),
    request_welcome: t('welcome'),
    system: about?.startsWith('user_changed') ? t('number') : t('system'),
    unsupported: what === '' ? t('unsupported') : t('unsupportedOf', { what }),
  }
  notes['unknown'] = notes['unsupported'] ?? ''
  const known = notes[about === 'edit' ? 'edit' : kind]
  if (known === undefined) return <Plate icon={MessageSquareDashed} title={t('inbox:unknownKind')} about={kind} />
  return <span className="text-ink-2 italic">{known}</span>
}

function Place({ latitude, longitude, name, address }: NonNullable<ShownContent['location']>) {
  const { t } = useTranslation('inbox')
  const at = `${String(latitude)},${String(longitude)}`
  return (
    <>
      <Plate icon={MapPin} title={name ?? t('kinds.location')} about={address ?? at} />
      <a className={LINK} href={`https://maps.google.com/?q=${encodeURIComponent(at)}`} {...away}>
        {t('openMap')}
      </a>
    </>
  )
}

function Order({ items }: { items: NonNullable<ShownContent['order']> }) {
  const { t, i18n } = useTranslation('message')
  const lines = items.map(({ name, count, price, currency }) =>
    [`${String(count)} × ${name}`, price === null ? [] : `${currency} ${price.toLocaleString(i18n.language)}`]
      .flat()
      .join(' · '),
  )
  return <Plate icon={ShoppingBag} title={t('order')} about={lines.join('\n')} />
}

function Advertisement({ title, url }: NonNullable<ShownContent['referral']>) {
  const { t } = useTranslation('message')
  const words = title || t('fromAd')
  return (
    <span className="border-press mb-1 flex items-baseline gap-1.5 border-b pb-1 text-xs">
      <Megaphone aria-hidden className="text-ink-2 size-3.5 shrink-0 self-center" />
      <span className="text-ink-2 shrink-0">{title === '' ? null : t('fromAd')}</span>
      {url === null ? (
        <span className="min-w-0">{words}</span>
      ) : (
        <a className={`${LINK} min-w-0`} href={url} {...away}>
          {words}
        </a>
      )}
    </span>
  )
}

/** Text as text: nothing in it is markup, addresses can be opened. */
function Words({ text }: { text: string }) {
  return (
    <span className="bubble-text">
      {text.split(URLS).map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <a key={index} href={part} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
            {part}
          </a>
        ),
      )}
    </span>
  )
}
