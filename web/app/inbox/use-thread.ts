import { useEffect, useRef, useState } from 'react'
import { createAsker, postJson } from './api.ts'
import type {
  ConversationRow,
  ComplaintAnswer,
  FloorOrder,
  NewComplaint,
  NewMessage,
  NewScore,
  NewTemplateMessage,
  OpenConversation,
  OrderAnswer,
  ResentAnswer,
  ScoreAnswer,
  SentAnswer,
  ThreadMessage,
  ThreadPage,
} from './contract.ts'
import {
  applyStatus,
  mergeItems,
  unconfirmed,
  unsentFrom,
  withLink,
  withLocal,
  without,
  type LocalMessage,
  type ShownItem,
} from './thread-state.ts'
import { keepUnsent, readUnsent } from './drafts.ts'
import { useNews, usePollWhenLost } from './use-news.tsx'

const GATHER_MS = 100
const WINDOW_MS = 24 * 3_600_000
/** ARI's typing is told anew while it lasts; without word of it it has ended. */
const TYPING_ENDS_MS = 30_000

export type Refusal = 'signedOut' | 'tooLong' | 'unreachable' | 'notTaken' | 'gone' | 'tooMany' | 'refused'

/** What an answer that is not a success means to the person who asked. */
export function refusalOf({ status }: { status: number }): Refusal {
  if (status === 0) return 'unreachable'
  if (status === 401 || status === 403) return 'signedOut'
  if (status === 404) return 'gone'
  if (status === 413) return 'tooLong'
  if (status === 429) return 'tooMany'
  return status === 400 || status === 409 ? 'refused' : 'notTaken'
}

export type TemplateAnswer = { came: 'sent' | 'waiting' } | { came: Refusal; errors: Record<string, string> }

type Me = { id: string; name: string }

