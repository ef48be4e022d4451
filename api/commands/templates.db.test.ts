import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFlags, startCommandLine, type CommandLine } from '../../dev/test-kit/command-line.ts'
import { startWhatsAppSimulator } from '../../dev/simulators/whatsapp/simulator.ts'

let line: CommandLine
let whatsapp: Awaited<ReturnType<typeof startWhatsAppSimulator>>
beforeAll(async () => {
  line = await startCommandLine()
  whatsapp = await startWhatsAppSimulator()
  whatsapp.control.putNumber('628', { displayPhoneNumber: '+62 21 5000 1000', wabaId: 'waba', accessToken: 'right' })
})
afterAll(async () => {
  await whatsapp.close()
  await line.stop()
})

it('templates sync reads what the account has, and says why where it cannot', async () => {
  const env = { WHATSAPP_GRAPH_URL: whatsapp.graphUrl }
  const sync = (slug: string) => line.run(['templates', 'sync', slug], { env })
  const flags = { 'phone-number-id': '628', 'business-account-id': 'waba' }
  await line.json(createFlags({ ...flags, 'access-token': 'right' }))
  await line.json(createFlags({ ...flags, slug: 'wrong', 'phone-number-id': '629', 'access-token': 'old' }))
  await line.json(createFlags({ slug: 'none', 'phone-number-id': '630' }))

  const read = await sync('sinar')
  expect(JSON.parse(read.out)).toMatchObject({ slug: 'sinar', channels: [{ templates: 1 }] })
  const rows = await line.database.platform.selectFrom('message_templates').select('name').execute()
  expect(rows).toEqual([{ name: 'hello_world' }])

  const refused = await sync('wrong')
  expect([refused.code, refused.err]).toEqual([1, 'Templates were not read: HTTP 401\n'])
  const unknown = await sync('none')
  expect([unknown.code, unknown.err]).toMatchObject([1, expect.stringContaining('--business-account-id')])
})
