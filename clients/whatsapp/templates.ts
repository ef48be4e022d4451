import { z } from 'zod'
import type { TemplateContents } from '#schema/template.ts'
import { MetaTemplate } from '#schema/whatsapp-template.ts'
import { reach, type ReachOptions } from './reach.ts'
import { contentsOf } from './template-contents.ts'
import type { Line } from './whatsapp.ts'

export type ListedTemplate = {
  providerTemplateId: string
  name: string
  language: string
  category: string | null
  status: string
  reason: string | null
  contents: TemplateContents
}

export type TemplateList = { templates: ListedTemplate[]; isWhole: boolean }
export type TemplateReader = ReturnType<typeof createTemplateReader>

/** The list could not be read; what we know of it stays as it is. */
export class TemplatesUnread extends Error {
  override name = 'TemplatesUnread'
}

const FIELDS = 'id,name,language,status,category,components,parameter_format,rejected_reason'
const PAGE = 100
/** More than WhatsApp lets any account have (6,000): an end, should the pages go round in a circle. */
const MOST_PAGES = 100

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .nullish()
    .catch(null),
})

/** Reads the templates of business accounts. */
export function createTemplateReader({ timeoutMs = 20_000, ...options }: ReachOptions & { timeoutMs?: number }) {
  const reached = reach(options)

  return {
    /** An account's templates. One that cannot be understood is left out, and the list then is not whole. */
    async list(line: Pick<Line, 'provider' | 'accessToken'>, businessAccountId: string): Promise<TemplateList> {
      const { base, headers } = reached(line)
      if (headers === null) throw new TemplatesUnread('The channel has no access token.')
      const url = new URL(`${base}/${encodeURIComponent(businessAccountId)}/message_templates`)
      url.search = new URLSearchParams({ fields: FIELDS, limit: String(PAGE) }).toString()
      const list: TemplateList = { templates: [], isWhole: true }
      for (let page = 0; page < MOST_PAGES; page++) {
        const { data, paging } = await read(url, headers, timeoutMs)
        for (const item of data) {
          const template = listed(item)
          if (template === null) list.isWhole = false
          else list.templates.push(template)
        }
        const after = paging?.next === undefined ? undefined : paging.cursors?.after
        if (after === undefined) return list
        // Not the address it gives, which holds the token: the same one, further on.
        url.searchParams.set('after', after)
      }
      throw new TemplatesUnread('The list has no end.')
    },
  }
}

function listed(item: unknown): ListedTemplate | null {
  const read = MetaTemplate.safeParse(item)
  if (!read.success) return null
  const { id, name, language, status, category, rejected_reason } = read.data
  return {
    ...{ providerTemplateId: id, name, language, status, category: category ?? null, reason: rejected_reason },
    contents: contentsOf(read.data),
  }
}

async function read(url: URL, headers: Record<string, string>, timeoutMs: number): Promise<z.infer<typeof Page>> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw new TemplatesUnread(`HTTP ${String(response.status)}`)
    return Page.parse(await response.json())
  } catch (error) {
    if (error instanceof TemplatesUnread) throw error
    throw new TemplatesUnread(error instanceof z.ZodError ? 'The answer is no list.' : 'No answer.', { cause: error })
  }
}
