import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { expect, it, onTestFinished } from 'vitest'
import { storedHistories } from '../../dev/test-kit/histories.ts'
import { buildWorkflowBundle } from '../../worker/bundle.ts'

const ROOT = join(import.meta.dirname, '../..')
/** The line before which a careless engineer and a careful one add a pause. */
const BEFORE_THE_DRAFT = "notes.waitingFor = 'draft'\n"

/** A bundle of our workflows with one change in the conversation's source, in a folder of its own. */
async function bundleWith(change: (source: string) => string): Promise<{ codePath: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gate-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const part of ['workflows', 'domain', 'schema', 'package.json'])
    await cp(join(ROOT, part), join(folder, part), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const file = join(folder, 'workflows/conversation/workflow.ts')
  const source = await readFile(file, 'utf8')
  const changed = change(source)
  expect(changed).not.toBe(source)
  await writeFile(file, changed)
  const codePath = join(folder, 'workflows.js')
  await buildWorkflowBundle(codePath, folder)
  return { codePath }
}

/** What the gate says of each stored history. */
async function replayed(workflowBundle: { codePath: string }): Promise<(Error | undefined)[]> {
  const said: (Error | undefined)[] = []
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, await storedHistories())) said.push(error)
  return said
}

it('BY-14 a step added to the workflow without patched() is refused by the stored histories', async () => {
  const bundle = await bundleWith((source) =>
    source.replace(BEFORE_THE_DRAFT, `${BEFORE_THE_DRAFT}    await sleep(1_000)\n`),
  )
  const said = await replayed(bundle)
  expect(said.some((error) => error instanceof DeterminismViolationError)).toBe(true)
})

it('BY-14 the same step behind patched() passes', async () => {
  const bundle = await bundleWith((source) =>
    source
      .replace(BEFORE_THE_DRAFT, `${BEFORE_THE_DRAFT}    if (patched('pause-before-draft')) await sleep(1_000)\n`)
      .replace('isCancellation,', 'isCancellation,\n  patched,'),
  )
  expect((await replayed(bundle)).filter((error) => error !== undefined)).toEqual([])
})
