import { says, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN, QUALIFIED } from './openings.ts'

export const qualification: Topic = {
  topic: 'qualification',
  conversations: [
    {
      name: 'five questions in five turns, one at a time, none twice',
      language: 'id',
      manner: 'polite',
      proves: ['CV-02', 'CV-01'],
      turns: [
        HELLO,
        {
          says: 'Nama saya Sari Wulandari, kak',
          ari: says('Salam kenal, Kak Sari. Negara tujuannya ke mana?', { facts: { name: 'Sari Wulandari' } }),
          asksFor: 'name',
        },
        {
          says: 'Jerman',
          ari: says('Baik, Kak Sari. Jenjang atau jurusan apa?', { facts: { destination: 'Jerman' } }),
          asksFor: 'destination',
        },
        {
          says: 'S2 informatika',
          ari: says('Kemampuan bahasa Inggrisnya sekarang bagaimana?', { facts: { course_level: 'S2 Informatika' } }),
          asksFor: 'course_level',
        },
        {
          says: 'IELTS 6.5 kak, tes bulan lalu',
          ari: says('Bagus, Kak. Rencana mulai kuliahnya kapan?', { facts: { english_level: 'IELTS 6.5' } }),
          asksFor: 'english_level',
        },
        {
          says: 'Oktober tahun depan insyaallah',
          ari: says('Siap, Kak Sari. Mau konsultasi 1-on-1 dengan konsultan kami?', {
            facts: { start_date: 'Oktober tahun depan' },
          }),
          asksFor: 'start_date',
          stage: 'routing',
          score: 47,
        },
        { says: 'makasih kak', ari: says('Sama-sama, Kak Sari.'), asksFor: null, stage: 'routing' },
      ],
    },
    {
      name: 'answers two questions at once, and neither is asked again',
      language: 'id',
      manner: 'terse',
      proves: ['CV-02'],
      turns: [
        HELLO,
        {
          says: 'Budi, ke Kanada',
          ari: says('Salam kenal, Kak Budi. Jenjang atau jurusan apa yang diminati?', {
            facts: { name: 'Budi', destination: 'Kanada' },
          }),
          facts: { name: 'Budi', destination: 'Kanada' },
        },
        {
          says: 'S1 komputer',
          ari: says('Bahasa Inggrisnya bagaimana, Kak?', { facts: { course_level: 'S1 komputer' } }),
          asksFor: 'course_level',
          prompt: ['destination=Kanada'],
        },
      ],
    },
    {
      name: 'everything at once goes straight to routing',
      language: 'id',
      manner: 'terse',
      turns: [
        { ...QUALIFIED, asksFor: 'name' },
        { says: 'ok', ari: says('Kapan pun Kakak siap.'), asksFor: null },
      ],
    },
    {
      name: 'answers in an order of their own',
      language: 'en',
      manner: 'chaotic',
      turns: [
        HELLO_EN,
        {
          says: 'duolingo 120 is that enough lol',
          ari: says('Noted. What is your name?', { facts: { english_level: 'Duolingo 120' } }),
          facts: { english_level: 'Duolingo 120' },
        },
        {
          says: 'start feb',
          ari: says('Thank you. And your name?', { facts: { start_date: 'February' } }),
          asksFor: 'name',
        },
        {
          says: "it's Grace, Ireland, masters in data",
          ari: says('Thank you, Grace. Would you like a 1-on-1 consultation?', {
            facts: { name: 'Grace', destination: 'Ireland', course_level: 'Master in Data' },
          }),
          stage: 'routing',
        },
      ],
    },
    {
      name: '"nanti saja" is accepted, and asked once more at most',
      language: 'id',
      manner: 'terse',
      proves: ['CV-02'],
      turns: [
        HELLO,
        {
          says: 'nanti saja namanya',
          ari: says('Baik, Kak. Mau kuliah di negara mana?', { declined: ['name'] }),
          prompt: ['Declined: (none)'],
        },
        {
          says: 'UK',
          ari: says('Siap. Boleh saya tahu nama Kakak sekarang?', { facts: { destination: 'UK' } }),
          asksFor: 'name',
          prompt: ['Declined: name'],
        },
        {
          says: 'ga mau sebut nama',
          ari: says('Tidak apa-apa, Kak. Jenjang atau jurusannya apa?', { declined: ['name'] }),
        },
        {
          says: 's2 hukum',
          ari: says('Bahasa Inggrisnya bagaimana, Kak?', { facts: { course_level: 'S2 Hukum' } }),
          asksFor: 'course_level',
        },
      ],
    },
    {
      name: 'who declines the last required question twice is qualified all the same',
      language: 'id',
      manner: 'polite',
      turns: [
        {
          says: 'Rina di sini kak, mau S1 bisnis di Malaysia, IELTS 5.5',
          ari: says('Baik, Kak Rina. Rencana mulainya kapan?', {
            facts: { name: 'Rina', course_level: 'S1 bisnis', destination: 'Malaysia', english_level: 'IELTS 5.5' },
          }),
          stage: 'qualification',
        },
        {
          says: 'belum bisa jawab dulu ya kak',
          ari: says('Tidak apa-apa, Kak Rina. Ada perkiraan tahunnya?', { declined: ['start_date'] }),
          asksFor: 'start_date',
          stage: 'qualification',
        },
        {
          says: 'lewati aja kak 🙏',
          ari: says('Baik, Kak. Mau konsultasi 1-on-1 dengan konsultan kami?', { declined: ['start_date'] }),
          stage: 'routing',
        },
        { says: 'boleh nanti ya', ari: says('Kapan pun Kakak siap.'), asksFor: null },
      ],
    },
    {
      name: 'what was declined and is told later after all is taken',
      language: 'mixed',
      manner: 'polite',
      turns: [
        HELLO,
        { says: 'skip dulu ya namanya', ari: says('Oke, Kak. Negara tujuannya ke mana?', { declined: ['name'] }) },
        {
          says: 'Netherlands. oh iya namaku Wira',
          ari: says('Salam kenal, Kak Wira. Jenjang atau jurusan apa?', {
            facts: { name: 'Wira', destination: 'Netherlands' },
          }),
          facts: { name: 'Wira' },
        },
        {
          says: 'master CS',
          ari: says('Bahasa Inggrisnya bagaimana, Kak Wira?', { facts: { course_level: 'Master CS' } }),
          prompt: ['Declined: (none)', 'name=Wira'],
        },
      ],
    },
    {
      name: 'a question of the business’s own is asked, answered and remembered',
      language: 'id',
      manner: 'polite',
      proves: ['CV-04'],
      business: {
        config: {
          flow: {
            questions: [
              { key: 'name', kind: 'text', required: true, about: 'nama / name' },
              { key: 'school', kind: 'text', required: true, about: 'asal sekolah / school' },
            ],
            stages: {
              greeting: { questions: ['name', 'school'], rules: [{ when: { is: 'always' }, to: 'qualification' }] },
              qualification: {
                questions: ['name', 'school'],
                rules: [{ when: { is: 'required_answered' }, to: 'routing' }],
              },
              routing: { questions: [], rules: [{ when: { is: 'wants_consultation' }, to: 'booking' }] },
              booking: { questions: [], rules: [{ when: { is: 'booked' }, to: 'done' }] },
              done: { questions: [], rules: [] },
            },
          },
        },
      },
      turns: [
        {
          says: 'Halo, saya Agus',
          ari: says('Halo Kak Agus, saya ARI dari Eagle Overseas Education. Asal sekolahnya dari mana?', {
            intent: 'greeting',
            facts: { name: 'Agus' },
          }),
          stage: 'qualification',
          prompt: ['- school (required)', '!- destination'],
        },
        {
          says: 'SMA 8 Jakarta',
          ari: says('Terima kasih, Kak Agus.', { facts: { school: 'SMA 8 Jakarta', destination: 'x' } }),
          facts: { school: 'SMA 8 Jakarta', destination: null },
          stage: 'routing',
        },
      ],
    },
    {
      name: 'what the model says of a question that was answered is not in its prompt as open',
      language: 'en',
      manner: 'terse',
      proves: ['CV-02', 'CV-24'],
      turns: [
        {
          says: 'I am Daniel, UK, MSc marketing, my IELTS is 7',
          ari: says('Thank you, Daniel. When would you like to start?', {
            facts: { name: 'Daniel', destination: 'UK', course_level: 'MSc Marketing', english_level: 'IELTS 7' },
          }),
          stage: 'qualification',
        },
        {
          says: 'why do you ask',
          ari: says('It helps our consultant prepare. When would you like to start?'),
          asksFor: 'start_date',
          stage: 'qualification',
        },
        {
          says: 'sept 2027',
          ari: says('Thank you, Daniel. Would you like a 1-on-1 consultation?', {
            facts: { start_date: 'September 2027' },
          }),
          stage: 'routing',
          asksFor: 'start_date',
        },
      ],
    },
  ],
}
