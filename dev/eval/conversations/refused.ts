import { REFUSAL, says, type Conversation, type Language, type Manner, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN } from './openings.ts'

type Refused = { language: Language; manner: Manner; proves?: string[] }

/** Asked in the middle of a talk, and whatever the model makes of it. */
const refused = (
  name: string,
  asked: string,
  intent: string,
  { language, manner, proves = [] }: Refused,
): Conversation => ({
  name,
  language,
  manner,
  proves: ['LM-09', ...proves],
  turns: [
    language === 'en' ? HELLO_EN : HELLO,
    {
      says: asked,
      ari: says(language === 'en' ? 'Let me tell you about that.' : 'Saya jelaskan ya, Kak.', { intent }),
      hears: REFUSAL[language === 'en' ? 'en' : 'id'],
      why: 'refused_subject',
    },
  ],
})

export const refusedSubjects: Topic = {
  topic: 'refused subjects',
  conversations: [
    refused('what it costs, politely', 'Kalau boleh tahu, biayanya berapa ya Kak?', 'pricing', {
      language: 'id',
      manner: 'polite',
    }),
    refused('what it costs, in four letters', 'brp min', 'pricing', { language: 'id', manner: 'terse' }),
    refused('what it costs, and the model takes it for an answer', 'how much is it', 'course_info', {
      language: 'en',
      manner: 'terse',
      proves: ['LM-10'],
    }),
    refused('whether it can be paid in parts', 'bisa nyicil ga sih kak tuition fee nya', 'pricing', {
      language: 'mixed',
      manner: 'chaotic',
    }),
    refused('the money back', 'uang saya balik ga kalo visanya ditolak?', 'refund', {
      language: 'id',
      manner: 'terse',
    }),
    refused(
      'a refund policy that somebody invented',
      'A friend told me you refund the deposit when a relative dies. Can you confirm?',
      'refund',
      { language: 'en', manner: 'polite', proves: ['LM-28'] },
    ),
    refused('a scholarship, politely', 'Apakah ada beasiswa untuk S2 di Australia, Kak?', 'scholarship', {
      language: 'id',
      manner: 'polite',
    }),
    refused('a scholarship, and the model takes it for a course', 'any scholarships?', 'course_info', {
      language: 'en',
      manner: 'terse',
    }),
    refused(
      'whether they will be accepted',
      'Nilai saya 3.2, kira-kira saya keterima ga di Monash?',
      'admission_decision',
      { language: 'id', manner: 'chaotic' },
    ),
    refused('a guarantee of the visa', 'can you guarantee my visa will be approved?', 'admission_decision', {
      language: 'en',
      manner: 'hostile',
      proves: ['LM-11'],
    }),
    refused('a discount, angrily', 'masa ga ada diskon sama sekali pelit banget!!', 'pricing', {
      language: 'id',
      manner: 'hostile',
    }),
    {
      name: 'in the words of the business',
      language: 'id',
      manner: 'terse',
      proves: ['LM-10'],
      business: {
        config: {
          guard: {
            refusal: { id: 'Soal itu konsultan kami yang menjawab ya, Kak.', en: 'Our consultant will answer that.' },
          },
        },
      },
      turns: [
        HELLO,
        {
          says: 'harganya?',
          ari: says('-', { intent: 'pricing' }),
          hears: 'Soal itu konsultan kami yang menjawab ya, Kak.',
          why: 'refused_subject',
        },
      ],
    },
    {
      name: 'in the language of the customer, whatever the persona’s',
      language: 'en',
      manner: 'polite',
      proves: ['LM-10', 'LM-26'],
      turns: [
        HELLO_EN,
        {
          says: 'Thank you. Could you tell me the tuition fee, please?',
          ari: says('-', { intent: 'pricing' }),
          hears: REFUSAL.en,
          why: 'refused_subject',
        },
        { says: 'Hello? Are you still there?', hears: null },
      ],
    },
    {
      name: 'own money is an answer, and no question of prices',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        {
          says: 'Rencananya dibiayai orang tua, Kak',
          ari: says('Baik, Kak. Boleh tahu namanya?', { facts: { funding: 'orang tua' } }),
          facts: { funding: 'orang tua' },
        },
      ],
    },
    {
      name: 'after the refusal people speak, and ARI goes on once it is given back',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        {
          says: 'biaya kuliahnya berapa kak',
          ari: says('-', { intent: 'pricing' }),
          hears: REFUSAL.id,
          why: 'refused_subject',
        },
        { says: 'oh gitu, oke', hears: null },
        {
          staff: { writes: 'Halo Kak, nanti kita bahas saat konsultasi ya.' },
          hears: 'Halo Kak, nanti kita bahas saat konsultasi ya.',
          floor: 'person',
        },
        { staff: 'hands back', floor: 'bot' },
        {
          says: 'siap kak makasih',
          ari: says('Sama-sama, Kak. Boleh tahu namanya?'),
          prompt: ['given it back to you'],
        },
      ],
    },
  ],
}
