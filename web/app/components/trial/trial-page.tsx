import { PanelRight, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrialShown } from '../../trial/contract.ts'
import { useTrial } from '../../trial/use-trial.ts'
import { Button } from '../ui/button.tsx'
import { PanelBoundary } from '../ui/panel-boundary.tsx'
import { EmptyState } from '../ui/states.tsx'
import { AboutReply } from './about-reply.tsx'
import { TrialBar } from './bar.tsx'
import { TrialChat } from './chat.tsx'
import { TrialComposer } from './composer.tsx'

/** A chat with ARI that touches no customer, and how it came to each reply. */
export function TrialPage({ loaded }: { loaded: TrialShown }) {
  const { t } = useTranslation('trial')
  const { shown, sending, trouble, isThinking, say, choose, repeat, act } = useTrial(loaded)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const { rows, floor, botName } = shown
  const replies = rows.filter((row) => row.author === 'bot')
  // Until somebody looks at an older one, it is the newest.
  const chosen = replies.find(({ id }) => id === chosenId) ?? replies.at(-1) ?? null
  const tell = (told: Promise<boolean>) => {
    setChosenId(null)
    return told
  }
  return (
    <div className="flex h-full min-h-0">
      <section aria-label={t('chat')} className="flex min-w-0 flex-1 flex-col">
        <TrialBar
          shown={shown}
          isThinking={isThinking}
          onTry={(source) => void act({ do: 'try', source })}
          onJump={(stage) => void act({ do: 'jump', stage })}
          onAnew={() => void act({ do: 'anew' })}
        />
        <TrialChat
          shown={shown}
          sending={sending}
          isThinking={isThinking}
          chosen={chosen}
          onShow={({ id }) => setChosenId(id)}
          onChoose={(choice) => void tell(choose(choice))}
          onOpening={(text) => void tell(say(text))}
          onStop={() => void act({ do: 'stop' })}
          onRepeat={(text) => void repeat(text)}
          onStopRepeat={() => void act({ do: 'stopRepeat' })}
        />
        {floor.holder === 'bot' || isThinking ? null : (
          <div
            role="status"
            className="bg-wait-soft text-wait flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-xs"
          >
            <UsersRound aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 flex-1">
              {t('peopleHaveIt', { bot: botName, reason: t(`inbox:reasons.${floor.reason ?? 'taken_over'}`) })}
            </span>
            <Button size="s" look="ari" onClick={() => void act({ do: 'handBack' })}>
              {t('handBack', { bot: botName })}
            </Button>
          </div>
        )}
        <TrialComposer
          isThinking={isThinking}
          isRepeating={shown.isRepeating}
          times={shown.timesAsked}
          trouble={trouble}
          onSay={(text) => tell(say(text))}
          onRepeat={repeat}
        />
      </section>
      <aside
        aria-label={t('about')}
        className="bg-surface border-line w-90 shrink-0 overflow-y-auto border-l max-lg:hidden"
        tabIndex={0}
      >
        {chosen === null ? (
          <EmptyState icon={PanelRight} title={t('aboutEmpty.title')}>
            {t('aboutEmpty.text')}
          </EmptyState>
        ) : (
          <PanelBoundary of={chosen.id}>
            <AboutReply reply={chosen} shown={shown} />
          </PanelBoundary>
        )}
      </aside>
    </div>
  )
}
