import type { FaultKind } from '../../whatsapp/faults.ts'
import type { TextKey } from './texts.ts'

type Name = Extract<TextKey, `field.${string}`> extends `field.${infer Rest}` ? Rest : never

export type FaultField = {
  name: Name
  /** What stands there at first; without it the field may stay empty. */
  value?: number | string
  least?: number
  most?: number
  choices?: readonly string[]
}
export type FaultGroup = 'answer' | 'fate' | 'webhook'
export type FaultShown = { kind: FaultKind; group: FaultGroup; fields: readonly FaultField[] }

const ms = (value: number): FaultField => ({ name: 'ms', value, least: 0 })
const code = (value: number): FaultField => ({ name: 'code', value, least: 0 })
const on: FaultField = { name: 'on', value: '', choices: ['', 'message', 'status', 'echo', 'template'] }
const within: FaultField = { name: 'withinMs', value: 2000, least: 0 }

/** Every fault of the simulator with its own parameters; how often and for whom is asked of all. */
export const FAULTS: readonly FaultShown[] = [
  {
    kind: 'send-error',
    group: 'answer',
    fields: [code(131056), { name: 'httpStatus', least: 400, most: 599 }, { name: 'message' }, { name: 'details' }],
  },
  { kind: 'broken-answer', group: 'answer', fields: [{ name: 'httpStatus', value: 502, least: 200, most: 599 }] },
  { kind: 'refuse-connection', group: 'answer', fields: [] },
  { kind: 'lose-response', group: 'answer', fields: [] },
  { kind: 'delay-response', group: 'answer', fields: [ms(5000)] },
  { kind: 'status-before-response', group: 'fate', fields: [] },
  { kind: 'fail-later', group: 'fate', fields: [code(131026)] },
  { kind: 'skip-delivered', group: 'fate', fields: [] },
  { kind: 'delivered-and-failed', group: 'fate', fields: [code(131026)] },
  { kind: 'late-statuses', group: 'fate', fields: [ms(10_000)] },
  { kind: 'no-statuses', group: 'fate', fields: [] },
  {
    kind: 'duplicate-webhooks',
    group: 'webhook',
    fields: [
      { name: 'copies', value: 1, least: 1, most: 100 },
      { name: 'as', value: 'same-bytes', choices: ['same-bytes', 'other-batch'] },
      { name: 'afterMs', value: 0, least: 0 },
      on,
    ],
  },
  {
    kind: 'reorder-webhooks',
    group: 'webhook',
    fields: [
      { name: 'hold', value: 2, least: 2, most: 1000 },
      { name: 'order', value: 'reverse', choices: ['reverse', 'shuffle'] },
      within,
      on,
    ],
  },
  {
    kind: 'batch-webhooks',
    group: 'webhook',
    fields: [
      { name: 'size', value: 2, least: 2, most: 1000 },
      { name: 'shape', value: 'merged', choices: ['merged', 'changes', 'entries'] },
      within,
      on,
    ],
  },
  { kind: 'delay-webhooks', group: 'webhook', fields: [ms(5000), on] },
  { kind: 'lose-webhooks', group: 'webhook', fields: [on] },
  { kind: 'forge-webhooks', group: 'webhook', fields: [on] },
]
