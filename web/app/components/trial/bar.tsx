import { ChevronDown, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '#schema/conversation.ts'
import type { TrialSource } from '#schema/trial.ts'
import type { TrialShown } from '../../trial/contract.ts'
import { StageMark } from '../inbox/stage-mark.tsx'
import { Pill } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Menu, MenuChoice, MenuLabel } from '../ui/menu.tsx'
import { Segments } from '../ui/segments.tsx'

const STAGES: readonly Stage[] = ['greeting', 'qualification', 'routing', 'booking', 'done']

type Props = {
  shown: TrialShown
  isThinking: boolean
  onTry: (source: TrialSource) => void
  onJump: (stage: Stage) => void
  onAnew: () => void
}

/** What is tried, where the trial stands, and the way back to its beginning. */
export function TrialBar({ shown, isThinking, onTry, onJump, onAnew }: Props) {
  const { t } = useTranslation('trial')
  const { source, version, hasWorkingCopy, stage, rows } = shown
  return (
    <div className="bg-surface border-line flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-3 py-2 md:px-4">
      {hasWorkingCopy ? (
        <Segments
          label={t('tried')}
          value={source}
          options={[
            { value: 'published', label: t('published', { version }) },
            { value: 'working_copy', label: t('workingCopy') },
          ]}
          onChange={onTry}
        />
      ) : (
        <Pill tone="plain">{t('published', { version })}</Pill>
      )}
      {source === 'working_copy' ? <Pill tone="wait">{t('unpublished')}</Pill> : null}
      <span className="ml-auto flex items-center gap-1.5">
        <Menu
          trigger={
            <Button disabled={isThinking} aria-label={t('stageNow', { stage: t(`inbox:stages.${stage}`) })}>
              <StageMark stage={stage} />
              {t(`inbox:stages.${stage}`)}
              <ChevronDown aria-hidden className="text-ink-3 size-3.5" />
            </Button>
          }
        >
          <MenuLabel>{t('jump')}</MenuLabel>
          <MenuChoice
            value={stage}
            options={STAGES.map((value) => ({ value, label: t(`inbox:stages.${value}`) }))}
            onChange={onJump}
          />
        </Menu>
        <Button disabled={rows.length === 0 && stage === 'greeting'} onClick={onAnew}>
          <RotateCcw aria-hidden className="size-3.5" />
          {t('anew')}
        </Button>
      </span>
    </div>
  )
}
