import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { z } from 'zod'
import type { DocumentBlock, DocumentFormat, DocumentRefusal } from '#schema/knowledge.ts'
import { CannotRead } from './cannot-read.ts'

export { CannotRead }
export type DocumentReader = ReturnType<typeof createDocumentReader>

const PROGRAM = join(import.meta.dirname, 'child.ts')
const READ_WITHIN_MS = 60_000
const NO_SECRETS = { NODE_ENV: 'production' } as const

const Said = z.union([
  z.object({ blocks: z.array(z.object({ heading: z.string().nullable(), text: z.string() })) }),
  z.object({ refused: z.string() }),
])

/**
 * Reads documents, each in a process of its own: without the secrets of ours, with an end to its time and memory. A
 * file made to harm its reader ends that process, and nothing else.
 */
export function createDocumentReader({ withinMs = READ_WITHIN_MS }: { withinMs?: number } = {}) {
  return {
    /** What a document says, in its order. Throws CannotRead with the reason for whoever gave it. */
    async read(
      file: ReadableStream<Uint8Array>,
      format: DocumentFormat,
      signal?: AbortSignal,
    ): Promise<DocumentBlock[]> {
      const child = spawn(execPath, ['--max-old-space-size=512', PROGRAM, format], {
        env: NO_SECRETS,
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: withinMs,
        killSignal: 'SIGKILL',
        signal,
      })
      const ended = new Promise<void>((resolve, reject) => {
        child.once('close', () => resolve())
        child.once('error', reject)
      })
      // A child that ends before it has read all closes its input: what it says counts, not that.
      const given = pipeline(Readable.fromWeb(file as NodeReadableStream), child.stdin).catch(() => undefined)
      const [said] = await Promise.all([text(child.stdout), ended, given])
      signal?.throwIfAborted()
      return heard(said)
    },
  }
}

function heard(said: string): DocumentBlock[] {
  // Killed for what it took of time or memory, it had nothing to say any more.
  if (said === '') throw new CannotRead('too-complex')
  const answer = Said.parse(JSON.parse(said))
  if ('refused' in answer) throw new CannotRead(answer.refused as DocumentRefusal)
  return answer.blocks
}
