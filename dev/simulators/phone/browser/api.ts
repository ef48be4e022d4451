import type { ThreadView } from '../../whatsapp/control.ts'
import type { LoggedEvent } from '../../whatsapp/event-log.ts'
import type { Fault, FaultKind } from '../../whatsapp/faults.ts'
import type { InboundInput } from '../../whatsapp/inbound-input.ts'
import type { Settings } from '../../whatsapp/settings.ts'
import type { PhoneNumber, Template } from '../../whatsapp/shapes.ts'
import type { ThreadLine } from '../../whatsapp/spectator.ts'

export type ActiveFault = Fault & { left: number | null }
export type Inbound = Omit<InboundInput, 'phoneNumberId' | 'from'>
type Issue = { path: string; message: string }

/** The simulator refused, and says why. Without `status` it did not answer at all. */
export class Refused extends Error {
  readonly status: number | undefined
  readonly issues: readonly Issue[]

  constructor(message: string, status?: number, issues: readonly Issue[] = []) {
    super(message)
    this.status = status
    this.issues = issues
  }
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`/control${path}`, {
      method,
      ...(body !== undefined && { headers, body: JSON.stringify(body) }),
    })
    answer = await response.json()
  } catch {
    throw new Refused('')
  }
  if (response.ok) return answer
  const { error, issues } = answer as { error?: string; issues?: Issue[] }
  throw new Refused(error ?? `HTTP ${String(response.status)}`, response.status, issues)
}

const query = (values: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()

/** The simulator's control addresses, as far as the phone needs them. */
export const api = {
  numbers: async () => ((await ask('GET', '/numbers')) as { numbers: PhoneNumber[] }).numbers,

  threads: async (phoneNumberId: string) =>
    ((await ask('GET', `/threads?${query({ phoneNumberId })}`)) as { threads: ThreadLine[] }).threads,

  /** Undefined for a customer that the simulator does not know. */
  async thread(phoneNumberId: string, customer: string): Promise<ThreadView | undefined> {
    try {
      return (await ask('GET', `/thread?${query({ phoneNumberId, customer })}`)) as ThreadView
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined
      throw error
    }
  },

  putCustomer: async (phoneNumberId: string, name: string, phone: string) =>
    (await ask('POST', '/customers', { phoneNumberId, name, phone })) as ThreadLine,

  inbound: (phoneNumberId: string, from: { phone?: string; userId?: string }, what: Inbound) =>
    ask('POST', '/inbound', { phoneNumberId, from, ...what }),

  open: (phoneNumberId: string, customer: string) => ask('POST', '/open', { phoneNumberId, customer }),

  redeliver: (key: string) => ask('POST', '/redeliver', { keys: [key] }),

  templates: async (phoneNumberId: string) =>
    ((await ask('GET', `/templates?${query({ phoneNumberId })}`)) as { templates: Template[] }).templates,

  faults: async () => ((await ask('GET', '/faults')) as { faults: ActiveFault[] }).faults,
  putFault: (kind: FaultKind, fault: Record<string, unknown>) => ask('PUT', `/faults/${kind}`, fault),
  removeFault: (kind: FaultKind) => ask('DELETE', `/faults/${kind}`),
  clearFaults: () => ask('DELETE', '/faults'),

  settings: async () => (await ask('GET', '/settings')) as Settings,
  putReads: (reads: Settings['reads']) => ask('PUT', '/settings', { reads }),

  log: async (last: number) => ((await ask('GET', `/log?${query({ last })}`)) as { events: LoggedEvent[] }).events,
  posted: async (deliveryId: string) => (await ask('GET', `/webhooks/${deliveryId}`)) as { body: string },
}

export const mediaUrl = (id: string) => `/control/media/${encodeURIComponent(id)}`
