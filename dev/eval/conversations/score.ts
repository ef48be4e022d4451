import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { says, type Topic } from '../conversation.ts'
import { FIVE_FACTS, HELLO, QUALIFIED } from './openings.ts'

/** Everything but a consultation: 47 of the five answers, 20 of the rest. */
const MORE = { email: 'nadia.r88@gmail.com', city: 'Bandung', funding: 'orang tua' }
const { stages } = DEFAULT_CONFIG.flow

export const score: Topic = {
  topic: 'score and rules',
  conversations: [
    {
      name: 'at the threshold people take over, once the customer has the reply',
      language: 'id',
      manner: 'polite',
      proves: ['CV-07'],
      business: { config: { scoring: { threshold: 65 } } },
      turns: [
        QUALIFIED,
        {
          says: 'Email nadia.r88@gmail.com, tinggal di Bandung, dibiayai orang tua',
          ari: says('Terima kasih, Kak Nadia.', { facts: MORE }),
          hears: 'Terima kasih, Kak Nadia.',
          score: 65,
          why: 'hot_lead',
          ended: 'answered',
        },
        { says: 'siap kak', hears: null },
      ],
    },
    {
      name: 'one point under the threshold ARI goes on',
      language: 'id',
      manner: 'polite',
      proves: ['CV-07'],
      business: { config: { scoring: { threshold: 66 } } },
      turns: [
        QUALIFIED,
        {
          says: 'Email nadia.r88@gmail.com, tinggal di Bandung, dibiayai orang tua',
          ari: says('Terima kasih, Kak Nadia.', { facts: MORE }),
          score: 65,
        },
        { says: 'siap kak', ari: says('Ada yang lain, Kak Nadia?') },
      ],
    },
    {
      name: 'a hot lead who wants a consultation gets the list, and not the waiting room',
      language: 'id',
      manner: 'terse',
      turns: [
        {
          says: 'Nadia, S2 Data Science Australia, IELTS 6.5, Juli 2027. paspor transkrip cv sertifikat semua ada',
          ari: says('Lengkap sekali, Kak Nadia. Mau konsultasi?', {
            facts: {
              ...FIVE_FACTS,
              passport: 'yes',
              transcript: 'yes',
              cv: 'yes',
              english_certificate: 'yes',
              consultation: 'yes',
            },
          }),
          rows: 4,
          stage: 'booking',
          score: 77,
        },
      ],
    },
    {
      name: 'a hot lead in one message goes to people',
      language: 'mixed',
      manner: 'terse',
      proves: ['CV-07'],
      turns: [
        {
          says: 'Nadia, S2 Data Science Australia, IELTS 6.5, Juli 2027. paspor transkrip cv sertifikat udah ready semua kok',
          ari: says('Lengkap sekali, Kak Nadia.', {
            facts: { ...FIVE_FACTS, passport: 'yes', transcript: 'yes', cv: 'yes', english_certificate: 'yes' },
          }),
          hears: 'Lengkap sekali, Kak Nadia.',
          stage: 'routing',
          score: 74,
          why: 'hot_lead',
          ended: 'answered',
        },
      ],
    },
    {
      name: 'a weight that the business changed counts from the next message on',
      language: 'id',
      manner: 'polite',
      proves: ['CV-06', 'CV-15'],
      turns: [
        HELLO,
        {
          says: 'Lina',
          ari: says('Salam kenal, Kak Lina. Negara tujuannya ke mana?', { facts: { name: 'Lina' } }),
          score: 13,
        },
        {
          staff: {
            publishes: {
              scoring: {
                factors: [{ key: 'name', part: 'basic', points: 25, when: { is: 'answered', question: 'name' } }],
              },
            },
          },
        },
        { says: 'Kanada', ari: says('Siap, Kak Lina. Jurusan apa?', { facts: { destination: 'Kanada' } }), score: 25 },
      ],
    },
    {
      name: 'a way that the business changed is followed from the next message on',
      language: 'id',
      manner: 'polite',
      proves: ['CV-04', 'CV-15'],
      turns: [
        HELLO,
        {
          staff: {
            publishes: {
              flow: {
                stages: {
                  ...stages,
                  qualification: {
                    ...stages.qualification,
                    rules: [{ when: { is: 'answered', question: 'name' }, to: 'routing' }],
                  },
                },
              },
            },
          },
        },
        {
          says: 'Gita',
          ari: says('Salam kenal, Kak Gita. Mau konsultasi 1-on-1?', { facts: { name: 'Gita' } }),
          stage: 'routing',
        },
      ],
    },
    {
      name: 'a rule of the business calls people after so many turns',
      language: 'en',
      manner: 'chaotic',
      business: {
        config: {
          flow: {
            stages: {
              ...stages,
              qualification: {
                ...stages.qualification,
                rules: [{ when: { is: 'turns', count: 2 }, to: 'people' }, ...stages.qualification.rules],
              },
            },
          },
        },
      },
      turns: [
        {
          says: 'hello hello',
          ari: says('Hello! I am ARI from Eagle Overseas Education. May I know your name?', { intent: 'greeting' }),
          stage: 'qualification',
        },
        { says: 'no idea lol', ari: says('No problem.'), hears: 'No problem.', why: 'flow_rule', ended: 'answered' },
        { staff: 'hands back', floor: 'bot' },
        // Given back to ARI, the rule has done its work.
        {
          says: 'ok so Sam',
          ari: says('Nice to meet you, Sam. Where would you like to study?', { facts: { name: 'Sam' } }),
          facts: { name: 'Sam' },
        },
      ],
    },
    {
      name: 'declined questions count nothing',
      language: 'id',
      manner: 'terse',
      turns: [
        HELLO,
        { says: 'ga mau jawab', ari: says('Tidak apa-apa, Kak. Negara tujuannya?', { declined: ['name'] }), score: 8 },
      ],
    },
  ],
}
