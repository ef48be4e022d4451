import { FileText, Image, MapPin, Mic, SmilePlus, Sticker, UserRound, Video, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const ICONS: Record<string, LucideIcon> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: UserRound,
  reaction: SmilePlus,
}

/** A message in one line: its words, or what it is where it has none. */
export function Preview({ kind, body }: { kind: string; body: string }) {
  const { t } = useTranslation('inbox')
  const Icon = ICONS[kind]
  const words = body.replace(/\s+/g, ' ').trim()
  return (
    <>
      {Icon === undefined ? null : <Icon aria-hidden className="text-ink-3 size-3.5 shrink-0" />}
      <span className="min-w-0 truncate">{words || t(`kinds.${kind}`, { defaultValue: t('kinds.other') })}</span>
    </>
  )
}
