import { says, type Topic } from '../conversation.ts'
import { HELLO, QUALIFIED, QUALIFIED_EN, WANTS_TIMES } from './openings.ts'

/** How talk really goes: corrections, asides, the same thing twice, second thoughts. */
export const course: Topic = {
  topic: 'course of the talk',
  conversations: [
    {
      name: '"eh salah, bukan Australia tapi UK"',
      language: 'id',
      manner: 'chaotic',
      turns: [
        {
          says: 'Aku Maya mau ke Australia',
          ari: says('Halo Kak Maya! Saya ARI dari Eagle Overseas Education. Jenjang atau jurusan apa?', {
            facts: { name: 'Maya', destination: 'Australia' },
          }),
          facts: { destination: 'Australia' },
        },
        {
          says: 'eh salah, bukan Australia tapi UK',
          ari: says('Siap, Kak Maya, UK ya. Jenjang atau jurusannya apa?', { facts: { destination: 'UK' } }),
          facts: { destination: 'UK' },
        },
        {
          says: 'S2',
          ari: says('Bahasa Inggrisnya bagaimana, Kak?', { facts: { course_level: 'S2' } }),
          prompt: ['destination=UK', '!destination=Australia'],
        },
      ],
    },
    {
      name: 'corrects the name that WhatsApp shows',
      language: 'id',
      manner: 'polite',
      customer: 'Toko Bunga Melati',
      turns: [
        {
          says: 'Maaf ini nomor toko, nama saya Yuni',
          ari: says('Salam kenal, Kak Yuni. Negara tujuannya ke mana?', { facts: { name: 'Yuni' } }),
          facts: { name: 'Yuni' },
        },
        {
          says: 'Singapura',
          ari: says('Siap, Kak Yuni. Jurusan apa?', { facts: { destination: 'Singapura' } }),
          prompt: ['name=Yuni'],
        },
      ],
    },
    {
      name: 'corrects the start after being qualified, and stays where the talk is',
      language: 'en',
      manner: 'polite',
      turns: [
        QUALIFIED_EN,
        {
          says: 'Sorry, I meant January 2028',
          ari: says('No problem, Kevin, January 2028. Would you like a 1-on-1 consultation?', {
            facts: { start_date: 'January 2028' },
          }),
          facts: { start_date: 'January 2028' },
          stage: 'routing',
        },
      ],
    },
    {
      name: 'asks something in between, gets it, and is led back to the open question',
      language: 'id',
      manner: 'polite',
      turns: [
        HELLO,
        { says: 'Putri', ari: says('Salam kenal, Kak Putri. Negara tujuannya ke mana?', { facts: { name: 'Putri' } }) },
        {
          says: 'sebelum itu, kantornya buka jam berapa ya kak?',
          ari: says(
            'Kantor buka Senin sampai Jumat pukul 09.00 sampai 18.00 WIB dan Sabtu pukul 09.00 sampai 14.00 WIB. Negara tujuannya ke mana, Kak Putri?',
            { intent: 'contact_info', cites: ['Jam buka kantor'] },
          ),
          asksFor: 'destination',
          stage: 'qualification',
        },
        {
          says: 'oke. belanda',
          ari: says('Siap. Jurusan apa, Kak Putri?', { facts: { destination: 'Belanda' } }),
          asksFor: 'destination',
        },
      ],
    },
    {
      name: 'answers and asks in one breath',
      language: 'mixed',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: 'gw Reza, btw visa pelajar prosesnya brp lama ya?',
          ari: says(
            'Salam kenal, Kak Reza. Visa pelajar prosesnya 2 sampai 8 minggu, tergantung negara. Negara tujuannya ke mana?',
            { intent: 'application_process', facts: { name: 'Reza' }, cites: ['Visa pelajar'] },
          ),
          facts: { name: 'Reza' },
        },
      ],
    },
    {
      name: 'the same question twice gets the same facts',
      language: 'id',
      manner: 'terse',
      proves: ['CV-24'],
      turns: [
        {
          says: 'masa berlaku paspor minimal brp bulan?',
          ari: says('Paspor harus berlaku minimal 6 bulan saat mendaftar visa.', {
            intent: 'application_process',
            cites: ['Masa berlaku paspor'],
          }),
        },
        {
          says: 'jadi paspor minimal berlaku berapa bulan?',
          ari: says('Minimal 6 bulan saat mendaftar visa, Kak.', {
            intent: 'application_process',
            cites: ['Masa berlaku paspor'],
          }),
        },
        {
          says: 'paspor harus berlaku 12 bulan kan?',
          ari: says('Paspor harus berlaku minimal 12 bulan, Kak.', {
            intent: 'application_process',
            cites: ['Masa berlaku paspor'],
          }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: '"it" is understood: what was said before is in the prompt',
      language: 'en',
      manner: 'polite',
      proves: ['LM-22'],
      turns: [
        {
          says: 'Do you have a Master of Computing at NUS in Singapore?',
          ari: says('Yes, the Master of Computing at the National University of Singapore takes 1.5 years.', {
            intent: 'course_info',
            cites: ['Master of Computing at the National University of Singapore'],
          }),
        },
        {
          says: 'And what English score does the Master of Computing ask for?',
          ari: says('It asks for IELTS 6.0.', {
            intent: 'course_info',
            cites: ['Master of Computing at the National University of Singapore'],
          }),
        },
      ],
    },
    {
      name: 'changes the mind about a consultation, and back again',
      language: 'id',
      manner: 'chaotic',
      turns: [
        QUALIFIED,
        { ...WANTS_TIMES },
        {
          says: 'hmm ga jadi deh kak, mikir dulu',
          ari: says('Tidak apa-apa, Kak Nadia. Kabari kapan saja.', { facts: { consultation: 'no' } }),
          facts: { consultation: 'no' },
          stage: 'booking',
        },
        {
          says: 'eh jadi deh wkwk',
          ari: says('Siap, Kak Nadia. Silakan pilih waktunya.', { intent: 'booking', facts: { consultation: 'yes' } }),
          rows: 4,
          facts: { consultation: 'yes' },
        },
      ],
    },
    {
      name: 'small talk is answered, and nothing is learnt of it',
      language: 'id',
      manner: 'chaotic',
      turns: [
        HELLO,
        {
          says: 'wkwkwk lucu ya ngobrol sm robot',
          ari: says('Hehe, iya Kak, saya ARI. Boleh tahu namanya?', { confidence: 0.9 }),
          facts: { name: null },
          asksFor: 'name',
        },
      ],
    },
    {
      name: 'a thank-you ends the talk kindly, and is not a new beginning',
      language: 'en',
      manner: 'polite',
      turns: [
        QUALIFIED_EN,
        {
          says: 'ok thank you so much, I will think about it',
          ari: says('You are welcome, Kevin. Write any time.'),
          stage: 'routing',
          prompt: ['Stage: routing'],
        },
      ],
    },
    {
      name: 'speaks for the daughter, and she is the one who goes',
      language: 'id',
      manner: 'polite',
      customer: 'Ibu Ratna',
      turns: [
        HELLO,
        {
          says: 'Saya ibunya. Anak saya Kirana yang mau kuliah, S1 perhotelan di Malaysia',
          ari: says('Baik, Bu. Bahasa Inggris Kirana sekarang bagaimana?', {
            facts: { name: 'Kirana', course_level: 'S1 perhotelan', destination: 'Malaysia' },
          }),
          facts: { name: 'Kirana', destination: 'Malaysia' },
          asksFor: 'name',
        },
        {
          says: 'Apa orang tua boleh ikut konsultasi?',
          ari: says('Orang tua dipersilakan ikut konsultasi, Bu, baik online maupun di kantor.', {
            intent: 'booking',
            cites: ['Orang tua ikut konsultasi'],
            facts: { consultation: 'yes' },
          }),
          stage: 'qualification',
        },
      ],
    },
  ],
}
