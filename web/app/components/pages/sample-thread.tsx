import { ArrowLeftRight, CheckCheck, Sparkle } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** A conversation as the product shows it: the customer, ARI, and a person who takes over. Made up. */
export function SampleThread() {
  const { t } = useTranslation('public')
  return (
    <div className="border-line shadow-card overflow-hidden rounded-lg border">
      <ul aria-label={t('sample.label')} className="wall relative flex flex-col px-5 pt-4 pb-5 text-left">
        <li className="bubble" data-side="theirs" data-by="customer" data-first="true">
          {t('sample.ask')}
          <Meta time="23.10" />
        </li>
        <li className="bubble" data-side="ours" data-by="bot" data-first="true">
          <span className="text-ari text-2xs mb-0.5 flex items-center gap-1 font-semibold">
            <Sparkle aria-hidden className="size-3" fill="currentColor" strokeWidth={0} />
            {t('sample.ari')}
          </span>
          {t('sample.answer')}
          <Meta time="23.10" isOurs />
        </li>
        <li className="bubble" data-side="theirs" data-by="customer" data-first="true">
          {t('sample.person')}
          <Meta time="23.12" />
        </li>
        <li className="text-ink-2 my-2 flex items-center gap-1.5 self-center rounded-full bg-[var(--system)] px-2.5 py-0.5 text-xs">
          <ArrowLeftRight aria-hidden className="text-ink-3 size-3.5" />
          {t('sample.taken')}
        </li>
        <li className="bubble" data-side="ours" data-by="staff" data-first="true">
          <span className="text-accent text-2xs mb-0.5 block font-semibold">{t('sample.who')}</span>
          {t('sample.reply')}
          <Meta time="23.13" isOurs />
        </li>
      </ul>
    </div>
  )
}

function Meta({ time, isOurs = false }: { time: string; isOurs?: boolean }) {
  return (
    <span className="bubble-meta">
      {time}
      {isOurs ? <CheckCheck aria-hidden className="text-tick-read size-3.5" strokeWidth={2} /> : null}
    </span>
  )
}
