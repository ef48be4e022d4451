import { says, type Conversation, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN, QUALIFIED } from './openings.ts'

type Case = Pick<Conversation, 'language' | 'manner' | 'proves'>

const asks = (name: string, said: string, { language, manner, proves }: Case): Conversation => ({
  name,
  language,
  manner,
  ...(proves && { proves }),
  turns: [
    language === 'en' ? HELLO_EN : HELLO,
    {
      says: said,
      ari: says(language === 'en' ? 'One moment, please.' : 'Sebentar ya, Kak.', {
        intent: 'human',
        escalate: 'The customer asks for a person.',
      }),
      why: 'asked_for_person',
    },
    { says: 'ok', hears: null },
  ],
})

/** The ways from ARI to people, and what customers hear meanwhile. */
export const people: Topic = {
  topic: 'people',
  conversations: [
    asks('asks for a person, politely', 'Boleh bicara dengan adminnya langsung, Kak?', {
      language: 'id',
      manner: 'polite',
      proves: ['CV-10'],
    }),
    asks('asks for a person in one word', 'CS', { language: 'id', manner: 'terse' }),
    asks('asks for a human being, in capitals', 'I WANT A HUMAN NOT A ROBOT', { language: 'en', manner: 'hostile' }),
    asks('asks whether anybody is there', 'ada orang aslinya ga sih, cape ngomong sm bot', {
      language: 'id',
      manner: 'chaotic',
    }),
    asks('asks to be called', 'kak bisa minta tolong ditelpon aja? lebih gampang by phone', {
      language: 'mixed',
      manner: 'polite',
    }),
    {
      name: 'complains about a promise that was not kept',
      language: 'id',
      manner: 'hostile',
      turns: [
        HELLO,
        {
          says: 'kemarin dijanjiin ditelpon ga ada yg telpon, kecewa banget saya',
          ari: says('Saya mengerti, Kak.', { intent: 'complaint', escalate: 'A complaint.' }),
          why: 'complaint',
        },
      ],
    },
    {
      name: 'complains in polite words',
      language: 'en',
      manner: 'polite',
      turns: [
        HELLO_EN,
        {
          says: 'I am afraid I am not happy with how my last question was handled.',
          ari: says('Thank you for telling us.', { intent: 'complaint' }),
          why: 'complaint',
        },
      ],
    },
    {
      name: 'the model itself asks for a person',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        {
          says: 'Anak saya berkebutuhan khusus, apakah kampusnya bisa mendampingi?',
          ari: says('Saya bantu tanyakan, Kak.', { escalate: 'Needs a consultant.' }),
          why: 'model_escalated',
        },
      ],
    },
    {
      name: 'insults and threats are a complaint, and never an argument',
      language: 'mixed',
      manner: 'hostile',
      turns: [
        HELLO,
        {
          says: 'PENIPU LU SEMUA!!! i will report you ke polisi',
          ari: says('Baik, Kak.', { intent: 'complaint', escalate: 'Threat.' }),
          why: 'complaint',
        },
      ],
    },
    {
      name: 'the facts of the message that asks for a person are kept',
      language: 'id',
      manner: 'terse',
      turns: [
        HELLO,
        {
          says: 'gw Hendra, mau ngomong sm orang aja',
          ari: says('Baik, Kak Hendra.', { intent: 'human', facts: { name: 'Hendra' } }),
          why: 'asked_for_person',
          facts: { name: 'Hendra' },
          score: 13,
        },
      ],
    },
    {
      name: 'asks for a person with a consultation in reach',
      language: 'id',
      manner: 'polite',
      turns: [
        QUALIFIED,
        {
          says: 'Boleh saya bicara dulu dengan konsultannya, Kak?',
          ari: says('Baik, Kak Nadia.', { intent: 'human' }),
          why: 'asked_for_person',
          stage: 'routing',
          bookings: [],
        },
      ],
    },
    {
      name: 'ARI is asked to come back, and knows that others have spoken',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        { says: 'mau sama orang dong', ari: says('Baik, Kak.', { intent: 'human' }), why: 'asked_for_person' },
        {
          staff: { writes: 'Halo Kak, saya Dewi. Ada yang bisa dibantu?' },
          hears: 'Halo Kak, saya Dewi. Ada yang bisa dibantu?',
          floor: 'person',
        },
        { says: 'mau tau soal Jerman kak', hears: null },
        { staff: 'hands back', floor: 'bot' },
        {
          says: 'S2 ya',
          ari: says('Siap, Kak. Boleh tahu namanya?', { facts: { course_level: 'S2' } }),
          prompt: ['given it back to you'],
          asksFor: 'name',
        },
      ],
    },
  ],
}
