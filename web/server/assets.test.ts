import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAssets, prepareAssets } from './assets.ts'

const folder = mkdtempSync(join(tmpdir(), 'assets-'))
const server = createServer()
const get = (path: string, encoding = 'br') =>
  fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`, {
    headers: { 'accept-encoding': encoding },
  })
const said = async (path: string, encoding?: string) => {
  const answer = await get(path, encoding)
  return [answer.status, answer.headers.get('content-encoding'), await answer.text()]
}

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets/page.js'), 'the page')
  writeFileSync(join(folder, 'picture.png'), 'a picture')
  await prepareAssets(folder)
  // Whether it is read can only be seen where it says something else.
  writeFileSync(join(folder, 'assets/page.js.br'), brotliCompressSync('the page, prepared'))
  writeFileSync(join(folder, 'late.js'), 'came after the build')
  const assets = createAssets(folder)
  server.on('request', (request, response) => {
    void assets(request, response, request.url ?? '').then((isFound) => isFound || response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

it('what the build compressed is served as it is, and compressed at once where it has not', async () => {
  expect(await said('/assets/page.js')).toEqual([200, 'br', 'the page, prepared'])
  expect(await said('/late.js')).toEqual([200, 'br', 'came after the build'])
  expect(await said('/assets/page.js', 'gzip')).toEqual([200, 'gzip', 'the page'])
})

it('pictures are not compressed, and what is compressed has no address of its own', async () => {
  expect(existsSync(join(folder, 'picture.png.br'))).toBe(false)
  expect(await said('/picture.png')).toEqual([200, null, 'a picture'])
  expect((await get('/assets/page.js.br')).status).toBe(404)
})