/** A conversation as it is now: news, polling, older pieces, one's own messages and orders. One per contact. */
export function useThread(loaded: OpenConversation, me: Me) {
  const { contactId } = loaded.conversation
  const [open, setOpen] = useState(loaded)
  const [items, setItems] = useState<ShownItem[]>(() => mergeItems([], loaded.thread.items))
  const [before, setBefore] = useState(loaded.thread.before)
  const [older, setOlder] = useState<'idle' | 'loading' | 'failed'>('idle')
  const [isRefreshing, setRefreshing] = useState(false)
  const [isKeeping, setKeeping] = useState(false)
  const [isTyping, setTyping] = useState(false)
  const [wished, setWished] = useState<FloorOrder | null>(null)
  const [ask] = useState(() => createAsker<OpenConversation>())
  const [askOlder] = useState(() => createAsker<ThreadPage>())
  const path = `/api/conversations/${contactId}`

  // After the first paint, as only the browser knows of them; what the server has by now is not among them.
  useEffect(() => {
    const kept = unsentFrom(readUnsent(contactId), me.name)
    setItems((shown) =>
      kept.reduce((all, one) => (all.some(({ id }) => id === one.id) ? all : withLocal(all, one)), shown),
    )
    setKeeping(true)
  }, [contactId, me.name])
  useEffect(() => {
    if (isKeeping) keepUnsent(contactId, unconfirmed(items))
  }, [contactId, isKeeping, items])

  function take(news: OpenConversation) {
    setOpen(news)
    setItems((shown) => mergeItems(shown, news.thread.items))
  }
  useEffect(() => take(loaded), [loaded])

  async function refresh(): Promise<boolean> {
    const answer = await ask(path)
    if (answer === 'unchanged') return true
    if (answer.ok) take(answer.data)
    return answer.ok
  }

  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(
    () => () => {
      clearTimeout(gathering.current)
      clearTimeout(typing.current)
    },
    [],
  )
  function setTypingFor(now: boolean) {
    clearTimeout(typing.current)
    setTyping(now)
    if (now) typing.current = setTimeout(() => setTyping(false), TYPING_ENDS_MS)
  }
  useNews((news) => {
    if (news.kind === 'message:new') {
      setItems((shown) => mergeItems(shown, [news.message]))
      const { author, at } = news.message
      if (author === 'bot') setTypingFor(false)
      if (author === 'customer') setOpen((now) => ({ ...now, windowEndsAt: laterOf(now.windowEndsAt, at) }))
    } else if (news.kind === 'message:status') setItems((shown) => applyStatus(shown, news))
    else if (news.kind === 'typing:start' || news.kind === 'typing:stop') setTypingFor(news.kind === 'typing:start')
    else if (news.kind !== 'list' && news.kind !== 'bookings') {
      clearTimeout(gathering.current)
      gathering.current = setTimeout(() => void refresh(), GATHER_MS)
    }
  })
  usePollWhenLost(() => void refresh())

  async function loadOlder() {
    if (before === null || older === 'loading') return
    setOlder('loading')
    const answer = await askOlder(`${path}/messages?${new URLSearchParams({ before }).toString()}`)
    if (answer === 'unchanged' || !answer.ok) {
      setOlder('failed')
      return
    }
    const { data } = answer
    setItems((shown) => mergeItems(shown, data.items))
    setBefore(data.before)
    setOlder('idle')
  }

  /** Shown at once; without an answer it stays, and can be sent again as the same message. */
  async function send(message: NewMessage): Promise<Refusal | 'sent' | 'waiting'> {
    const { messageId, body, replyTo, link } = message
    const quoted = items.find((item): item is ThreadMessage => item.type === 'message' && item.id === replyTo)
    const local: LocalMessage = {
      ...{ type: 'message', id: messageId, author: 'staff', authorName: me.name, body, ...withLink(link) },
      ...{ status: 'queued', failure: null, at: new Date().toISOString(), local: 'sending' },
      replyTo: quoted ? { id: quoted.id, author: quoted.author, kind: quoted.kind, body: quoted.body } : null,
    }
    setItems((shown) => withLocal(shown, local))
    const answer = await postJson<SentAnswer>(path, message)
    if (answer.ok) {
      setItems((shown) => mergeItems(shown, [answer.data.message]))
      void refresh()
      return answer.data.outcome === 'unavailable' ? 'waiting' : 'sent'
    }
    const refusal = refusalOf(answer)
    // What may have arrived stays to be sent again; what was refused goes back to where it was written.
    if (refusal === 'unreachable' || refusal === 'notTaken')
      setItems((shown) => withLocal(shown, { ...local, local: 'unsent' }))
    else setItems((shown) => without(shown, messageId))
    return refusal
  }

  /** Has a message that failed sent again. */
  async function resend(messageId: string): Promise<Refusal | OrderAnswer['outcome'] | 'windowClosed'> {
    const answer = await postJson<ResentAnswer>(`${path}/messages/${messageId}/resend`, {})
    if (!answer.ok) return answer.errors['window'] === 'closed' ? 'windowClosed' : refusalOf(answer)
    setItems((shown) => mergeItems(shown, [answer.data.message]))
    void refresh()
    return answer.data.outcome
  }

  /** Records that a customer says a message of ARI's is wrong, or takes that back. */
  async function complain(messageId: string, complaint: NewComplaint): Promise<Refusal | 'done'> {
    const answer = await postJson<ComplaintAnswer>(`${path}/messages/${messageId}/complaint`, complaint)
    if (!answer.ok) return refusalOf(answer)
    setItems((shown) => mergeItems(shown, [answer.data.message]))
    return 'done'
  }

  /** Gives the customer a score in place of ARI's, or takes that back. */
  async function setScore(score: NewScore): Promise<Refusal | ScoreAnswer['outcome']> {
    const answer = await postJson<ScoreAnswer>(`${path}/score`, score)
    if (answer.ok) await refresh()
    return answer.ok ? answer.data.outcome : refusalOf(answer)
  }

  /** Shown once the server has it: until then the form stands as it was filled in. */
  async function sendTemplate(message: NewTemplateMessage): Promise<TemplateAnswer> {
    const answer = await postJson<SentAnswer>(path, message)
    if (!answer.ok) return { came: refusalOf(answer), errors: answer.errors }
    setItems((shown) => mergeItems(shown, [answer.data.message]))
    void refresh()
    return { came: answer.data.outcome === 'unavailable' ? 'waiting' : 'sent' }
  }

  /** Until it is answered the floor is shown as wished, whatever news comes meanwhile; then as it is. */
  async function order(wish: FloorOrder): Promise<Refusal | OrderAnswer['outcome']> {
    setWished(wish)
    const answer = await postJson<OrderAnswer>(`${path}/floor`, { order: wish })
    const came = answer.ok ? answer.data.outcome : refusalOf(answer)
    if (came === 'done') setOpen((now) => wishedFor(now, wish, me))
    if (came === 'unchanged') await refresh()
    setWished(null)
    return came === 'notTaken' ? 'unavailable' : came
  }

  /** Takes back what waits for its release. */
  async function recall(message: ThreadMessage): Promise<Refusal | OrderAnswer['outcome']> {
    const answer = await postJson<OrderAnswer>(`${path}/messages/${message.id}/recall`, {})
    const came = answer.ok ? answer.data.outcome : refusalOf(answer)
    await refresh()
    return came === 'notTaken' ? 'unavailable' : came
  }

  return {
    open: wished === null ? open : wishedFor(open, wished, me),
    items,
    isTyping,
    isOrdering: wished !== null,
    isRefreshing,
    /** Something was changed from here. */
    refresh: () => void refresh(),
    older: { state: older, isMore: before !== null, load: () => void loadOlder() },
    send,
    resend,
    complain,
    setScore,
    sendTemplate,
    discard: (messageId: string) => setItems((shown) => without(shown, messageId)),
    order,
    recall,
    async refreshByHand() {
      setRefreshing(true)
      const isDone = await refresh()
      setRefreshing(false)
      return isDone
    },
  }
}

/** The customer wrote at `at`: from then we may write for 24 hours. */
function laterOf(windowEndsAt: string | null, at: string): string {
  const ends = new Date(Date.parse(at) + WINDOW_MS).toISOString()
  return windowEndsAt !== null && windowEndsAt > ends ? windowEndsAt : ends
}

function wishedFor(open: OpenConversation, wish: FloorOrder, me: Me): OpenConversation {
  return { ...open, conversation: { ...open.conversation, ...floorAfter(wish, me, open.conversation.answer) } }
}

function floorAfter(
  wish: FloorOrder,
  me: Me,
  answer: ConversationRow['answer'],
): Pick<
  OpenConversation['conversation'],
  'floor' | 'floorUser' | 'handoffReason' | 'waitsSince' | 'promisedAt' | 'answer'
> {
  const waits = { waitsSince: null, promisedAt: null, answer: null }
  // Taking it is no answer: the clock runs on.
  if (wish === 'takeOver') return { floor: 'person', floorUser: me, handoffReason: 'taken_over', ...waits, answer }
  if (wish === 'callTeam') {
    const waitsSince = new Date().toISOString()
    return { floor: 'team', floorUser: null, handoffReason: 'team_called', waitsSince, promisedAt: null, answer }
  }
  if (wish === 'aiOff') return { floor: 'nobody', floorUser: null, handoffReason: 'paused', ...waits }
  return { floor: 'bot', floorUser: null, handoffReason: null, ...waits }
}
