import { useContext } from 'react'
import { ConversationItem } from '../../inbox/conversation-item.tsx'
import { FloorBar } from '../../inbox/floor-bar.tsx'
import { NowContext } from '../../../time/use-times.ts'
import { Piece, Sample, Section } from './frame.tsx'
import { agoAt, clock, ME, row } from './given.ts'

const LONG_NAME = 'Raden Ajeng Kusumawardhani Sastrodiningrat '.repeat(5).slice(0, 200)

export function Rows() {
  const now = useContext(NowContext)
  const sent = { author: 'bot', kind: 'text', body: 'Bisa, Kak. Pendaftaran dibuka sampai akhir bulan.' } as const
  const samples = [
    row(now, 'row-team', {
      ...{ floor: 'team', handoffReason: 'asked_for_person', stage: 'routing' },
      windowEndsAt: agoAt(now, -(3 * 60 + 59)),
      answer: clock(now, -100),
    }),
    row(now, 'row-paused', {
      name: 'Gilang Saputra',
      ...{ floor: 'team', handoffReason: 'hot_lead', stage: 'booking' },
      answer: { ...clock(now, -60), dueAt: now + 3_660_000, pauses: [[now - 1_000, now + 3_600_000]] },
    }),
    row(now, 'row-nobody', {
      name: 'Tri Utami',
      floor: 'nobody',
      stage: 'greeting',
      at: agoAt(now, 65),
      lastMessage: { author: 'customer', kind: 'image', body: '', status: 'responded' },
    }),
    row(now, 'row-mine', {
      name: 'Ömer Şahin',
      floor: 'person',
      floorUser: ME,
      stage: 'booking',
      at: agoAt(now, 60 * 26),
      windowEndsAt: agoAt(now, 120),
      lastMessage: { author: 'staff', kind: 'text', body: 'Saya kirim jadwalnya', status: 'delivered' },
    }),
    row(now, 'row-other', {
      name: 'Komang Adnyana',
      floor: 'person',
      floorUser: { id: 'other', name: 'Wulan Permata' },
      answer: clock(now, -155),
      at: agoAt(now, 60 * 24 * 4),
      lastMessage: { author: 'phone', kind: 'document', body: 'Brosur.pdf', status: 'failed' },
    }),
    row(now, 'row-bot', { name: null, at: agoAt(now, 60 * 24 * 20), lastMessage: { ...sent, status: 'read' } }),
    row(now, 'row-new', { name: 'Sekar', stage: 'done', lastMessage: null, at: agoAt(now, 0) }),
    row(now, 'row-long', {
      name: LONG_NAME,
      floor: 'person',
      floorUser: { id: 'other', name: LONG_NAME },
      windowEndsAt: agoAt(now, -42),
      lastMessage: { ...sent, body: 'Sebuah pesan yang sangat panjang '.repeat(9), status: 'sent' },
    }),
  ]
  return (
    <Section
      id="rows"
      title="Conversation rows and the floor"
      about="Names before numbers, the newest first, a time both absolute and relative. Nothing wraps; what is cut has a title."
    >
      <Sample label="The list, as wide as it is beside a thread">
        <Piece className="bg-sunken max-w-85 p-1.5">
          <ul>
            {samples.map((one) => (
              <ConversationItem key={one.contactId} row={one} search="" now={now} meId={ME.id} ariOn />
            ))}
          </ul>
        </Piece>
      </Sample>
      <Sample label="Who speaks now, and the one button that changes it" className="flex-col items-stretch">
        {samples.map((one) => (
          <Piece key={one.contactId} className="border-y-0">
            <FloorBar conversation={one} ariOn meId={ME.id} isOrdering={false} onOrder={() => undefined} />
          </Piece>
        ))}
      </Sample>
    </Section>
  )
}
