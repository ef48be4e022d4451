import { Client, Connection } from '@temporalio/client'

/** A word that stands in a history where only ids, keys and numbers may. */
export type Found = { workflowId: string; event: string; rule: string }

type Rule = { name: string; pattern: RegExp; only?: 'payloads' }

const AT_ONCE = 8

/** What must never be in a history: what the fixtures of the tests write, and the shape of what customers have. */
const RULES: Rule[] = [
  { name: 'phone number', pattern: /(?<![\w.-])\+?62\s?8\d[\d\s-]{6,14}\d(?![\w-])/ },
  { name: 'WhatsApp message id', pattern: /wamid/i },
  { name: 'mail address', pattern: /[\w.+-]+@[\w-]+\.[a-z]{2,}/i },
  { name: 'name', pattern: /\b(Nadia|Rahmawati|Siti|Budi|Sari|Dimas|Eagle Overseas)\b/ },
  { name: 'words', pattern: /\b(halo|kuliah|saya|mau|konsultasi|terima kasih|jadwal|hello|study in)\b/i },
  { name: 'key with words', pattern: /"(body|name|phone|text|caption|email|content|words?)":\s*"/i, only: 'payloads' },
]

/** Looks into the history of every workflow of a server's namespace, whatever run, running or ended. */
export async function findWordsInHistories(
  address: string,
  namespace = 'default',
): Promise<{ histories: number; found: Found[] }> {
  const connection = await Connection.connect({ address })
  try {
    const { workflow } = new Client({ connection, namespace })
    const left: { workflowId: string; runId: string }[] = []
    for await (const { workflowId, runId } of workflow.list()) left.push({ workflowId, runId })
    const seen = new Set(left.map(({ runId }) => runId))
    const found: Found[] = []
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = left.pop(); next; next = left.pop()) {
          const { workflowId, runId } = next
          const { events } = await workflow.getHandle(workflowId, runId).fetchHistory()
          found.push(...findWords(events ?? []).map((one) => ({ workflowId, ...one })))
          // Lists do not show every run that went on in a new one.
          const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
          if (before && !seen.has(before)) {
            seen.add(before)
            left.push({ workflowId, runId: before })
          }
        }
      }),
    )
    return { histories: seen.size, found }
  } finally {
    await connection.close()
  }
}

/** The words in these events, each text of theirs read plain and as base64. */
export function findWords(events: readonly object[]): Omit<Found, 'workflowId'>[] {
  return events.flatMap((event) =>
    textsOf(event).flatMap(({ text, isPayload }) =>
      RULES.filter(({ pattern, only }) => (only === undefined || isPayload) && hits(text, pattern)).map(({ name }) => ({
        event: kindOf(event),
        rule: name,
      })),
    ),
  )
}

function hits(text: string, pattern: RegExp): boolean {
  if (pattern.test(text)) return true
  // The inside of WhatsApp's ids, or of anything else that was put into base64.
  return (text.match(/[\w+/-]{16,}={0,2}/g) ?? []).some((run) =>
    pattern.test(Buffer.from(run, 'base64').toString('latin1')),
  )
}

type Text = { text: string; isPayload: boolean }

function textsOf(value: unknown): Text[] {
  if (typeof value === 'string') return [{ text: value, isPayload: false }]
  if (value instanceof Uint8Array) return [{ text: Buffer.from(value).toString('utf8'), isPayload: true }]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

function kindOf(event: object): string {
  return Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? 'event'
}
