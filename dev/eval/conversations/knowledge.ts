import { says, type Topic } from '../conversation.ts'

const MELBOURNE = 'S2 Data Science di University of Melbourne'

/** The four subjects that ARI speaks of, in the spelling of chats; and what it does not know. */
export const knowledge: Topic = {
  topic: 'knowledge',
  conversations: [
    {
      name: 'a course, asked for in whole words',
      language: 'id',
      manner: 'polite',
      proves: ['LM-08', 'LM-12'],
      turns: [
        {
          says: 'Kak, S2 Data Science di Melbourne berapa tahun dan kapan penerimaannya?',
          ari: says(
            'Master of Data Science di University of Melbourne berlangsung 2 tahun. Penerimaan Februari dan Juli, Kak.',
            { intent: 'course_info', cites: [MELBOURNE] },
          ),
          prompt: ['Penerimaan Februari dan Juli'],
        },
      ],
    },
    {
      name: 'a course in three letters and no vowels',
      language: 'id',
      manner: 'terse',
      turns: [
        {
          says: 's2 data science melb brp thn',
          ari: says('Programnya berlangsung 2 tahun, Kak.', { intent: 'course_info', cites: [MELBOURNE] }),
        },
      ],
    },
    {
      name: 'a course in English',
      language: 'en',
      manner: 'polite',
      turns: [
        {
          says: 'Could you tell me about the MSc Data Science at the University of Manchester?',
          ari: says(
            'The MSc Data Science at the University of Manchester takes 1 year, with the intake in September.',
            { intent: 'course_info', cites: ['MSc Data Science at the University of Manchester'] },
          ),
        },
      ],
    },
    {
      name: 'the application process, asked half in English',
      language: 'mixed',
      manner: 'chaotic',
      proves: ['LM-08'],
      turns: [
        {
          says: 'min proses applynya gmn sih dr awal sampe brangkat?? bingung bgt akutu',
          ari: says(
            'Alurnya: konsultasi, pemilihan jurusan dan kampus, melengkapi dokumen, pengiriman pendaftaran, surat penerimaan, visa pelajar, lalu pembekalan.',
            { intent: 'application_process', cites: ['Alur pendaftaran dari awal sampai berangkat'] },
          ),
        },
      ],
    },
    {
      name: 'documents for an application, misspelled',
      language: 'id',
      manner: 'terse',
      turns: [
        {
          says: 'dokumen pendaftran apa aj',
          ari: says('Dokumen pendaftaran: paspor, transkrip nilai, ijazah, CV, dan sertifikat bahasa Inggris.', {
            intent: 'application_process',
            cites: ['Dokumen untuk pendaftaran'],
          }),
        },
      ],
    },
    {
      name: 'where the office is',
      language: 'id',
      manner: 'polite',
      proves: ['LM-08'],
      turns: [
        {
          says: 'Alamat kantor Jakartanya di mana ya Kak?',
          ari: says('Kantor kami di Graha Mandala Lantai 12, Jl. Jenderal Sudirman Kav. 71, Jakarta Selatan 12190.', {
            intent: 'contact_info',
            cites: ['Alamat kantor Jakarta'],
          }),
        },
      ],
    },
    {
      name: 'the phone number and the e-mail address of the business',
      language: 'en',
      manner: 'terse',
      proves: ['LM-12'],
      turns: [
        {
          says: 'office phone and email?',
          ari: says('Office phone: +62 21 5098 1200. Email: contact@eagleoverseas.com.', {
            intent: 'contact_info',
            cites: ['Phone and email'],
          }),
          prompt: ['Phone: +62 21 5098 1200'],
        },
      ],
    },
    {
      name: 'how a consultation goes',
      language: 'id',
      manner: 'polite',
      proves: ['LM-08'],
      turns: [
        {
          says: 'Konsultasi itu isi dan lamanya bagaimana, Kak?',
          ari: says('Konsultasi berlangsung 45 menit dengan konsultan yang menangani negara tujuan Kakak.', {
            intent: 'course_info',
            cites: ['Isi dan lama konsultasi'],
          }),
        },
      ],
    },
    {
      name: 'a number that the entry does not have',
      language: 'id',
      manner: 'polite',
      proves: ['BY-10', 'CV-24'],
      turns: [
        {
          says: 'IELTS untuk S2 Data Science di Melbourne berapa?',
          ari: says('Syaratnya IELTS 5.5, Kak.', { intent: 'course_info', cites: [MELBOURNE] }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'a month that is another course’s',
      language: 'en',
      manner: 'terse',
      proves: ['BY-10'],
      turns: [
        {
          says: 'intake of the MSc Data Science Manchester?',
          ari: says('The intake is in February.', {
            intent: 'course_info',
            cites: ['MSc Data Science at the University of Manchester'],
          }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'the right number without an entry to stand on',
      language: 'id',
      manner: 'terse',
      proves: ['BY-10'],
      turns: [
        {
          says: 'ielts minimal s2 brp',
          ari: says('Minimal IELTS 6.5 untuk S2, Kak.', { intent: 'course_info' }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'an entry that was not found cannot be cited',
      language: 'id',
      manner: 'chaotic',
      proves: ['BY-10'],
      turns: [
        {
          says: 'haloo mau nanya2 dong',
          ari: { reply: 'Kantor buka pukul 07.00 setiap hari, Kak.', intent: 'contact_info' },
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'a course that nobody offers',
      language: 'en',
      manner: 'polite',
      proves: ['LM-13'],
      turns: [
        {
          says: 'Do you offer a pilot school in Japan?',
          ari: says('I do not have that in my list.', {
            intent: 'course_info',
            confidence: 0.5,
            escalate: 'The knowledge does not answer this.',
          }),
          stopped: 'confidence',
          why: 'low_confidence',
        },
      ],
    },
    {
      name: 'an invented rule about work',
      language: 'id',
      manner: 'terse',
      proves: ['LM-11', 'LM-28'],
      turns: [
        {
          says: 'kerja paruh waktu di UK boleh brp jam',
          ari: says('Di UK boleh bekerja 40 jam per minggu, Kak.', {
            intent: 'course_info',
            cites: ['Kerja paruh waktu saat kuliah'],
          }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'a link that is in no entry',
      language: 'id',
      manner: 'polite',
      turns: [
        {
          says: 'Ada website untuk jadwal intake tiap negara Kak?',
          ari: says('Silakan lihat https://intake-kampus.example.net ya, Kak.', {
            intent: 'course_info',
            cites: ['Periode intake tiap negara'],
          }),
          stopped: 'grounded',
          why: 'unsafe_reply',
        },
      ],
    },
    {
      name: 'a number in another spelling is the same number',
      language: 'id',
      manner: 'terse',
      turns: [
        {
          says: 'lama kuliah S2 Computing di NUS?',
          ari: says('Master of Computing di NUS berlangsung 1.5 tahun, Kak.', {
            intent: 'course_info',
            cites: ['S2 Computing di National University of Singapore'],
          }),
        },
      ],
    },
  ],
}
