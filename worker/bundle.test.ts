import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BundleUnusable, cachedWorkflowBundle, prebuiltWorkflowBundle } from './bundle.ts'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'))
  file = join(folder, 'workflows.js')
  // As `npm run build` writes it.
  await copyFile((await cachedWorkflowBundle()).codePath, file)
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

it('a bundle of the sources beside it is taken', async () => {
  expect(await prebuiltWorkflowBundle(file)).toEqual({ codePath: file })
})

it('a missing bundle is refused, with what to do', async () => {
  const missing = prebuiltWorkflowBundle(join(folder, 'none.js'))
  await expect(missing).rejects.toThrow(/none\.js is missing: run npm run build/)
  await expect(missing).rejects.toThrow(BundleUnusable)
})

it('a bundle of other sources is refused, and so is one that does not say what it is made of', async () => {
  const code = await readFile(file, 'utf8')
  const stale = join(folder, 'stale.js')
  await writeFile(
    stale,
    code.replace(/^\/\* sources ./, (mark) => `${mark.slice(0, -1)}${mark.endsWith('0') ? '1' : '0'}`),
  )
  await expect(prebuiltWorkflowBundle(stale)).rejects.toThrow(/built from other sources .* run npm run build again/)
  await writeFile(stale, code.replace(/^\/\*.*?\*\//, ''))
  await expect(prebuiltWorkflowBundle(stale)).rejects.toThrow(BundleUnusable)
  await writeFile(stale, '')
  await expect(prebuiltWorkflowBundle(stale)).rejects.toThrow(BundleUnusable)
})
