import { says, type Topic } from '../conversation.ts'
import { HELLO, QUALIFIED, WANTS_TIMES } from './openings.ts'

/** What cannot be read, or is no message at all. */
export const unreadable: Topic = {
  topic: 'unreadable',
  conversations: [
    {
      name: 'a voice note',
      language: 'id',
      manner: 'terse',
      proves: ['CV-21'],
      turns: [
        HELLO,
        {
          says: { voice: true },
          ari: says('Maaf Kak, saya belum dapat mendengar pesan suara. Boleh ditulis?'),
          facts: { name: null },
        },
      ],
    },
    {
      name: 'a picture without a word',
      language: 'id',
      manner: 'terse',
      proves: ['CV-21'],
      turns: [HELLO, { says: { picture: '' }, ari: says('Gambarnya sudah masuk, Kak. Boleh ditulis pertanyaannya?') }],
    },
    {
      name: 'a picture with a question under it',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        {
          says: { picture: 'Kak, masa berlaku paspor saya cukup ga ya?' },
          ari: says('Paspor harus berlaku minimal 6 bulan saat mendaftar visa, Kak.', {
            intent: 'application_process',
            cites: ['Masa berlaku paspor'],
          }),
        },
      ],
    },
    {
      name: 'a transcript as a file',
      language: 'mixed',
      manner: 'terse',
      turns: [
        HELLO,
        {
          says: { file: 'Transkrip nilai.pdf' },
          ari: says('Filenya sudah masuk, Kak. Boleh tahu namanya?', { facts: { transcript: 'yes' } }),
          facts: { transcript: 'yes' },
        },
      ],
    },
    {
      name: 'a sticker',
      language: 'id',
      manner: 'chaotic',
      proves: ['CV-21'],
      turns: [HELLO, { says: { sticker: true }, ari: says('Hehe. Boleh tahu nama Kakak?') }],
    },
    {
      name: 'a place and a contact card',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        { says: [{ place: true }, { card: 'Ibu Paramitha' }], ari: says('Sudah masuk, Kak. Boleh tahu nama Kakak?') },
      ],
    },
    {
      name: 'a thumb on a message is no message',
      language: 'id',
      manner: 'terse',
      turns: [
        HELLO,
        { says: { reacts: '👍' }, hears: null, ended: 'ignored: reaction' },
        { says: 'Yoga', ari: says('Salam kenal, Kak Yoga. Negara tujuannya?', { facts: { name: 'Yoga' } }) },
      ],
    },
    {
      name: 'a poll is nothing that can be answered',
      language: 'id',
      manner: 'chaotic',
      turns: [HELLO, { says: { poll: true }, hears: null, ended: 'ignored: unsupported' }],
    },
    {
      name: 'keys under a cat',
      language: 'id',
      manner: 'chaotic',
      proves: ['CV-21'],
      turns: [
        HELLO,
        {
          says: 'asdkjh qwpoei;;; zxmn,b 9384',
          ari: says('Boleh diulang, Kak?', { intent: 'other', confidence: 0.5 }),
          stopped: 'confidence',
          why: 'low_confidence',
        },
      ],
    },
    {
      name: 'nothing but faces',
      language: 'id',
      manner: 'chaotic',
      proves: ['CV-21'],
      turns: [
        {
          says: '😭😭😭🔥',
          ari: says('Halo Kak! Saya ARI dari Eagle Overseas Education. Boleh tahu namanya?', {
            intent: 'greeting',
            confidence: 0.8,
          }),
          stage: 'qualification',
        },
      ],
    },
    {
      name: 'a wall of text: all of it is kept, and the model gets what fits',
      language: 'id',
      manner: 'chaotic',
      proves: ['LM-21'],
      turns: [
        HELLO,
        {
          says: `Namaku Tari. ${'Aku tuh bingung banget kak soalnya banyak pilihan. '.repeat(75)}`,
          ari: says('Tenang, Kak Tari. Negara tujuannya mau ke mana?', { facts: { name: 'Tari' } }),
          facts: { name: 'Tari' },
        },
      ],
    },
    {
      name: 'a row of a list that is long gone',
      language: 'id',
      manner: 'polite',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        { says: { chooses: 0 }, hears: /sudah terjadwal/, bookings: ['confirmed'], stage: 'done' },
        {
          says: { button: { id: 'slot:01900000-0000-7000-8000-0000000000ff', title: 'Senin 09.00' } },
          hears: 'Waktu itu baru saja terisi. Silakan pilih waktu lain yang masih tersedia.',
          rows: 3,
          bookings: ['confirmed'],
        },
      ],
    },
    {
      name: 'a button of somebody else’s is read as its words',
      language: 'id',
      manner: 'terse',
      turns: [
        HELLO,
        {
          says: { button: { id: 'promo-77', title: 'Saya tertarik' } },
          ari: says('Senang mendengarnya, Kak. Boleh tahu namanya?'),
        },
      ],
    },
  ],
}
