import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, 'node_modules/.cache/my21staff')
/** What the bundle is made of: other files change without it. */
const SOURCES = ['workflows/**/*.ts', 'domain/**/*.ts', 'schema/conversation.ts', 'package-lock.json']

/**
 * The workflow code as one file. Nothing is ignored on purpose: a workflow that reaches for what it must not have
 * fails here, not in production.
 */
async function bundleWorkflows(): Promise<string> {
  // Loaded when needed: the bundler costs a second of every start.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  })
  return code
}

/** Writes the bundle for a production start. */
export async function buildWorkflowBundle(outFile: string): Promise<void> {
  const code = await bundleWorkflows()
  await mkdir(dirname(outFile), { recursive: true })
  // Another program may read it at this moment: it sees the whole file or none.
  const half = `${outFile}.${randomUUID()}`
  await writeFile(half, code)
  await rename(half, outFile)
}

/** The bundle of the sources as they are, made only when they have changed; the file it lies in. */
export async function cachedWorkflowBundle(): Promise<{ codePath: string }> {
  const hash = createHash('sha256')
  const files: string[] = []
  for await (const file of glob(SOURCES, { cwd: ROOT })) files.push(file)
  for (const file of files.sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(await readFile(join(ROOT, file)))
  }
  const codePath = join(CACHE, `workflows-${hash.digest('hex').slice(0, 16)}.js`)
  if (!existsSync(codePath)) await buildWorkflowBundle(codePath)
  return { codePath }
}
