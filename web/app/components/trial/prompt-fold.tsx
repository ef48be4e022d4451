import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAsker } from '../../inbox/api.ts'
import type { PromptShown } from '../../trial/contract.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** For experts: what the model was sent, and what it answered. Asked for when it is opened. */
export function PromptFold({ replyId }: { replyId: string }) {
  const { t } = useTranslation('trial')
  const [read, setRead] = useState<{ of: string; prompt: PromptShown | null } | null>(null)
  const mine = read?.of === replyId ? read : null

  async function open() {
    if (mine?.prompt != null) return
    setRead(null)
    const answer = await createAsker<PromptShown>()(`/api/trial?prompt=${replyId}`)
    setRead({ of: replyId, prompt: answer !== 'unchanged' && answer.ok ? answer.data : null })
  }

  return (
    <section>
      {/* A new reply begins folded. */}
      <details
        key={replyId}
        onToggle={({ currentTarget }) => {
          if (currentTarget.open) void open()
        }}
      >
        <summary className="w-fit py-0.5 text-xs font-semibold pointer-coarse:py-3.5">{t('expert')}</summary>
        {mine === null ? (
          <Skeleton className="mt-2 h-40 w-full" />
        ) : mine.prompt === null ? (
          <p role="alert" className="text-stop mt-2 flex items-center gap-2 text-xs">
            {t('promptFailed')}
            <Button size="s" onClick={() => void open()}>
              {t('common:tryAgain')}
            </Button>
          </p>
        ) : (
          <div className="mt-2 grid gap-3">
            <Text title={t('system')}>{mine.prompt.system}</Text>
            <Text title={t('turns')}>
              {mine.prompt.turns.map(({ role, content }) => `${role}: ${content}`).join('\n\n')}
            </Text>
            <Text title={t('raw')}>{pretty(mine.prompt.rawAnswer)}</Text>
          </div>
        )}
      </details>
    </section>
  )
}

function Text({ title, children }: { title: string; children: string }) {
  return (
    <div>
      <h4 className="text-ink-3 mb-1 text-2xs font-medium">{title}</h4>
      <pre
        tabIndex={0}
        className="bg-sunken max-h-80 overflow-auto rounded-sm p-2.5 font-mono text-2xs whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {children}
      </pre>
    </div>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
