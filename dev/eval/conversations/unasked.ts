import { REFUSAL, says, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN } from './openings.ts'

const OUT = 'Baik, kami tidak akan mengirim pengingat dan kabar lagi. Balas MULAI kalau ingin menerimanya lagi.'
const OUT_EN = 'All right, we will not send you reminders and news any more. Reply START to receive them again.'
const IN = 'Baik, Anda akan menerima pengingat dan kabar dari kami lagi. Balas BERHENTI untuk menghentikannya.'
const AWAY = /^Tim kami sedang tidak di tempat\. Kami kembali .+ WIB dan langsung membalas pesan ini\.$/
const AWAY_EN = /^Our team is away right now\. We are back on .+ and will answer this message first\.$/

const DAY_MS = 24 * 3_600_000
/** Monday is 0. */
const today = (new Date(Date.now() + 7 * 3_600_000).getUTCDay() + 6) % 7
const allDay = [{ from: 0, to: 1440 }]
/** People are there in three days, from nine to five: not now, whenever this is played. */
const CLOSED = {
  days: Array.from({ length: 7 }, (_, day) => (day === (today + 3) % 7 ? [{ from: 540, to: 1020 }] : [])),
}
const OPEN = { days: Array.from({ length: 7 }, () => allDay) }
/** As an opening that is days away is told: with its weekday and hour. */
const BACK_AT = new RegExp(
  `${new Intl.DateTimeFormat('id-ID', { weekday: 'long', timeZone: 'Asia/Jakarta' }).format(Date.now() + 3 * DAY_MS)}, .*09\\.00 WIB`,
)

/** What is said of messages unasked, and of a team that is not there. */
export const unasked: Topic = {
  topic: 'opting out, nobody there',
  conversations: [
    {
      name: '"STOP" stops what is unasked, and no more',
      language: 'id',
      manner: 'hostile',
      proves: ['PX-22'],
      turns: [
        HELLO,
        { says: 'STOP', hears: OUT, optedOut: true, floor: 'bot' },
        {
          says: 'eh btw kantornya di mana sih, alamat Jakarta',
          ari: says('Kantor kami di Graha Mandala Lantai 12, Jl. Jenderal Sudirman Kav. 71, Jakarta Selatan 12190.', {
            intent: 'contact_info',
            cites: ['Alamat kantor Jakarta'],
          }),
          optedOut: true,
        },
      ],
    },
    {
      name: '"berhenti", and "mulai" again',
      language: 'id',
      manner: 'terse',
      proves: ['PX-22'],
      turns: [HELLO, { says: 'berhenti.', hears: OUT, optedOut: true }, { says: 'Mulai', hears: IN, optedOut: false }],
    },
    {
      name: '"unsubscribe" is answered in English',
      language: 'en',
      manner: 'terse',
      proves: ['PX-22'],
      turns: [HELLO_EN, { says: 'Unsubscribe!!', hears: OUT_EN, optedOut: true }],
    },
    {
      name: '"jangan berhenti" stops nothing',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: 'jangan berhenti dulu ya kak aku msh nanya',
          ari: says('Siap, Kak. Boleh tahu namanya?'),
          optedOut: false,
        },
      ],
    },
    {
      name: '"stop" among other words of the same burst: they are answered, and it holds',
      language: 'mixed',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: ['stop', 'eh maksudnya stop kirim promo, aku Nia btw'],
          ari: says('Baik, Kak Nia. Negara tujuannya ke mana?', { facts: { name: 'Nia' } }),
          facts: { name: 'Nia' },
          optedOut: true,
        },
      ],
    },
    {
      name: '"stop" is heard whoever has the floor',
      language: 'id',
      manner: 'hostile',
      proves: ['PX-22'],
      turns: [
        HELLO,
        { staff: 'takes over', floor: 'person' },
        { says: 'stop', hears: null, ended: 'human', optedOut: true },
      ],
    },
    {
      name: 'asks for a person when nobody is there: hears when they are back',
      language: 'id',
      manner: 'polite',
      proves: ['BY-23'],
      business: { config: { away: { hours: CLOSED } } },
      turns: [
        HELLO,
        {
          says: 'Boleh bicara dengan orangnya langsung, Kak?',
          ari: says('Baik, Kak.', { intent: 'human' }),
          hears: BACK_AT,
          why: 'asked_for_person',
          ended: 'human',
        },
        { says: 'oke saya tunggu', hears: null },
      ],
    },
    {
      name: 'asks for a human in English when nobody is there',
      language: 'en',
      manner: 'terse',
      proves: ['BY-23'],
      business: { config: { away: { hours: CLOSED } } },
      turns: [
        HELLO_EN,
        {
          says: 'can I talk to a human please',
          ari: says('Sure.', { intent: 'human' }),
          hears: AWAY_EN,
          why: 'asked_for_person',
          ended: 'human',
        },
      ],
    },
    {
      name: 'a refusal when nobody is there: the refusal first, then when they are back',
      language: 'id',
      manner: 'terse',
      proves: ['BY-23'],
      business: { config: { away: { hours: CLOSED } } },
      turns: [
        HELLO,
        {
          says: 'biayanya berapa kak',
          ari: says('-', { intent: 'pricing' }),
          hears: [REFUSAL.id, AWAY],
          why: 'refused_subject',
        },
      ],
    },
    {
      name: 'an answer that was stopped when nobody is there: only when they are back',
      language: 'id',
      manner: 'chaotic',
      proves: ['BY-23'],
      business: { config: { away: { hours: CLOSED } } },
      turns: [
        HELLO,
        {
          says: 'dosennya galak ga ya',
          ari: says('Mungkin tidak, Kak.'),
          stopped: 'hedging',
          hears: AWAY,
          why: 'unsafe_reply',
          ended: 'human',
        },
      ],
    },
    {
      name: 'where people are there nothing is said of them',
      language: 'id',
      manner: 'polite',
      business: { config: { away: { hours: OPEN } } },
      turns: [
        HELLO,
        { says: 'Mau sama adminnya dong, Kak', ari: says('Baik, Kak.', { intent: 'human' }), why: 'asked_for_person' },
      ],
    },
    {
      name: 'the button that asks for a person needs no model',
      language: 'id',
      manner: 'terse',
      proves: ['CV-10'],
      turns: [
        HELLO,
        { says: { button: { id: 'person', title: 'Bicara dengan orang' } }, hears: null, why: 'asked_for_person' },
      ],
    },
    {
      name: 'a colleague calls the team with one press',
      language: 'id',
      manner: 'polite',
      proves: ['CV-10'],
      turns: [HELLO, { staff: 'calls the team', hears: null, why: 'team_called' }, { says: 'halo?', hears: null }],
    },
  ],
}
