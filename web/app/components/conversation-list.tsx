import { useTranslation } from 'react-i18next'

export type Row = {
  id: string
  title: string
  preview: string
  /** What the last message is, where it has no words. */
  kind: string
  fromUs: boolean
  stage: string
  floor: string
  score: number
  at: string
}

/** The conversations, the latest first; times in WIB. */
export function ConversationList({ rows, language }: { rows: Row[]; language: 'id' | 'en' }) {
  const { t } = useTranslation('inbox')
  const time = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: 'Asia/Jakarta',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (
    <ul className="divide-line divide-y">
      {rows.map(({ id, title, preview, kind, fromUs, stage, floor, score, at }) => (
        <li key={id} className="flex flex-col gap-1 px-4 py-3">
          <p className="flex items-baseline gap-3">
            <span className="min-w-0 flex-1 truncate font-semibold" title={title}>
              {title || t('nameless')}
            </span>
            <time dateTime={at} className="text-ink-3 text-xs tabular-nums">
              {t('time', { time: time.format(new Date(at)) })}
            </time>
          </p>
          <p className="text-ink-2 truncate text-sm" title={preview}>
            {fromUs ? `${t('us')}: ` : ''}
            {preview || t(`kinds.${kind}`, { defaultValue: t('kinds.other') })}
          </p>
          <p className="text-ink-3 flex flex-wrap gap-x-3 text-xs">
            <span>{t(`stages.${stage}`)}</span>
            <span>{t(`floors.${floor}`)}</span>
            <span className="tabular-nums">{t('score', { score })}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
