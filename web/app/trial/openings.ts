/** First words to try, as customers write them: one for each way that ARI can go. */
export const OPENINGS: Readonly<Record<'id' | 'en', readonly string[]>> = {
  id: [
    'Halo, saya mau kuliah di Australia',
    'Kursus IELTS jadwalnya kapan?',
    'Berapa biayanya?',
    'Bisa konsultasi hari Sabtu?',
    'Mau bicara dengan orang, bukan bot',
  ],
  en: [
    'Hi, I want to study in the UK',
    'What documents do I need to apply?',
    'Can I get a scholarship?',
    'How can I reach you by phone?',
  ],
}
