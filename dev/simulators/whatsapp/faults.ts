import { z } from 'zod'
import { customerKey } from './ids.ts'

const ms = z.number().min(0)
const shape = z.enum(['merged', 'changes', 'entries'])

const common = {
  times: z.int().positive().optional().describe('default 1; without limit where a probability is given'),
  probability: z.number().min(0).max(1).optional(),
  phoneNumberId: z.string().optional(),
  to: z.string().optional().describe('customer: phone or user id'),
}
const webhook = { ...common, on: z.enum(['message', 'status', 'echo', 'template']).optional() }

export const Fault = z.discriminatedUnion('kind', [
  // The answer to a send.
  z.strictObject({
    kind: z.literal('send-error'),
    code: z.int(),
    httpStatus: z.int().min(400).max(599).optional(),
    message: z.string().optional(),
    details: z.string().optional(),
    ...common,
  }),
  z.strictObject({ kind: z.literal('broken-answer'), httpStatus: z.int().min(200).max(599).default(502), ...common }),
  z.strictObject({ kind: z.literal('refuse-connection'), ...common }),
  z.strictObject({ kind: z.literal('lose-response'), ...common }),
  z.strictObject({ kind: z.literal('delay-response'), ms, ...common }),
  // What becomes of an accepted send.
  z.strictObject({ kind: z.literal('status-before-response'), ...common }),
  z.strictObject({ kind: z.literal('fail-later'), code: z.int().default(131026), ...common }),
  z.strictObject({ kind: z.literal('skip-delivered'), ...common }),
  z.strictObject({ kind: z.literal('delivered-and-failed'), code: z.int().default(131026), ...common }),
  z.strictObject({ kind: z.literal('late-statuses'), ms, ...common }),
  z.strictObject({ kind: z.literal('no-statuses'), ...common }),
  // The way of webhooks.
  z.strictObject({
    kind: z.literal('duplicate-webhooks'),
    copies: z.int().min(1).max(100).default(1),
    as: z.enum(['same-bytes', 'other-batch']).default('same-bytes'),
    afterMs: ms.default(0),
    ...webhook,
  }),
  z.strictObject({
    kind: z.literal('reorder-webhooks'),
    hold: z.int().min(2).max(1000).default(2),
    order: z.enum(['reverse', 'shuffle']).default('reverse'),
    withinMs: ms.default(2000),
    ...webhook,
  }),
  z.strictObject({
    kind: z.literal('batch-webhooks'),
    size: z.int().min(2).max(1000).default(2),
    withinMs: ms.default(2000),
    shape: shape.default('merged'),
    ...webhook,
  }),
  z.strictObject({ kind: z.literal('delay-webhooks'), ms, ...webhook }),
  z.strictObject({ kind: z.literal('lose-webhooks'), ...webhook }),
  z.strictObject({ kind: z.literal('forge-webhooks'), ...webhook }),
])
export type Fault = z.output<typeof Fault>
export type FaultInput = z.input<typeof Fault>
export type BatchShape = z.infer<typeof shape>

export type FaultKind = Fault['kind']
export const isFaultKind = (text: string): text is FaultKind =>
  Fault.options.some(({ shape: { kind } }) => kind.value === text)
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>
export type Occasion = { phoneNumberId: string; customer?: string | undefined; about?: string }

/** Is this occasion among those that the fault was asked for? */
export const concerns = (fault: Fault, { phoneNumberId, customer, about }: Occasion) =>
  (fault.phoneNumberId === undefined || fault.phoneNumberId === phoneNumberId) &&
  (fault.to === undefined || customerKey(fault.to) === customer) &&
  (!('on' in fault) || fault.on === undefined || fault.on === about)

export type Faults = ReturnType<typeof createFaults>

/** What shall go wrong, and how often still. */
export function createFaults(
  random: () => number,
  onTaken: (kind: FaultKind, occasion: Occasion) => void = () => undefined,
) {
  let active: { fault: Fault; left: number }[] = []

  const strikes = (fault: Fault, occasion: Occasion) =>
    concerns(fault, occasion) && (fault.probability === undefined || random() < fault.probability)

  return {
    add(input: FaultInput) {
      const fault = Fault.parse(input)
      active.push({ fault, left: fault.times ?? (fault.probability === undefined ? 1 : Infinity) })
    },

    /** All of them, or those of one kind. */
    clear(kind?: FaultKind) {
      active = kind === undefined ? [] : active.filter(({ fault }) => fault.kind !== kind)
    },

    list: () => active.map(({ fault, left }) => ({ ...fault, left: left === Infinity ? null : left })),

    /** The fault of this kind that strikes now; it is used up by one. */
    take<K extends FaultKind>(kind: K, occasion: Occasion): FaultOf<K> | undefined {
      if (active.length === 0) return undefined
      const isOfKind = (fault: Fault): fault is FaultOf<K> => fault.kind === kind
      for (const entry of active) {
        if (!isOfKind(entry.fault) || !strikes(entry.fault, occasion)) continue
        entry.left -= 1
        if (entry.left <= 0) active = active.filter((other) => other !== entry)
        onTaken(kind, occasion)
        return entry.fault
      }
      return undefined
    },
  }
}
