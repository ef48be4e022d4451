import { says, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN, QUALIFIED } from './openings.ts'

/** Several messages are one turn: one reply to all of them. */
export const bursts: Topic = {
  topic: 'bursts',
  conversations: [
    {
      name: 'a sentence in four pieces gets one reply',
      language: 'id',
      manner: 'chaotic',
      proves: ['CV-20'],
      turns: [
        {
          says: ['kak', 'mau tanya dong', 'aku Rani', 'pengen s2 di jepang eh jerman deh'],
          ari: says('Halo Kak Rani! Saya ARI dari Eagle Overseas Education. Bahasa Inggrisnya sekarang bagaimana?', {
            intent: 'greeting',
            facts: { name: 'Rani', destination: 'Jerman', course_level: 'S2' },
          }),
          facts: { name: 'Rani', destination: 'Jerman', course_level: 'S2' },
          ended: ['answered', 'answered', 'answered', 'answered'],
        },
      ],
    },
    {
      name: 'writes on while the model thinks: one reply covers both',
      language: 'id',
      manner: 'chaotic',
      proves: ['CV-20'],
      turns: [
        HELLO,
        {
          says: 'Doni',
          meanwhile: ['eh maksudnya Doni Saputra'],
          ari: [
            says('Salam kenal, Kak Doni!', { facts: { name: 'Doni' } }),
            says('Salam kenal, Kak Doni. Negara tujuannya ke mana?', { facts: { name: 'Doni Saputra' } }),
          ],
          facts: { name: 'Doni Saputra' },
          ended: ['answered', 'answered'],
        },
      ],
    },
    {
      name: 'takes a question back while the model thinks',
      language: 'en',
      manner: 'chaotic',
      proves: ['CV-20'],
      turns: [
        HELLO_EN,
        {
          says: 'can I start tomorrow',
          meanwhile: ['never mind, I am Ben'],
          ari: [
            says('Thank you.'),
            says('Nice to meet you, Ben. Where would you like to study?', { facts: { name: 'Ben' } }),
          ],
          ended: ['answered', 'answered'],
        },
      ],
    },
    {
      name: 'a good part and a refused one: the refusal is the one reply',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: ['aku Wulan', 'biayanya berapa kak'],
          ari: says('-', { intent: 'pricing', facts: { name: 'Wulan' } }),
          hears: 'Saya tidak punya informasi tentang itu. Silakan bicara dengan konsultan kami.',
          why: 'refused_subject',
          ended: ['answered', 'answered'],
          facts: { name: 'Wulan' },
        },
      ],
    },
    {
      name: 'a voice note, a picture and words are one burst',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: [{ voice: true }, { picture: '' }, 'itu ijazah saya kak, nama Surya'],
          ari: says('Terima kasih, Kak Surya. Negara tujuannya ke mana?', { facts: { name: 'Surya' } }),
          ended: ['answered', 'answered', 'answered'],
        },
      ],
    },
    {
      name: 'a thumb in the middle of a burst is passed over',
      language: 'mixed',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: ['namaku Ivan', { reacts: '❤️' }, 'mau ke NZ'],
          ari: says('Salam kenal, Kak Ivan. Jurusan apa?', { facts: { name: 'Ivan', destination: 'New Zealand' } }),
          ended: ['answered', 'ignored: reaction', 'answered'],
        },
      ],
    },
    {
      name: 'the same line three times gets one reply',
      language: 'id',
      manner: 'hostile',
      turns: [
        QUALIFIED,
        {
          says: ['WOY', 'WOY', 'WOY'],
          ari: says('Iya, Kak Nadia, saya di sini.'),
          ended: ['answered', 'answered', 'answered'],
        },
      ],
    },
  ],
}
