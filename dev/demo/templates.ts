/** Messages of Eagle that WhatsApp has approved: to write to customers whose 24 hours are over. */
export const templates = [
  {
    name: 'konsultasi_lanjutan',
    language: 'id',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Halo Kak {{1}}, terima kasih sudah menghubungi Eagle Overseas Education soal kuliah di {{2}}. Apakah Kakak masih ingin melanjutkan konsultasinya?',
        example: { body_text: [['Nadia', 'Australia']] },
      },
      { type: 'FOOTER', text: 'Eagle Overseas Education' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Ya, lanjutkan' },
          { type: 'QUICK_REPLY', text: 'Nanti saja' },
        ],
      },
    ],
  },
  {
    name: 'consultation_follow_up',
    language: 'en',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, thank you for asking Eagle Overseas Education about studying in {{2}}. Would you like to continue with your consultation?',
        example: { body_text: [['Nadia', 'Australia']] },
      },
      { type: 'FOOTER', text: 'Eagle Overseas Education' },
    ],
  },
] as const
