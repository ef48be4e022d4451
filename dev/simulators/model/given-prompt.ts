import type { ChatMessage } from './prompt.ts'

/** A situation to be answered, written out as the product writes its prompt. For tests. */
export type Situation = {
  known?: Record<string, string>
  open?: { key: string; label: string }[]
  declined?: string[]
  stage?: string
  slots?: { id: string; label: string }[]
  booked?: string
  knowledge?: string
  greeting?: string
  language?: string
  turns?: ChatMessage[]
}

const LABELS: Record<string, string> = {
  name: 'nama / name',
  destination: 'negara tujuan / destination country',
  course_level: 'jenjang atau jurusan yang diinginkan / level or course wanted',
  english_level: 'kemampuan bahasa Inggris / English level',
  start_date: 'rencana mulai / planned start',
  funding: 'pendanaan / funding',
  passport: 'paspor / passport',
  email: 'email / email',
  consultation: 'minat konsultasi / wish for a consultation',
}

export const SLOTS = [
  { id: '01900000-0000-7000-8000-0000000000a1', label: 'Selasa, 24 November 2026 10.00 with Dimas Prasetyo' },
  { id: '01900000-0000-7000-8000-0000000000a2', label: 'Selasa, 24 November 2026 14.00 with Dimas Prasetyo' },
  { id: '01900000-0000-7000-8000-0000000000a3', label: 'Rabu, 25 November 2026 10.00 with Maria Hartono' },
  { id: '01900000-0000-7000-8000-0000000000a4', label: 'Kamis, 26 November 2026 19.00 with Ratna Dewi' },
]

const KNOWLEDGE = `[k:01900000-0000-7000-8000-000000000001] course (id) S2 Data Science di University of Melbourne
Master of Data Science di University of Melbourne, Australia, berlangsung 2 tahun. Penerimaan Februari dan Juli.
Syarat masuknya gelar S1 dengan dasar statistik atau komputer.
[k:01900000-0000-7000-8000-000000000002] course (en) Master of Data Science at the University of Melbourne
The Master of Data Science at the University of Melbourne, Australia, takes 2 years. Intakes are in February and July.
Applicants need a bachelor degree with a base in statistics or computing.
[k:01900000-0000-7000-8000-000000000003] contact (id) Alamat kantor Jakarta
Kantor kami di Jl. Jenderal Sudirman Kav. 52, Jakarta Selatan.
Telepon kantor +62 21 5098 1200.
[k:01900000-0000-7000-8000-000000000004] contact (en) Our office in Jakarta
Our office is at Jl. Jenderal Sudirman Kav. 52, Jakarta Selatan.
The office phone is +62 21 5098 1200.
[k:01900000-0000-7000-8000-000000000005] faq (id) Dokumen untuk pendaftaran
Dokumen pendaftaran: paspor, transkrip, ijazah, CV, dan sertifikat bahasa Inggris.
[k:01900000-0000-7000-8000-000000000006] faq (en) Documents for an application
An application needs a passport, transcripts, a CV and an English certificate.`

/** The messages of a request: one system prompt, then the turns. */
export function givenPrompt(situation: Situation = {}): ChatMessage[] {
  const known = situation.known ?? {}
  const required = Object.keys(LABELS).slice(0, 5)
  const open =
    situation.open ?? required.filter((key) => !(key in known)).map((key) => ({ key, label: LABELS[key] ?? key }))
  const system = `You are ARI, the WhatsApp assistant of Eagle Overseas Education.
Answer within the four subjects only.
# Persona
Name: ARI
Business: Eagle Overseas Education
Language: ${situation.language ?? 'id'}
Tone: warm, short
Greeting: ${situation.greeting ?? 'Halo! Saya ARI dari Eagle Overseas Education.'}
Phone: +62 21 5098 1200
Email: not given
# Rules
At most 300 characters. One question at a time.
# Answer format
One JSON object.
# Knowledge
${situation.knowledge ?? KNOWLEDGE}
# Conversation
Stage: ${situation.stage ?? 'qualification'}
Customer: ${known['name']?.split(' ')[0] ?? '(name not known)'}
Known: ${Object.entries(known)
    .map(([key, value]) => `${key}=${key === 'email' ? 'known' : value}`)
    .join('; ')}
Open questions:
${open.map(({ key, label }) => `- ${key}: ${label}`).join('\n')}
Declined: ${(situation.declined ?? []).join(', ') || '(none)'}
Consultation slots (WIB):
${(situation.slots ?? []).map(({ id, label }) => `[s:${id}] ${label}`).join('\n')}
Booked: ${situation.booked ?? '(nothing)'}
Now: Sabtu, 21 November 2026 23.10 WIB`
  return [{ role: 'system', content: system }, ...(situation.turns ?? [{ role: 'user', content: 'halo kak' }])]
}
