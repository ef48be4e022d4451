import { useLocation, useNavigate } from '@remix-run/react'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { LinkButton } from '#schema/quick-reply.ts'
import type { FloorOrder, NewComplaint, NewScore, OpenConversation, ThreadMessage } from '../../inbox/contract.ts'
import type { LocalMessage } from '../../inbox/thread-state.ts'
import { useKeys } from '../../inbox/use-keys.ts'
import { useThread, type Refusal } from '../../inbox/use-thread.ts'
import { Drawer } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/states.tsx'
import { PanelBoundary } from '../ui/panel-boundary.tsx'
import { useIsWide } from '../ui/use-is-wide.ts'
import { useConnection } from '../shell/connection.tsx'
import { ComplaintDialog } from './complaint.tsx'
import { Composer, type ComposerHandle } from './composer.tsx'
import { FloorBar } from './floor-bar.tsx'
import { InfoPanel } from './info-panel.tsx'
import { NotesButton } from './notes.tsx'
import { StoppedChannels } from './stopped-channels.tsx'
import { Thread } from './thread.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { titleOf } from '../../inbox/title.ts'

/** One conversation: the thread with what is above and below it, and what is known of the customer beside it. */
export function ConversationPage({ loaded, me }: { loaded: OpenConversation; me: { id: string; name: string } }) {
  const { t } = useTranslation('inbox')
  const thread = useThread(loaded, me)
  const { conversation, panel, windowEndsAt, ariOn, stopped } = thread.open
  const [quoted, setQuoted] = useState<ThreadMessage | null>(null)
  const [complained, setComplained] = useState<ThreadMessage | null>(null)
  const [isAsideShown, setAsideShown] = useState(true)
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const isWide = useIsWide()
  const composer = useRef<ComposerHandle>(null)
  const tell = useRefusals()

  async function send(body: string, link: LinkButton | undefined, again?: LocalMessage) {
    const replyTo = again === undefined ? quoted?.id : again.replyTo?.id
    setQuoted(null)
    const came = await thread.send({ messageId: again?.id ?? crypto.randomUUID(), body, replyTo, link })
    if (came === 'waiting') toast(t('waiting.title'), { description: t('waiting.text') })
    // A message that was not taken stands in the thread and says so itself.
    else if (came !== 'sent' && came !== 'unreachable' && came !== 'notTaken') {
      composer.current?.put(body, link)
      tell(came)
    }
  }

  async function resend(messageId: string) {
    const came = await thread.resend(messageId)
    if (came === 'unavailable') toast(t('waiting.title'), { description: t('waiting.text') })
    else if (came === 'windowClosed') toast.error(t('windowClosed'))
    else if (came !== 'done' && came !== 'unchanged') tell(came)
  }

  async function order(wish: FloorOrder) {
    const came = await thread.order(wish)
    if (came === 'done') {
      if (wish === 'takeOver') composer.current?.focus()
    } else if (came === 'unchanged') toast(t('unchanged'))
    else if (came === 'unavailable') toast.error(t('unavailable.title'), { description: t('unavailable.text') })
    else tell(came)
  }

  /** One's own words go back to where they were written. */
  async function recall(message: ThreadMessage) {
    const came = await thread.recall(message)
    if (came === 'done' && message.author === 'staff') composer.current?.put(message.body, message.content.link)
    else if (came === 'unchanged') toast(t('tooLate'))
    else if (came === 'unavailable') toast.error(t('unavailable.title'), { description: t('unavailable.text') })
    else if (came !== 'done') tell(came)
  }

  async function complain({ id }: ThreadMessage, complaint: NewComplaint): Promise<boolean> {
    const came = await thread.complain(id, complaint)
    if (came === 'done') toast(t(complaint.order === 'make' ? 'complaint:kept' : 'complaint:takenBack'))
    else tell(came)
    return came === 'done'
  }

  async function setScore(score: NewScore): Promise<boolean> {
    const came = await thread.setScore(score)
    if (came === 'unchanged') toast(t('score:unchanged'))
    else if (came !== 'set') tell(came)
    return came === 'set' || came === 'unchanged'
  }

  const showPanel = () => (isWide ? setAsideShown((shown) => !shown) : setDrawerOpen(true))
  const isMine = conversation.floor === 'person' && conversation.floorUser?.id === me.id
  useKeys({
    t: () => {
      if (!thread.isOrdering) void order(isMine ? 'handBack' : 'takeOver')
    },
    r: () => composer.current?.focus(),
    i: showPanel,
  })

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section
        aria-label={t('conversationWith', { who: titleOf(conversation) ?? t('nameless') })}
        className="bg-surface flex min-h-0 min-w-0 flex-1 flex-col"
      >
        {/* The list, which has the page's heading, is not shown beside it there. */}
        <h1 className="sr-only md:hidden">{t('title')}</h1>
        <ThreadHeader
          conversation={conversation}
          workflowUrl={panel.workflowUrl}
          isRefreshing={thread.isRefreshing}
          onRefresh={() => void thread.refreshByHand().then((isDone) => (isDone ? undefined : tell('unreachable')))}
          onPanel={showPanel}
          isPanelShown={isWide && isAsideShown}
          onAi={(on) => void order(on ? 'aiOn' : 'aiOff')}
          ariOn={ariOn}
          isOrdering={thread.isOrdering}
        >
          <NotesButton contactId={conversation.contactId} count={panel.notesCount} />
        </ThreadHeader>
        <FloorBar
          conversation={conversation}
          ariOn={ariOn}
          meId={me.id}
          isOrdering={thread.isOrdering}
          onOrder={(wish) => void order(wish)}
        />
        <LostLine />
        {/* The list says it too, where it stands beside. */}
        <div className="px-3 md:hidden">
          {ariOn ? null : (
            <Notice tone="wait" className="my-2">
              {t('ari:isOff')}
            </Notice>
          )}
          {stopped === null ? null : <StoppedChannels stopped={[stopped]} className="my-2" />}
        </div>
        <PanelBoundary of={conversation.contactId}>
          <Thread
            items={thread.items}
            older={thread.older}
            isTyping={thread.isTyping}
            meName={me.name}
            onReply={(message) => {
              setQuoted(message)
              composer.current?.focus()
            }}
            onRetry={(message) => void send(message.body, message.content.link, message)}
            onDiscard={(message) => thread.discard(message.id)}
            onRecall={recall}
            onResend={(message) => resend(message.id)}
            onComplaint={setComplained}
          />
          <ComplaintDialog message={complained} onClose={() => setComplained(null)} onSave={complain} />
        </PanelBoundary>
        <PanelBoundary of={conversation.contactId}>
          <Composer
            conversation={conversation}
            me={me}
            windowEndsAt={windowEndsAt}
            quoted={quoted}
            onUnquote={() => setQuoted(null)}
            onSend={(body, link) => void send(body, link)}
            onSendTemplate={thread.sendTemplate}
            handle={composer}
          />
        </PanelBoundary>
      </section>
      {isAsideShown ? (
        <aside
          aria-label={t('about')}
          className="bg-surface border-line hidden w-79 shrink-0 flex-col overflow-y-auto border-l lg:flex"
        >
          <div className="flex h-11 shrink-0 items-center justify-between pt-2 pr-2.5 pl-4">
            <h2 className="text-md font-semibold">{t('about')}</h2>
            <IconButton label={t('panelHide')} keyHint="I" onClick={() => setAsideShown(false)}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
          <PanelBoundary of={conversation.contactId}>
            <InfoPanel open={thread.open} onChanged={thread.refresh} onScore={setScore} />
          </PanelBoundary>
        </aside>
      ) : null}
      <Drawer open={isDrawerOpen && !isWide} onOpenChange={setDrawerOpen} title={t('about')}>
        <PanelBoundary of={conversation.contactId}>
          <InfoPanel open={thread.open} onChanged={thread.refresh} onScore={setScore} />
        </PanelBoundary>
      </Drawer>
    </div>
  )
}

function LostLine() {
  const { t } = useTranslation('inbox')
  const [connection] = useConnection()
  if (connection !== 'lost') return null
  return (
    <p role="status" className="bg-wait-soft text-wait animate-appear px-4 py-1.5 text-center text-xs">
      {t('lost')}
    </p>
  )
}

/** Says in a toast what was refused, that nothing was lost, and what to do. */
function useRefusals() {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  return (refusal: Refusal) =>
    toast.error(t(`refusals.${refusal}.title`), {
      description: t(`refusals.${refusal}.text`),
      ...(refusal === 'signedOut' && {
        duration: Infinity,
        action: {
          label: t('signInAgain'),
          onClick: () => navigate(`/sign-in?next=${encodeURIComponent(pathname + search)}`),
        },
      }),
    })
}
