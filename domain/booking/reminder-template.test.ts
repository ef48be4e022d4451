import { describe, expect, it } from 'vitest'
import type { TemplateContents } from '#schema/template.ts'
import { canBeSent, reminderValues, tellsTheTime } from './reminder-template.ts'

const contents = (body: string, more: Partial<TemplateContents> = {}): TemplateContents => ({
  ...{ isNamed: false, header: null, body, footer: null, buttons: [], others: [], examples: {} },
  ...more,
})
const WHOLE = contents('Halo {{1}}, konsultasi Anda {{2}} dengan {{3}}.')
const NAMED = contents('Halo {{name}}, {{time}} dengan {{consultant}}.', { isNamed: true })
const sent = (one: TemplateContents | null, status = 'APPROVED') => canBeSent({ status, contents: one })

describe('the template of a reminder', () => {
  it('is filled in by number or by name', () => {
    const reminder = { customer: 'Nadia', time: 'besok', consultant: 'Dimas' }
    expect(reminderValues(WHOLE, reminder)).toEqual({ 'body.1': 'Nadia', 'body.2': 'besok', 'body.3': 'Dimas' })
    expect(reminderValues(NAMED, reminder)).toMatchObject({ 'body.time': 'besok', 'body.consultant': 'Dimas' })
  })

  it.each([
    ['approved, with what we have', sent(WHOLE), true],
    ['not approved', sent(WHOLE, 'PENDING'), false],
    ['not read yet', sent(null), false],
    ['with a fourth thing to fill in', sent(contents('{{1}} {{2}} {{3}} {{4}}')), false],
    ['with a picture above it', sent({ ...WHOLE, header: { format: 'image' } }), false],
    [
      'with a link to fill in',
      sent({ ...WHOLE, buttons: [{ type: 'URL', text: 'Buka', url: 'https://a.test/{{1}}' }] }),
      false,
    ],
  ])('%s: %s', (_, can, expected) => expect(can).toBe(expected))

  it('tells the time', () => {
    expect([WHOLE, NAMED, contents('Halo {{1}}')].map(tellsTheTime)).toEqual([true, true, false])
  })
})
