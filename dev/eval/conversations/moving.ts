import { says, type Topic, type Turn } from '../conversation.ts'
import { QUALIFIED, WANTS_TIMES } from './openings.ts'

const BOOKS: Turn = {
  says: { chooses: 0 },
  hears: /pukul 09\.00 WIB, bersama Dimas Prasetyo/,
  stage: 'done',
  bookings: ['confirmed'],
}
const CANCELS: Turn = {
  says: 'Kak maaf aku ga jadi konsultasi deh',
  ari: says('Baik, Kak Nadia.', { intent: 'cancel_booking' }),
  hears: /^Batalkan konsultasi .+ pukul 09\.00 WIB, bersama Dimas Prasetyo\?$/,
  bookings: ['confirmed'],
}

/** A consultation that stands is moved or cancelled by the customer. */
export const moving: Topic = {
  topic: 'moving and cancelling',
  conversations: [
    {
      name: 'moves the consultation to another time of the list',
      language: 'id',
      manner: 'polite',
      proves: ['BY-18'],
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        BOOKS,
        {
          says: 'Kak, boleh pindah jam ga konsultasinya?',
          ari: says('Boleh, Kak Nadia.', { intent: 'reschedule' }),
          hears: 'Silakan pilih waktu yang baru.',
          rows: 3,
          bookings: ['confirmed'],
        },
        {
          says: { chooses: 0 },
          hears: /^Jadwal konsultasi Anda sudah dipindahkan: .+ pukul 10\.00 WIB/,
          stage: 'done',
          bookings: ['confirmed'],
        },
      ],
    },
    {
      name: 'cancels, and is asked first whether that is meant',
      language: 'id',
      manner: 'chaotic',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        BOOKS,
        CANCELS,
        {
          says: { taps: 0 },
          hears: /sudah dibatalkan\. Kalau ingin jadwal lain, tinggal kabari\.$/,
          bookings: ['cancelled'],
          stage: 'booking',
        },
      ],
    },
    {
      name: 'thinks better of it when asked',
      language: 'id',
      manner: 'terse',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        BOOKS,
        CANCELS,
        {
          says: { taps: 1 },
          hears: /^Baik, jadwal Anda tetap: .+ pukul 09\.00 WIB/,
          bookings: ['confirmed'],
          stage: 'done',
        },
      ],
    },
    {
      name: 'a time at which nobody works: the nearest ones are offered',
      language: 'id',
      manner: 'chaotic',
      turns: [
        QUALIFIED,
        WANTS_TIMES,
        {
          says: 'jam 3 pagi bisa ga',
          ari: says('Silakan pilih dari waktu yang ada ya, Kak.', { intent: 'booking' }),
          hears: /^Di jam itu tidak ada waktu kosong/,
          rows: 4,
          bookings: [],
        },
      ],
    },
  ],
}
