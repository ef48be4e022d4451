import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSED = /^(text\/|application\/|image\/svg)/
/** Beside a file: the same, compressed when it was built. */
const PREPARED = '.br'

type Encoding = 'br' | 'gzip' | 'identity'
export type Assets = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>

/** Serves the built files in `folder`: those and no others, each read once, and compressed where the build has not. */
export function createAssets(folder: string): Assets {
  const files = new Set(filesIn(folder))
  const known = new Set([...files].filter((path) => !path.endsWith(PREPARED)))
  const made = new Map<string, Promise<Buffer>>()

  return async (request, response, path) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !known.has(path)) return false
    const type = typeOf(path)
    const encoding = COMPRESSED.test(type) ? encodingFor(request.headers['accept-encoding']) : 'identity'
    const name = `${encoding} ${path}`
    const prepared = encoding === 'br' && files.has(path + PREPARED)
    const file = join(folder, path)
    const body = made.get(name) ?? (prepared ? readFile(file + PREPARED) : encode(file, encoding))
    made.set(name, body)
    const bytes = await body
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': bytes.byteLength,
      Vary: 'Accept-Encoding',
      // Names in assets/ hold a hash of what is in them.
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
    return true
  }
}

/** Compresses them ahead: it takes a second or two, which the first visitors of every start would wait for. */
export async function prepareAssets(folder: string): Promise<void> {
  const toCompress = filesIn(folder).filter((path) => COMPRESSED.test(typeOf(path)))
  await Promise.all(
    toCompress.map(async (path) => writeFile(join(folder, path + PREPARED), await encode(join(folder, path), 'br'))),
  )
}

const typeOf = (path: string): string => TYPES[extname(path)] ?? 'application/octet-stream'

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`)
    .filter((path) => !path.startsWith('/.'))

function encodingFor(accepted: string | string[] | undefined): Encoding {
  const text = [accepted ?? ''].flat().join(',')
  return /\bbr\b/.test(text) ? 'br' : /\bgzip\b/.test(text) ? 'gzip' : 'identity'
}

async function encode(file: string, encoding: Encoding): Promise<Buffer> {
  const bytes = await readFile(file)
  if (encoding === 'identity') return bytes
  if (encoding === 'gzip') return promisify(gzip)(bytes)
  // The smallest: it is made once for each file, and fetched by everybody.
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  })
}
