import { useCallback, useEffect, useRef, useState } from 'react'
import { createAsker, postJson } from '../inbox/api.ts'
import type { Choice, TrialProblem, TrialShown } from './contract.ts'
import type { TrialWish } from './forms.ts'

const ASK_AGAIN_MS = 1_000

/** `unreachable`: this browser has no way to the server. */
export type Trouble = TrialProblem | 'unreachable' | 'refused'

/** What is on its way to ARI, shown before the server has it. */
type OnTheWay = { id: string; body: string; at: string }

/** A person's trial: how it stands, and what can be done in it. */
export function useTrial(loaded: TrialShown) {
  const [shown, setShown] = useState(loaded)
  const [sending, setSending] = useState<OnTheWay | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const asker = useRef(createAsker<TrialShown>())
  // What is answered late must not undo what was done since.
  const wishes = useRef(0)

  const act = useCallback(async (wish: TrialWish): Promise<boolean> => {
    wishes.current += 1
    const mine = wishes.current
    setTrouble(null)
    const answer = await postJson<TrialShown>('/api/trial', wish)
    if (mine !== wishes.current) return answer.ok
    if (answer.ok) setShown(answer.data)
    else setTrouble(troubleOf(answer))
    return answer.ok
  }, [])

  const isWaiting = (shown.isThinking || shown.isRepeating) && !isBusy
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => {
      const mine = wishes.current
      void asker.current('/api/trial').then((answer) => {
        if (answer !== 'unchanged' && answer.ok && mine === wishes.current) setShown(answer.data)
      })
    }, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isWaiting])

  async function tell(body: string, wish: (messageId: string) => TrialWish): Promise<boolean> {
    const id = crypto.randomUUID()
    setSending({ id, body, at: new Date().toISOString() })
    setBusy(true)
    const isTaken = await act(wish(id))
    setBusy(false)
    setSending(null)
    return isTaken
  }

  return {
    shown,
    sending,
    trouble,
    isThinking: sending !== null || shown.isThinking,
    say: (text: string) => tell(text, (messageId) => ({ do: 'say', messageId, text })),
    choose: ({ id, title }: Choice) => tell(title, (messageId) => ({ do: 'choose', messageId, choice: { id, title } })),
    repeat: (text: string) => act({ do: 'repeat', repeatId: crypto.randomUUID(), text }),
    act,
  }
}

function troubleOf({ status, data }: { status: number; data: unknown }): Trouble {
  if (status === 0) return 'unreachable'
  const problem = typeof data === 'object' && data !== null && 'problem' in data ? data.problem : null
  return problem === 'busy' || problem === 'unavailable' ? problem : 'refused'
}
