import {
  FileText,
  Image,
  List,
  MapPin,
  MessageSquareDashed,
  Mic,
  Sticker,
  UserRound,
  Video,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'
import type { ThreadMessage } from '../../inbox/contract.ts'
import { Pill } from '../ui/badge.tsx'
import { TemplateShown } from './template-shown.tsx'

// Stored content is read leniently: what is not understood is left out, the message is shown all the same.
const Media = z.object({ filename: z.optional(z.string()), mimeType: z.optional(z.string()) })
const Place = z.object({ latitude: z.number(), longitude: z.number(), name: z.optional(z.string()) })
const Rows = z.array(z.object({ id: z.string(), title: z.string(), description: z.optional(z.string()) }))
const People = z.array(z.object({ name: z.object({ formatted_name: z.string() }) }))
const Sent = z.object({
  name: z.string(),
  header: z.nullable(z.string()),
  footer: z.nullable(z.string()),
  buttons: z.array(z.string()),
})
const Emoji = z.object({ emoji: z.optional(z.string()) })

const MEDIA: Record<string, LucideIcon> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
}
const URLS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/

/** What a message says, as what it is. A kind that we do not know is named, never guessed at. */
export function MessageContent({ message: { kind, body, content } }: { message: ThreadMessage }) {
  const { t } = useTranslation('inbox')
  const media = MEDIA[kind]
  if (media !== undefined) {
    const about = Media.safeParse(content['media']).data
    return (
      <>
        <Plate icon={media} title={about?.filename ?? t(`kinds.${kind}`)} about={about?.mimeType ?? ''} />
        <Words text={body} />
      </>
    )
  }
  if (kind === 'location') {
    const place = Place.safeParse(content['location']).data
    const at = place && `${String(place.latitude)},${String(place.longitude)}`
    return (
      <>
        <Plate icon={MapPin} title={place?.name ?? t('kinds.location')} about={at ?? ''} />
        {at === undefined ? null : (
          <a
            className="text-accent underline underline-offset-2"
            href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(at)}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('openMap')}
          </a>
        )}
      </>
    )
  }
  if (kind === 'contacts') {
    const names = (People.safeParse(content['contacts']).data ?? []).map(({ name }) => name.formatted_name)
    return <Plate icon={UserRound} title={names.join(', ') || t('kinds.contacts')} about="" />
  }
  if (kind === 'reaction') {
    const emoji = Emoji.safeParse(content['reaction']).data?.emoji
    return <span className="text-ink-2">{emoji === undefined ? t('reactionRemoved') : t('reacted', { emoji })}</span>
  }
  const template = kind === 'template' ? Sent.safeParse(content['template']).data : undefined
  if (template !== undefined)
    return (
      <>
        <Pill className="mb-1 max-w-full">
          <FileText aria-hidden className="size-3 shrink-0" />
          <span className="truncate">{t('templates.sent', { name: template.name })}</span>
        </Pill>
        <TemplateShown {...template} body={body} />
      </>
    )
  const rows = Rows.safeParse(content['rows']).data ?? []
  const isChoice = content['reply'] !== undefined
  if (body.trim() !== '' || rows.length > 0)
    return (
      <>
        {isChoice ? (
          <Pill className="mb-1">
            <List aria-hidden className="size-3" />
            {t('chose')}
          </Pill>
        ) : null}
        <Words text={body} />
        {rows.length === 0 ? null : (
          <ul className="border-press mt-1.5 border-t pt-1 text-sm" aria-label={t('offered')}>
            {rows.map(({ id, title, description }) => (
              <li key={id} className="flex items-baseline gap-2 py-0.5">
                <span className="font-medium">{title}</span>
                <span className="text-ink-2 min-w-0 truncate text-xs">{description}</span>
              </li>
            ))}
          </ul>
        )}
      </>
    )
  return <Plate icon={MessageSquareDashed} title={t('unknownKind')} about={kind} />
}

function Plate({ icon: Icon, title, about }: { icon: LucideIcon; title: string; about: string }) {
  return (
    <span className="bg-hover mb-1 flex min-w-40 items-center gap-2.5 rounded-sm px-2.5 py-2">
      <Icon aria-hidden className="text-ink-2 size-5 shrink-0" strokeWidth={1.6} />
      <span className="min-w-0">
        <span className="block truncate text-sm font-medium" title={title}>
          {title}
        </span>
        {about === '' ? null : <span className="text-ink-2 text-2xs block truncate">{about}</span>}
      </span>
    </span>
  )
}

/** Text as text: nothing in it is markup, addresses can be opened. */
function Words({ text }: { text: string }) {
  if (text === '') return null
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
