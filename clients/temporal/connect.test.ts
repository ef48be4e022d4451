import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isTemporalAway, isWorkflowNotReady, openTemporal, temporalAddress } from './connect.ts'

it('OP-02 a plain address stays plain, files and an API key turn TLS on', async () => {
  expect(await temporalAddress({ address: 'a:7233', namespace: 'n' })).toEqual({ address: 'a:7233' })
  const folder = await mkdtemp(join(tmpdir(), 'tls-'))
  const file = async (name: string) => {
    await writeFile(join(folder, name), name)
    return join(folder, name)
  }
  const tls = {
    certFile: await file('crt'),
    keyFile: await file('key'),
    caFile: await file('ca'),
    serverName: 'temporal.example',
  }
  expect(await temporalAddress({ address: 'a:7233', namespace: 'n', apiKey: 'k', tls })).toEqual({
    address: 'a:7233',
    apiKey: 'k',
    tls: {
      serverNameOverride: 'temporal.example',
      serverRootCACertificate: Buffer.from('ca'),
      clientCertPair: { crt: Buffer.from('crt'), key: Buffer.from('key') },
    },
  })
  await rm(folder, { recursive: true })
})

it('OP-02 opens without a server, and says that there is none', async () => {
  const temporal = await openTemporal({ address: '127.0.0.1:1', namespace: 'default' })
  expect(await temporal.isReachable(300)).toBe(false)
  const refused = await temporal
    .within(1000, () => temporal.client.workflow.getHandle('none').describe())
    .catch((error: unknown) => error)
  expect(isTemporalAway(refused)).toBe(true)
  expect(isTemporalAway(new Error('something else'))).toBe(false)
  const busy = Object.assign(new Error('not ready'), { code: 9, details: 'not ready', metadata: {} })
  const wrapped = new Error('Update failed', { cause: busy })
  expect([isTemporalAway(wrapped), isWorkflowNotReady(wrapped), isWorkflowNotReady(refused)]).toEqual([
    false,
    true,
    false,
  ])
  await temporal.close()
})
