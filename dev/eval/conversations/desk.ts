import { says, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN, QUALIFIED } from './openings.ts'

/** What people at the desk do, seen from the customer. */
export const desk: Topic = {
  topic: 'people at the desk',
  conversations: [
    {
      name: 'somebody takes over, and ARI is silent until it is given back',
      language: 'id',
      manner: 'polite',
      proves: ['CV-08'],
      turns: [
        HELLO,
        { staff: 'takes over', floor: 'person' },
        { says: 'Nama saya Bagas', hears: null },
        { staff: 'hands back', floor: 'bot' },
        {
          says: 'halo kak?',
          ari: says('Halo Kak. Negara tujuannya ke mana?', { facts: { name: 'Bagas' } }),
          facts: { name: 'Bagas' },
        },
      ],
    },
    {
      name: 'the owner answers from the phone, and ARI keeps out of it',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        { staff: { answersOnPhone: 'Halo Kak, ini Dimas langsung ya' }, hears: null, floor: 'person' },
        { says: 'oh halo kak Dimas', hears: null, ended: 'human' },
      ],
    },
    {
      name: 'ARI is turned off for this conversation, and on again',
      language: 'en',
      manner: 'terse',
      proves: ['CV-08'],
      turns: [
        HELLO_EN,
        { staff: 'turns ARI off here', floor: 'nobody' },
        { says: 'anyone?', hears: null, ended: 'ignored: paused' },
        { staff: 'turns ARI on here', floor: 'bot' },
        { says: 'hello?', ari: says('Yes, I am here. May I know your name?') },
      ],
    },
    {
      name: 'ARI is turned off for the business, and on again',
      language: 'id',
      manner: 'terse',
      proves: ['CV-14'],
      turns: [
        HELLO,
        { staff: 'turns ARI off' },
        { says: 'min?', hears: null, ended: 'ignored: bot_off' },
        { staff: 'turns ARI on' },
        { says: 'halooo', ari: says('Halo Kak. Boleh tahu namanya?') },
      ],
    },
    {
      name: 'a reader approves, and the customer gets what was read',
      language: 'id',
      manner: 'polite',
      proves: ['HR-02', 'HR-04'],
      business: { review: 'always' },
      turns: [
        {
          says: 'Halo Kak, saya Mega',
          ari: says('Halo Kak Mega! Saya ARI dari Eagle Overseas Education. Negara tujuannya ke mana?', {
            intent: 'greeting',
            facts: { name: 'Mega' },
          }),
          held: true,
          facts: { name: 'Mega' },
        },
        {
          staff: 'approves',
          hears: 'Halo Kak Mega! Saya ARI dari Eagle Overseas Education. Negara tujuannya ke mana?',
          stage: 'qualification',
        },
      ],
    },
    {
      name: 'a reader gives it to people, and nothing is sent',
      language: 'id',
      manner: 'polite',
      proves: ['HR-02'],
      business: { review: 'always' },
      turns: [
        {
          says: 'Halo, saya Tono',
          ari: says('Halo Kak Tono! Saya ARI dari Eagle Overseas Education.', { intent: 'greeting' }),
          held: true,
        },
        { staff: 'escalates', hears: null, why: 'reviewer_escalated' },
      ],
    },
    {
      name: 'what the customer writes on makes the held draft stale',
      language: 'id',
      manner: 'chaotic',
      proves: ['HR-01'],
      business: { review: 'always' },
      turns: [
        {
          says: 'halo gw Rama',
          ari: says('Halo Kak Rama! Saya ARI dari Eagle Overseas Education.', {
            intent: 'greeting',
            facts: { name: 'Rama' },
          }),
          held: true,
        },
        {
          says: 'mau ke kanada',
          ari: says('Siap, Kak Rama. Saya ARI dari Eagle Overseas Education. Jurusan apa?', {
            intent: 'greeting',
            facts: { destination: 'Kanada' },
          }),
          held: true,
        },
        { staff: 'approves', hears: 'Siap, Kak Rama. Saya ARI dari Eagle Overseas Education. Jurusan apa?' },
      ],
    },
    {
      name: 'a refusal is read first, too',
      language: 'en',
      manner: 'terse',
      proves: ['HR-01'],
      business: { review: 'always' },
      turns: [
        {
          says: 'how much is the tuition fee?',
          ari: says('-', { intent: 'pricing' }),
          held: true,
        },
        {
          staff: 'approves',
          hears: "I don't have information about that. Please speak with a consultant.",
          why: 'refused_subject',
        },
      ],
    },
    {
      name: 'a reply is taken back before it is released',
      language: 'id',
      manner: 'polite',
      proves: ['BY-06'],
      business: { holdSeconds: 30 },
      turns: [
        {
          says: 'Halo, saya Citra',
          ari: says('Halo Kak Citra! Saya ARI dari Eagle Overseas Education.', { intent: 'greeting' }),
          hears: null,
          ended: 'open',
        },
        { staff: { takesBack: true }, hears: null, floor: 'person' },
      ],
    },
    {
      name: 'a colleague’s words are in the prompt as a colleague’s',
      language: 'id',
      manner: 'polite',
      turns: [
        QUALIFIED,
        {
          staff: { writes: 'Kak Nadia, konsultannya nanti Dimas ya.' },
          hears: 'Kak Nadia, konsultannya nanti Dimas ya.',
          floor: 'person',
        },
        { staff: 'hands back', floor: 'bot' },
        {
          says: 'siap kak',
          ari: says('Baik, Kak Nadia. Mau pilih waktunya sekarang?'),
          prompt: ['What begins with [colleague] are their words'],
        },
      ],
    },
  ],
}
