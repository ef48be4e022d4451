import { ArrowRight, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReplyShown } from '../../trial/contract.ts'
import { cn } from '../ui/cn.ts'

type Props = { reply: ReplyShown; isChosen: boolean; onShow: () => void }

/** What came of a reply, in a line: beside the panel it chooses what the panel tells of. */
export function ReplyLine({ reply, isChosen, onShow }: Props) {
  const { t } = useTranslation('trial')
  const { result, trace } = reply
  const failed = trace?.checks.filter(({ passed }) => !passed).length ?? 0
  const checks = trace?.checks.length ?? 0
  const ms = trace === null ? 0 : trace.ms.retrieval + trace.ms.model + trace.ms.checks
  const gained = result.score - result.scoreBefore
  const line = (
    <>
      <span className="inline-flex items-center gap-1">
        {result.before === result.after ? null : (
          <>
            {t(`inbox:stages.${result.before}`)}
            <ArrowRight aria-hidden className="size-3" />
          </>
        )}
        {t(`inbox:stages.${result.after}`)}
      </span>
      <span className="tabular-nums">
        {t('score', { score: result.score })}
        {gained === 0 ? '' : ` (${gained > 0 ? '+' : ''}${String(gained)})`}
      </span>
      {checks === 0 ? null : (
        <span className={cn('inline-flex items-center gap-1 tabular-nums', failed > 0 && 'text-stop')}>
          {failed > 0 ? (
            <ShieldAlert aria-hidden className="size-3.5" />
          ) : (
            <ShieldCheck aria-hidden className="size-3.5" />
          )}
          {t('checksPassed', { passed: checks - failed, all: checks })}
        </span>
      )}
      {trace === null ? null : <span className="tabular-nums">{t('ms', { ms })}</span>}
    </>
  )
  const look = 'flex min-h-7 flex-wrap items-center gap-x-3 gap-y-0.5 rounded-sm px-1.5 text-2xs text-ink-2'
  return (
    <>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onShow}
        className={cn(
          look,
          'hover:bg-hover hover:text-ink transition-colors max-lg:hidden',
          isChosen && 'bg-ari-soft text-ari',
        )}
      >
        {line}
      </button>
      <p className={cn(look, 'lg:hidden')}>{line}</p>
    </>
  )
}
