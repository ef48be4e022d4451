import { useContext, useEffect, useState } from 'react'
import { keepDraft } from '../../../inbox/drafts.ts'
import { TEXT_MOST } from '../../../inbox/words.ts'
import { beginsRun } from '../../../inbox/thread-state.ts'
import { NowContext } from '../../../time/use-times.ts'
import { Bubble } from '../../inbox/bubble.tsx'
import { ClosedComposer, Composer } from '../../inbox/composer.tsx'
import { QuietLine } from '../../inbox/quiet-line.tsx'
import { Templates } from '../../inbox/template-chooser.tsx'
import { TemplateForm } from '../../inbox/template-form.tsx'
import { ClosedWindow } from '../../inbox/templates-instead.tsx'
import { Piece, Sample, Section } from './frame.tsx'
import { agoAt, ME, message, row } from './given.ts'
import { everyMessage } from './messages.ts'
import { reminder, someTemplates } from './templates.ts'

const NOTHING = () => undefined

export function ThreadSamples() {
  const now = useContext(NowContext)
  const items = everyMessage(now)
  return (
    <Section
      id="thread"
      title="The thread"
      about="Every author and kind of message; between them, in quiet lines, what happened. White is the customer, violet ARI, green us."
    >
      <Sample label="Bubbles and quiet lines">
        <Piece className="wall">
          <div className="relative flex flex-col px-4 py-4 md:px-10">
            {items.map((item, index) =>
              item.type === 'message' ? (
                <Bubble
                  key={item.id}
                  message={item}
                  isFirst={beginsRun(items[index - 1], item)}
                  now={now}
                  meName={ME.name}
                  onReply={NOTHING}
                  onRetry={NOTHING}
                  onDiscard={NOTHING}
                  onRecall={() => Promise.resolve()}
                  onResend={() => Promise.resolve()}
                  onComplaint={NOTHING}
                />
              ) : (
                <QuietLine key={item.id} event={item} now={now} />
              ),
            )}
          </div>
        </Piece>
      </Sample>
      <Composers now={now} />
    </Section>
  )
}

function Composers({ now }: { now: number }) {
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    keepDraft('too-long', 'Terlalu panjang. '.repeat(Math.ceil(TEXT_MOST / 16)))
    keepDraft('many-lines', 'Halo Kak,\n\nini jadwalnya:\nSenin 10.00\nSelasa 14.00')
    setReady(true)
    return () => {
      for (const id of ['open', 'quote', 'many-lines', 'closed', 'too-long']) keepDraft(id, '')
    }
  }, [])
  const quoted = message(now, 'quoted', { author: 'customer', minutesAgo: 2, body: 'Kalau mulai Februari masih bisa?' })
  const mine = { floor: 'person', floorUser: ME } as const
  const samples = [
    { label: 'Open, ARI has the floor', row: row(now, 'open'), minutesLeft: 22 * 60 },
    { label: 'Answering a message', row: row(now, 'quote', { name: 'Tri Utami', ...mine }), quoted, minutesLeft: 600 },
    { label: 'The window is closing', row: row(now, 'many-lines', { name: 'Ömer Şahin', ...mine }), minutesLeft: 47 },
    { label: 'Too long', row: row(now, 'too-long', { name: 'Komang Adnyana', ...mine }), minutesLeft: 600 },
  ]
  return (
    <>
      {samples.map((one) => (
        <Sample key={one.label} label={one.label}>
          <Piece>
            {isReady ? (
              <Composer
                conversation={one.row}
                me={ME}
                windowEndsAt={agoAt(now, -one.minutesLeft)}
                quoted={one.quoted ?? null}
                onUnquote={NOTHING}
                onSend={NOTHING}
                onSendTemplate={() => Promise.resolve({ came: 'sent' })}
                handle={null}
              />
            ) : null}
          </Piece>
        </Sample>
      ))}
      <Sample label="The window has closed: templates instead">
        <Piece>
          <ClosedWindow who="Sekar" isDraftKept>
            <Templates list={someTemplates} onChoose={NOTHING} />
          </ClosedWindow>
        </Piece>
      </Sample>
      <Sample label="A template that is filled in">
        <Piece className="p-3">
          <TemplateForm
            template={reminder}
            onBack={NOTHING}
            onSend={() => Promise.resolve({ came: 'sent' })}
            onSent={NOTHING}
          />
        </Piece>
      </Sample>
      <Sample label="No template was approved; no account is known">
        {[true, false].map((isAccountKnown) => (
          <Piece key={String(isAccountKnown)} className="p-3">
            <Templates list={{ templates: [], unapproved: 2, unfillable: 0, isAccountKnown }} onChoose={NOTHING} />
          </Piece>
        ))}
      </Sample>
      <Sample label="No conversation is open">
        <Piece>
          <ClosedComposer />
        </Piece>
      </Sample>
    </>
  )
}
