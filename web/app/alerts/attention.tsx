import { useLocation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useWaiting } from '../components/shell/waiting.tsx'
import { createAsker } from '../inbox/api.ts'
import type { HowToTell } from './contract.ts'
import { renewDevice } from './device.ts'
import { playTone } from './sound.ts'
import { markedTitle, showsDrafts, wantsTone } from './tone.ts'

const LAST_TONE = 'my21staff.toneAt'
const BLOCKED = 'my21staff.soundBlocked'

/** Has whoever does not look at the drafts notice that they wait: by the title of the page, and by a tone. */
export default function Attention() {
  const { waiting, countWhileHidden } = useWaiting()
  const how = useHowToTell()
  useTitleMark(waiting)
  useTone(waiting, how)
  useEffect(() => countWhileHidden(how?.settings.sound ?? false), [countWhileHidden, how])
  useEffect(() => void renewDevice().catch(() => undefined), [])
  return null
}

function useHowToTell(): HowToTell | null {
  const { pathname } = useLocation()
  const [how, setHow] = useState<HowToTell | null>(null)
  const [ask] = useState(() => createAsker<HowToTell>())
  // Anew on every page: on one of them it is changed.
  useEffect(() => {
    void ask('/api/notifications').then((answer) => {
      if (answer !== 'unchanged' && answer.ok) setHow(answer.data)
    })
  }, [ask, pathname])
  return how
}

/** Pages set their own titles as one goes from one to the next; the count stays before them. */
function useTitleMark(waiting: number): void {
  useEffect(() => {
    const mark = () => {
      const marked = markedTitle(document.title, waiting)
      if (marked !== document.title) document.title = marked
    }
    mark()
    const seen = new MutationObserver(mark)
    seen.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => seen.disconnect()
  }, [waiting])
}

function useTone(waiting: number, how: HowToTell | null): void {
  const { t } = useTranslation('common')
  const { pathname } = useLocation()
  const before = useRef(waiting)
  useEffect(() => {
    const was = before.current
    before.current = waiting
    if (how === null) return
    const isLookedAt = document.visibilityState === 'visible' && document.hasFocus() && showsDrafts(pathname)
    const lastAtMs = Number(localStorage.getItem(LAST_TONE) ?? 0)
    const nowMs = Date.now()
    if (!wantsTone(how, { before: was, waiting, isLookedAt, lastAtMs, nowMs })) return
    localStorage.setItem(LAST_TONE, String(nowMs))
    void playTone().then((isHeard) => {
      if (isHeard || sessionStorage.getItem(BLOCKED) !== null) return
      sessionStorage.setItem(BLOCKED, 'said')
      toast(t('soundBlocked'))
    })
  }, [waiting, how, pathname, t])
}
