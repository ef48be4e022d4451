import { says, type Topic } from '../conversation.ts'
import { HELLO, QUALIFIED, QUALIFIED_EN, WANTS_TIMES } from './openings.ts'

const BOOKED = /^Konsultasi 1-on-1 Anda sudah terjadwal: .+ pukul 09\.00 WIB, bersama Dimas Prasetyo/
const BOOKED_EN = /^Your 1-on-1 consultation is booked: .+ with Dimas Prasetyo/
const STANDS = { stage: 'done', bookings: ['confirmed'], tags: ['1on1'] } as const
const stands = { stage: STANDS.stage, bookings: [...STANDS.bookings], tags: [...STANDS.tags] }

export const booking: Topic = {
  topic: 'booking',
  conversations: [
    {
      name: 'from hello to a consultation, through every stage',
      language: 'id',
      manner: 'polite',
      proves: ['CV-01'],
      turns: [
        HELLO,
        { ...QUALIFIED, score: 47 },
        WANTS_TIMES,
        { says: { chooses: 0 }, hears: BOOKED, ...stands },
        {
          says: 'Makasih banyak ya kak 🙏',
          ari: says('Sama-sama, Kak Nadia.'),
          stage: 'done',
          prompt: ['Stage: done'],
        },
      ],
    },
    {
      name: 'in English',
      language: 'en',
      manner: 'terse',
      turns: [
        QUALIFIED_EN,
        {
          says: 'yes please',
          ari: says('Please choose a time, Kevin.', { intent: 'booking' }),
          rows: 4,
          stage: 'booking',
        },
        { says: { chooses: 1 }, hears: BOOKED_EN, ...stands },
      ],
    },
    {
      name: 'names the time in words',
      language: 'id',
      manner: 'chaotic',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'yg jam 9 aja deh kak',
          ari: says('Siap, Kak Nadia.', { intent: 'booking', slot: 0 }),
          hears: BOOKED,
          ...stands,
        },
      ],
    },
    {
      name: 'wants a consultation before anything else is known, and is asked first',
      language: 'mixed',
      manner: 'terse',
      turns: [
        {
          says: 'mau book consultation dong',
          ari: says('Siap, Kak! Saya ARI dari Eagle Overseas Education. Boleh tahu nama Kakak dulu?', {
            intent: 'booking',
          }),
          stage: 'qualification',
          rows: 0,
          facts: { consultation: 'yes' },
        },
        {
          ...QUALIFIED,
          ari: says('Lengkap, Kak Nadia. Silakan pilih waktunya.', {
            facts: {
              name: 'Nadia',
              destination: 'Australia',
              course_level: 'S2',
              english_level: 'IELTS 6.5',
              start_date: 'Juli 2027',
            },
          }),
          stage: 'booking',
          rows: 4,
          score: 50,
        },
      ],
    },
    {
      name: 'a time that is not there cannot be booked',
      language: 'id',
      manner: 'chaotic',
      proves: ['BY-10'],
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'jam 3 pagi bisa ga',
          ari: says('Silakan pilih dari waktu yang ada ya, Kak.', {
            intent: 'booking',
            slot: '01900000-0000-7000-8000-0000000000ff',
          }),
          rows: 4,
          stage: 'booking',
          bookings: [],
        },
      ],
    },
    {
      name: 'somebody else was quicker: other times are offered',
      language: 'id',
      manner: 'polite',
      proves: ['BY-18'],
      business: { slots: 3 },
      turns: [
        QUALIFIED,
        { ...WANTS_TIMES, rows: 3 },
        { staff: { othersChoose: 0 } },
        {
          says: { chooses: 0 },
          hears: 'Waktu itu baru saja terisi. Silakan pilih waktu lain yang masih tersedia.',
          rows: 2,
          stage: 'booking',
          bookings: [],
        },
        { says: { chooses: 0 }, hears: /sudah terjadwal: .+ pukul 10\.00 WIB/, ...stands },
      ],
    },
    {
      name: 'the last time went to somebody else: people find another one',
      language: 'id',
      manner: 'polite',
      proves: ['BY-18'],
      business: { slots: 1 },
      turns: [
        QUALIFIED,
        { ...WANTS_TIMES, rows: 1 },
        { staff: { othersChoose: 0 } },
        { says: { chooses: 0 }, why: 'no_slot', bookings: [] },
      ],
    },
    {
      name: 'no time is free: no empty list is offered, people are called',
      language: 'id',
      manner: 'polite',
      business: { slots: 0 },
      turns: [
        QUALIFIED,
        {
          says: 'Boleh kak, kapan bisanya?',
          ari: says('Silakan pilih waktunya, Kak Nadia.', { intent: 'booking' }),
          why: 'no_slot',
          stage: 'booking',
        },
      ],
    },
    {
      name: 'asks for the list again',
      language: 'id',
      manner: 'chaotic',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'listnya ilang kak kirim lg dong 😭',
          ari: says('Ini daftarnya ya, Kak Nadia.', { intent: 'booking' }),
          rows: 4,
          stage: 'booking',
        },
      ],
    },
    {
      name: 'asks something else in front of the list, and the list is not pushed again',
      language: 'id',
      manner: 'polite',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'Orang tua boleh ikut konsultasi Kak?',
          ari: says('Orang tua dipersilakan ikut konsultasi, Kak, baik online maupun di kantor.', {
            intent: 'course_info',
            cites: ['Orang tua ikut konsultasi'],
          }),
          rows: 0,
          stage: 'booking',
        },
        { says: { chooses: 0 }, hears: BOOKED, ...stands },
      ],
    },
    {
      name: 'chooses a time twice, and has one booking',
      language: 'id',
      manner: 'chaotic',
      proves: ['BY-18'],
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        { says: [{ chooses: 0 }, { chooses: 0 }], hears: BOOKED, ...stands, ended: ['answered', 'answered'] },
      ],
    },
    {
      name: 'chooses one time and then another in the same breath: the last counts',
      language: 'id',
      manner: 'chaotic',
      turns: [QUALIFIED, WANTS_TIMES, { says: [{ chooses: 2 }, { chooses: 0 }], hears: BOOKED, ...stands }],
    },
    {
      name: 'a price in the middle of booking ends it with people, and nothing is booked',
      language: 'mixed',
      manner: 'terse',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'wait konsultasinya bayar ga?',
          ari: says('Konsultasinya gratis, Kak.', { intent: 'pricing' }),
          hears: 'Saya tidak punya informasi tentang itu. Silakan bicara dengan konsultan kami.',
          why: 'refused_subject',
          bookings: [],
          stage: 'booking',
        },
      ],
    },
    {
      name: 'after the booking a question is answered, and the stage stays',
      language: 'id',
      manner: 'polite',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        { says: { chooses: 0 }, hears: BOOKED, ...stands },
        {
          says: 'Alamat kantor Jakartanya di mana ya?',
          ari: says('Kantor kami di Graha Mandala Lantai 12, Jl. Jenderal Sudirman Kav. 71, Jakarta Selatan 12190.', {
            intent: 'contact_info',
            cites: ['Alamat kantor Jakarta'],
          }),
          stage: 'done',
          bookings: ['confirmed'],
        },
      ],
    },
  ],
}
