import { says, type Topic } from '../conversation.ts'
import { HELLO, QUALIFIED } from './openings.ts'

/** What is kept of what customers tell, and what is not. */
export const facts: Topic = {
  topic: 'facts',
  conversations: [
    {
      name: 'documents are yes, no or under way, and only a yes counts',
      language: 'id',
      manner: 'polite',
      proves: ['CV-05'],
      turns: [
        QUALIFIED,
        {
          says: 'paspor udah ada, transkrip masih proses, CV belum bikin hehe',
          ari: says('Baik, Kak Nadia, sudah saya catat.', {
            facts: { passport: 'ada', transcript: 'sedang proses', cv: 'belum' },
          }),
          facts: { passport: 'yes', transcript: 'in_progress', cv: 'no' },
          // 44, 3 for the reply within a day, and 8 for the passport.
          score: 55,
        },
      ],
    },
    {
      name: 'an e-mail address is kept, and the model is told no more than that it is known',
      language: 'id',
      manner: 'terse',
      proves: ['LM-19'],
      turns: [
        QUALIFIED,
        {
          says: 'email saya nadia.r88@gmail.com',
          ari: says('Terima kasih, Kak Nadia.', { facts: { email: 'nadia.r88@gmail.com' } }),
          facts: { email: 'nadia.r88@gmail.com' },
          score: 52,
        },
        { says: 'udah kan?', ari: says('Sudah, Kak Nadia.'), prompt: ['email=known', '!nadia.r88@gmail.com'] },
      ],
    },
    {
      name: 'a fact of which no question asks is dropped',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: 'zodiakku leo min, nama Leo juga wkwkwk',
          ari: says('Salam kenal, Kak Leo. Negara tujuannya?', { facts: { name: 'Leo', zodiac: 'leo', score: '98' } }),
          facts: { name: 'Leo', zodiac: null, score: null },
        },
      ],
    },
    {
      name: 'who does not know yet is not pressed',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        { says: 'Fitri', ari: says('Salam kenal, Kak Fitri. Negara tujuannya ke mana?', { facts: { name: 'Fitri' } }) },
        {
          says: 'masih bingung kak, antara aus sm nz',
          ari: says('Tidak apa-apa, Kak Fitri. Jurusan apa yang diminati?', {
            facts: { destination: 'bingung antara Australia dan Selandia Baru' },
          }),
          facts: { destination: 'bingung antara Australia dan Selandia Baru' },
        },
        {
          says: 'bisnis sih kayanya',
          ari: says('Siap. Bahasa Inggrisnya bagaimana?', { facts: { course_level: 'bisnis' } }),
          asksFor: 'course_level',
        },
      ],
    },
  ],
}
