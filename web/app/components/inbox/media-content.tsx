import { Download, FileText, Image, Mic, Sticker, Video, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownFile, ThreadMessage } from '../../inbox/contract.ts'

const ICONS: Record<string, LucideIcon> = { image: Image, video: Video, audio: Mic, sticker: Sticker }
const KB = 1024
/** The same room before and after it is there, whatever its own shape. */
const FRAME = 'mb-1 block aspect-4/3 w-70 max-w-full rounded-sm'

/** A file as what it is: seen, heard, or a card to open; or why it is not there. */
export function FileContent({ message: { id, kind, body }, file }: { message: ThreadMessage; file: ShownFile }) {
  const { t, i18n } = useTranslation('message')
  const name = t(`inbox:kinds.${kind}`)
  const icon = ICONS[kind] ?? FileText
  const title = file.name ?? name
  const { state, reason, bytes, label, isShown } = file
  if (state === 'waiting') return <Plate icon={icon} title={title} about={t('waiting')} />
  if (state !== 'kept') return <Plate icon={icon} title={title} about={t(`lost.${reason ?? 'absent'}`)} />

  const address = `/api/media/${id}`
  if (isShown && kind === 'sticker')
    return <img src={address} alt={name} loading="lazy" className="mb-1 block size-32 object-contain" />
  if (isShown && kind === 'image')
    return (
      <a href={address} target="_blank" rel="noopener" title={t('openLarge')}>
        <img
          src={address}
          alt={body === '' ? name : `${name}: ${body}`}
          loading="lazy"
          className={`${FRAME} bg-hover object-cover`}
        />
      </a>
    )
  if (isShown && kind === 'video')
    return <video controls preload="metadata" src={address} aria-label={name} className={`${FRAME} bg-black`} />
  if (isShown && kind === 'audio')
    return (
      <audio controls preload="metadata" src={address} aria-label={name} className="mb-1 block h-10 w-70 max-w-full" />
    )
  return (
    <a
      href={address}
      {...(isShown ? { target: '_blank', rel: 'noopener' } : { download: true })}
      title={isShown ? t('open') : t('download')}
      className="block hover:underline"
    >
      <Plate icon={icon} title={title} about={[label, sizeOf(bytes ?? 0, i18n.language)].filter(Boolean).join(' · ')}>
        <Download aria-hidden className="text-ink-2 size-4 shrink-0" />
      </Plate>
    </a>
  )
}

/** `1,2 MB`, as a language writes it. */
export function sizeOf(bytes: number, language: string): string {
  const isSmall = bytes < KB * KB
  const many = isSmall ? Math.ceil(bytes / KB) : bytes / KB / KB
  return `${many.toLocaleString(language, { maximumFractionDigits: 1 })} ${isSmall ? 'KB' : 'MB'}`
}

type PlateProps = { icon: LucideIcon; title: string; about: string; children?: ReactNode }

/** A card with a sign, a title and what is known of it. */
export function Plate({ icon: Icon, title, about, children }: PlateProps) {
  return (
    <span className="bg-hover mb-1 flex min-w-40 items-center gap-2.5 rounded-sm px-2.5 py-2">
      <Icon aria-hidden className="text-ink-2 size-5 shrink-0" strokeWidth={1.6} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium" title={title}>
          {title}
        </span>
        {about === '' ? null : (
          <span className="text-ink-2 text-2xs block break-words whitespace-pre-line">{about}</span>
        )}
      </span>
      {children}
    </span>
  )
}
