import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type MediaStore = ReturnType<typeof createMediaStore>

/** Both ends are of it, as in a Range header. */
export type ByteRange = { from: number; to: number }

/** There is no such file. */
export class NotInStore extends Error {
  override name = 'NotInStore'
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const UNDER_WAY = '.under-way'
/** No file is under way for so long. */
const LEFT_OVER_MS = 3_600_000

/** Names a file: by the workspace's id and another, and by nothing that somebody wrote. */
export const mediaKey = (workspaceId: string, id: string): string => `${workspaceId}/${id}`

/**
 * Files that customers sent, in a folder that all programs share. A file is there whole or not at all. To keep them
 * in an object storage, only this is written anew.
 */
export function createMediaStore(folder: string) {
  const root = resolve(folder)
  const underWay = join(root, UNDER_WAY)

  function pathOf(key: string): string {
    const [workspaceId = '', id = '', ...more] = key.split('/')
    if (!UUID.test(workspaceId) || !UUID.test(id) || more.length > 0) throw new NotInStore('Not the name of a file.')
    return join(root, workspaceId, id)
  }

  return {
    /** Keeps what comes, under this name, once it has come to its end; what was there before is replaced. */
    async put(key: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
      const path = pathOf(key)
      const unfinished = join(underWay, randomUUID())
      await mkdir(underWay, { recursive: true })
      // Made before anything can go wrong: a stream that opens it by itself may do so after we have removed it.
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await pipeline(parts, file.createWriteStream({ flush: true }))
        await mkdir(join(path, '..'), { recursive: true })
        await rename(unfinished, path)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },

    /** The file, or a part of it. */
    async open(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
      const path = pathOf(key)
      const isThere = await stat(path).then(
        (found) => found.isFile(),
        () => false,
      )
      if (!isThere) throw new NotInStore('The file is not there.')
      const parts = createReadStream(path, range && { start: range.from, end: range.to })
      // Two descriptions of the one ReadableStream: Node's and the browser's.
      return Readable.toWeb(parts) as unknown as ReadableStream<Uint8Array>
    },

    async delete(key: string): Promise<void> {
      await rm(pathOf(key), { force: true })
    },

    /** Removes everything that is named after a workspace. */
    async deleteWorkspace(workspaceId: string): Promise<void> {
      if (!UUID.test(workspaceId)) throw new NotInStore('Not the id of a workspace.')
      await rm(join(root, workspaceId), { recursive: true, force: true })
    },

    /** Removes what programs that died left half written. */
    async sweep(olderThanMs = LEFT_OVER_MS): Promise<void> {
      for (const name of await readdir(underWay).catch(() => [])) {
        const path = join(underWay, name)
        const changedAt = await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => Date.now(),
        )
        if (Date.now() - changedAt >= olderThanMs) await rm(path, { force: true })
      }
    },
  }
}
