import { expect, it } from 'vitest'
import { count, givenWorkspace, startApi } from '../dev/test-kit/api.ts'
import { metaBody, text } from '../dev/test-kit/webhook-bodies.ts'

it('TS-03 TS-04 (counts; times are the bench’s) 1000 webhooks, 100 at once: none lost, none twice', async () => {
  const api = await startApi()
  try {
    await givenWorkspace(api.database)
    const bodies = Array.from({ length: 1000 }, (_, n) =>
      metaBody({ messages: [text(`62819${String(n % 200).padStart(7, '0')}`, `message ${String(n)}`)] }),
    )
    const statuses: number[] = []
    const user = async () => {
      for (let body = bodies.pop(); body; body = bodies.pop()) statuses.push((await api.meta(body)).status)
    }
    await Promise.all(Array.from({ length: 100 }, user))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1000)
    await api.relayed()
    expect(await count(api.database, 'messages')).toBe(1000)
    expect(await count(api.database, 'contacts')).toBe(200)
    expect(new Set(api.told.map(({ messageId }) => messageId)).size).toBe(1000)
    expect(api.told).toHaveLength(1000)
  } finally {
    await api.stop()
  }
})
