import type { TemplateChoice, TemplateList } from '../../../inbox/contract.ts'

/** With everything that can be filled in. */
export const reminder: TemplateChoice = {
  id: 'reminder',
  name: 'pengingat_konsultasi',
  language: 'id',
  contents: {
    isNamed: true,
    header: { format: 'text', text: 'Halo, {{nama}}' },
    body: 'Konsultasi Anda {{hari}} pukul {{jam}} WIB. Balas pesan ini bila ingin mengubahnya.',
    footer: 'Balas STOP untuk berhenti.',
    buttons: [{ type: 'URL', text: 'Lihat jadwal', url: 'https://example.com/{{1}}' }],
    others: [],
    examples: { 'header.nama': 'Laksmi', 'body.hari': 'Selasa', 'body.jam': '14.00', 'button.0': 'j/123' },
  },
}

const plain: TemplateChoice = {
  ...{ id: 'plain', name: `nama_templat_yang_panjang_${'sekali_'.repeat(12)}`, language: 'en_US' },
  contents: { ...reminder.contents, header: null, body: 'Terima kasih sudah menghubungi kami. '.repeat(9) },
}

export const someTemplates: TemplateList = {
  templates: [reminder, plain],
  unapproved: 0,
  unfillable: 1,
  isAccountKnown: true,
}
