import { ExternalLink, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LinkButton } from '#schema/quick-reply.ts'
import { IconButton } from '../ui/icon-button.tsx'

/** The button that goes out under what is being written. */
export function LinkChip({ link: { label, url }, onRemove }: { link: LinkButton; onRemove: () => void }) {
  const { t } = useTranslation('quick-replies')
  return (
    <div className="bg-sunken mx-1.5 mt-1.5 flex items-center gap-2 rounded-sm py-0.5 pr-0.5 pl-2.5 text-xs">
      <ExternalLink aria-hidden className="text-ink-3 size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{t('choose.link', { label })}</span>
        <span className="text-ink-3 ml-2" title={url}>
          {url.replace(/^https:\/\//, '')}
        </span>
      </span>
      <IconButton size="s" label={t('choose.unlink')} onClick={onRemove}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  )
}
