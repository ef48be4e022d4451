import { MessageSquareQuote, Repeat2, SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WORDS_MOST } from '../../trial/forms.ts'
import { OPENINGS } from '../../trial/openings.ts'
import type { Trouble } from '../../trial/use-trial.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Menu, MenuItem, MenuLabel } from '../ui/menu.tsx'
import { Notice } from '../ui/states.tsx'

type Props = {
  isThinking: boolean
  isRepeating: boolean
  /** How often a question is asked to compare the answers. */
  times: number
  trouble: Trouble | null
  onSay: (text: string) => Promise<boolean>
  /** Has it asked several times. */
  onRepeat: (text: string) => Promise<boolean>
}

/** Where the person writes as a customer would. What was not taken is put back. */
export function TrialComposer({ isThinking, isRepeating, times, trouble, onSay, onRepeat }: Props) {
  const { t } = useTranslation('trial')
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  const length = text.trim().length
  const isTooLong = length > WORDS_MOST
  const isFit = length > 0 && !isTooLong
  const canSend = isFit && !isThinking
  const canRepeat = isFit && !isRepeating

  useEffect(() => {
    const box = area.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${String(Math.min(box.scrollHeight, 160))}px`
  }, [text])

  async function hand(to: (text: string) => Promise<boolean>) {
    const words = text.trim()
    setText('')
    area.current?.focus()
    // What was written meanwhile is kept.
    if (!(await to(words))) setText((since) => (since === '' ? words : `${words}\n${since}`))
  }

  async function send() {
    if (canSend) await hand(onSay)
  }

  return (
    <form
      aria-label={t('composer')}
      className="bg-surface border-line shrink-0 border-t px-3 pt-2.5 pb-[max(10px,env(safe-area-inset-bottom))] md:px-4"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {trouble === null ? null : (
        <Notice tone={trouble === 'busy' ? 'wait' : 'stop'} className="mb-2">
          {t(`troubles.${trouble}`)}
        </Notice>
      )}
      <div className="bg-surface focus-within:shadow-[inset_0_0_0_1.5px_var(--accent),0_0_0_3px_var(--ring)] mx-auto max-w-3xl rounded-lg shadow-[inset_0_0_0_1px_var(--line-2)] transition-shadow">
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label={t('composer')}
          aria-invalid={isTooLong}
          placeholder={t('placeholder')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing
            // On a phone the key makes a new line, as in WhatsApp itself.
            if (!isPlainEnter || matchMedia('(pointer: coarse)').matches) return
            event.preventDefault()
            void send()
          }}
          className="block max-h-40 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 text-base outline-none"
        />
        <div className="flex items-center gap-2 py-1.5 pr-1.5 pl-1.5">
          <Menu
            side="top"
            align="start"
            trigger={
              <Button look="quiet" size="s">
                <MessageSquareQuote aria-hidden className="size-4" />
                {t('examples')}
              </Button>
            }
          >
            {(['id', 'en'] as const).map((language) => (
              <div key={language} lang={language}>
                <MenuLabel>{t(`openings.${language}`)}</MenuLabel>
                {OPENINGS[language].map((words) => (
                  <MenuItem
                    key={words}
                    onSelect={() => {
                      setText(words)
                      // After the menu has given the focus back to its button.
                      setTimeout(() => area.current?.focus())
                    }}
                  >
                    {words}
                  </MenuItem>
                ))}
              </div>
            ))}
          </Menu>
          <span className="text-ink-2 min-w-0 flex-1 truncate text-xs" aria-live="polite">
            {isTooLong ? <span className="text-stop">{t('tooLong', { most: WORDS_MOST })}</span> : t('nobodySees')}
          </span>
          <Button
            look="quiet"
            disabled={!canRepeat}
            aria-label={t('repeat:ask', { times })}
            title={t('repeat:askAbout', { times })}
            onClick={() => void hand(onRepeat)}
          >
            <Repeat2 aria-hidden className="size-4" />
            <span className="max-sm:hidden">{t('repeat:ask', { times })}</span>
          </Button>
          <Button type="submit" look="primary" disabled={!canSend}>
            {t('inbox:send')}
            <SendHorizontal aria-hidden className="size-4 pointer-fine:hidden" />
            <Kbd inverse>{'↵'}</Kbd>
          </Button>
        </div>
      </div>
    </form>
  )
}
