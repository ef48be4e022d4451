import type { IncomingMessage } from 'node:http'
import type { RouterContext } from '@koa/router'

const LARGEST_BODY = 4_000_000

/** The body, read here unless a parser in front of this router has read it already. Not JSON: the bare text. */
export async function readJson(context: RouterContext): Promise<unknown> {
  const parsed: unknown = Reflect.get(context.request, 'body')
  if (parsed !== undefined) return parsed
  const text = await readText(context.req)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) if (text.length < LARGEST_BODY) text += String(chunk)
  return text
}
