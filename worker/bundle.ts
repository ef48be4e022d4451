import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, 'node_modules/.cache/my21staff')
/** What the bundle is made of: other files change without it. */
const SOURCES = ['workflows/**/*.ts', 'domain/**/*.ts', 'schema/conversation.ts']
/** A bundle says in its first bytes what it was made of; on the first line, so that its source map still fits. */
const MARK = /^\/\* sources ([0-9a-f]{64}) \*\//
const MARK_BYTES = 128

/** The prebuilt workflows cannot be run; the message says what to do. */
export class BundleUnusable extends Error {
  override readonly name = 'BundleUnusable'
}

/**
 * The workflow code as one file. Nothing is ignored on purpose: a workflow that reaches for what it must not have
 * fails here, not in production.
 */
async function bundleWorkflows(root: string): Promise<string> {
  // Loaded when needed: the bundler costs a second of every start.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  })
  return code
}

/** Writes the bundle of the sources under `root`, marked with what it was made of. */
export async function buildWorkflowBundle(outFile: string, root = ROOT): Promise<void> {
  // Read first: sources that change meanwhile make the bundle stale, not wrong.
  const hash = await hashOfSources(root)
  const code = await bundleWorkflows(root)
  await mkdir(dirname(outFile), { recursive: true })
  // Another program may read it at this moment: it sees the whole file or none.
  const half = `${outFile}.${randomUUID()}`
  await writeFile(half, `/* sources ${hash} */${code}`)
  await rename(half, outFile)
}

/** The bundle of the sources as they are, made only when they have changed; the file it lies in. */
export async function cachedWorkflowBundle(): Promise<{ codePath: string }> {
  const hash = await hashOfSources(ROOT)
  const codePath = join(CACHE, `workflows-${hash.slice(0, 16)}.js`)
  if (!existsSync(codePath)) await buildWorkflowBundle(codePath)
  return { codePath }
}

/** The bundle that the build left, for a production start; refused when it is not of the sources beside it. */
export async function prebuiltWorkflowBundle(codePath: string): Promise<{ codePath: string }> {
  if (!existsSync(codePath))
    throw new BundleUnusable(`${codePath} is missing: run npm run build before a production start`)
  const madeOf = await readMark(codePath)
  if (madeOf !== (await hashOfSources(ROOT)))
    throw new BundleUnusable(`${codePath} was built from other sources than those beside it: run npm run build again`)
  return { codePath }
}

async function readMark(codePath: string): Promise<string | undefined> {
  const file = await open(codePath)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MARK_BYTES), 0, MARK_BYTES, 0)
    return MARK.exec(buffer.subarray(0, bytesRead).toString())?.[1]
  } finally {
    await file.close()
  }
}

async function hashOfSources(root: string): Promise<string> {
  const hash = createHash('sha256')
  const files: string[] = []
  for await (const file of glob(SOURCES, { cwd: root })) files.push(file)
  for (const file of files.sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(await readFile(join(root, file)))
  }
  // The SDK is in the bundle too; its version is pinned, and an image has no lock file to look into.
  const sdk = join(root, 'node_modules/@temporalio/workflow/package.json')
  return hash.update(await readFile(sdk)).digest('hex')
}
