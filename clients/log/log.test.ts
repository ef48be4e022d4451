import { expect, it } from 'vitest'
import { createLog } from './log.ts'

function lineOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('api', 'debug', { write: (line) => void lines.push(line) }))
  return lines.join('')
}

it('OP-02 a line names its program and its time', () => {
  const line: unknown = JSON.parse(lineOf((log) => log.info({ event: 'api_ready', port: 3001 }, 'Ready')))
  expect(line).toMatchObject({ level: 'info', program: 'api', event: 'api_ready', port: 3001, message: 'Ready' })
  expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/))
})

it('SC-20 hides phones, names and texts, wherever they stand', () => {
  const line = lineOf((log) => {
    log.info({ contact: { name: 'Sari Dewi', phone: '+6281234567890' }, text: 'Halo kak' }, 'From 6281234567890')
    log.error({ err: new Error('no such contact: +62 812-3456-7890, sari@contoh.id, wamid.HBgLMTY1MDM4') }, 'Failed')
  })
  expect(line).not.toMatch(/Sari|81234567890|3456-7890|Halo|contoh|HBgL/)
})

it('SC-21 hides keys and tokens', () => {
  const cause = Object.assign(new Error(['connect postgres:/', 'desk:hunter2@db.internal/desk'].join('/')), {
    code: 'ECONNREFUSED',
  })
  const line = lineOf((log) => {
    log.error({ err: new Error('401 for Bearer EAAGm0PX4ZCpsBA', { cause }) }, 'Failed with sk-abcdefghijklmnopqrstu')
    log.warn({ headers: { authorization: 'Bearer abc', 'x-api-key': 'k-123' }, appSecret: 's3cret' }, 'Refused')
  })
  expect(line).not.toMatch(/EAAG|hunter2|sk-abc|Bearer abc|k-123|s3cret/)
  expect(line).toContain('ECONNREFUSED')
})

it('OP-02 keeps ids, numbers and what a caller offered as a signature', () => {
  const messageId = '0193b2c4-7d1e-7a30-8c55-123456789012'
  const line = lineOf((log) => {
    log.info({ messageId, phoneNumberId: '106540352242922', signature: 'definitely_not_valid', ip: '203.0.113.9' }, 'x')
  })
  expect(line).toContain(messageId)
  expect(line).toContain('106540352242922')
  expect(line).toContain('definitely_not_valid')
  expect(line).toContain('203.0.113.9')
})
