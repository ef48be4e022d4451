import { says, type Topic } from '../conversation.ts'

export const greeting: Topic = {
  topic: 'greeting',
  conversations: [
    {
      name: 'a polite good evening gets the greeting and the first question',
      language: 'id',
      manner: 'polite',
      proves: ['CV-19', 'CV-01'],
      turns: [
        {
          says: 'Selamat malam kak, saya lihat iklannya di Instagram 🙏',
          ari: says(
            'Halo Kak Nadia, selamat malam! Saya ARI dari Eagle Overseas Education. Negara tujuannya mau ke mana?',
            { intent: 'greeting' },
          ),
          stage: 'qualification',
          asksFor: 'name',
          prompt: ['Customer: Nadia', 'Stage: greeting'],
        },
        {
          says: 'ke Australia kak',
          ari: says('Siap, Kak Nadia. Jenjang atau jurusan apa yang diminati?', {
            facts: { destination: 'Australia' },
          }),
          facts: { destination: 'Australia' },
        },
      ],
    },
    {
      name: 'wrong on purpose',
      language: 'id',
      manner: 'polite',
      turns: [
        { says: ['halo', 'min'], ari: says('Halo!', { confidence: 0.4 }), stopped: 'hedging', why: 'low_confidence' },
      ],
    },
  ],
}
