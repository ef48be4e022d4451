import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import { summaryOf } from './content.ts'
import type { State } from './store.ts'
import type { TextKey, Translate } from './texts.ts'

export const LOG_TYPES = ['webhook', 'send', 'inbound', 'status', 'rejected', 'fault', 'other'] as const
export type LogType = (typeof LOG_TYPES)[number]

export type LogLine = { type: LogType; what: string; result?: string; tone?: 'good' | 'bad' }

/** The kinds that one filters by; what customers and business say is told apart. */
export function logTypeOf(event: LoggedEvent): LogType {
  if (event.type === 'message') return event.message.direction === 'in' ? 'inbound' : 'send'
  if (event.type === 'webhook' || event.type === 'status' || event.type === 'rejected' || event.type === 'fault')
    return event.type
  return 'other'
}

/** One event in one line: what it was, and how it went. */
export function logLine(event: LoggedEvent, { templates, lines }: State, t: Translate): LogLine {
  const type = logTypeOf(event)
  const who = (key: string) => lines.find(({ customer }) => customer.key === key)?.customer.name ?? key
  switch (event.type) {
    case 'webhook':
      return { type, ...webhookLine(event, event.customer === undefined ? undefined : who(event.customer), t) }
    case 'message': {
      const { text } = summaryOf(event.message, templates, t)
      const own = event.message.direction === 'in'
      const name = t(own ? 'log.from' : 'log.to', { who: who(event.customer) })
      const what = `${event.message.type} ${name}: ${text.slice(0, 160)}`
      return own ? { type, what } : { type, what, result: t('log.accepted'), tone: 'good' }
    }
    case 'status': {
      const failed = event.status === 'failed'
      const result = failed && event.failure ? String(event.failure.code) : event.status
      return { type, what: t('log.to', { who: who(event.customer) }), result, ...(failed && { tone: 'bad' }) }
    }
    case 'rejected':
      return {
        type,
        what: `${t('log.to', { who: who(event.customer) })}: ${event.message}`,
        result: `${String(event.httpStatus)} · ${String(event.code)}`,
        tone: 'bad',
      }
    case 'fault': {
      return { type, what: t(`fault.${event.kind as FaultName}`), result: event.kind, tone: 'bad' }
    }
    case 'typing':
      return { type, what: t(event.on ? 'log.typing.on' : 'log.typing.off') }
    case 'read-by-business':
      return { type, what: t('log.read') }
    default:
      return { type, what: t(`log.${event.type}`) }
  }
}

type FaultName = TextKey extends infer Key ? (Key extends `fault.${infer Name}` ? Name : never) : never

type Webhook = Extract<LoggedEvent, { type: 'webhook' }>

function webhookLine(event: Webhook, who: string | undefined, t: Translate) {
  const { keys, attempt, httpStatus, error, durationMs, retryInMs } = event
  const [first = ''] = keys
  const [id = '', state] = first.split('|')
  const about =
    state === undefined
      ? t('log.about.message')
      : t(id.startsWith('wamid.') ? 'log.about.status' : 'log.about.template', { status: state })
  const what = [
    keys.length > 1 ? `${about} ${t('log.and.more', { n: keys.length - 1 })}` : about,
    who,
    t('log.attempt', { n: attempt }),
    retryInMs !== undefined && t('log.retry', { s: Math.round(retryInMs / 1000) }),
  ]
  const good = httpStatus === 200
  return {
    what: what.filter(Boolean).join(' · '),
    result: `${httpStatus === undefined ? (error ?? '?') : String(httpStatus)} · ${String(Math.round(durationMs))} ms`,
    tone: good ? ('good' as const) : ('bad' as const),
  }
}
