import { z } from 'zod'
import { customerKey } from './ids.ts'

export const NumberInput = z.strictObject({
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  appSecret: z.string().min(1).default('simulator-app-secret'),
  displayPhoneNumber: z.string().regex(/^\+?[\d\s-]{5,25}$/),
  verifiedName: z.string().default('My business'),
  wabaId: z.string().optional(),
  accessToken: z.string().min(1).optional(),
  verifyToken: z.string().optional(),
  format: z.enum(['meta', 'kapso']).default('meta'),
  encoding: z.enum(['escaped', 'escaped-more', 'raw']).default('escaped').describe('of webhooks in Meta format'),
})
export type NumberInput = z.input<typeof NumberInput>

const customer = z.string().min(1).transform(customerKey)

export const Filter = z.strictObject({
  phoneNumberId: z.string().optional(),
  to: customer.optional(),
  opaque: z.string().optional(),
  count: z.coerce.number().int().positive().optional(),
  waitMs: z.coerce.number().int().min(0).max(120_000).optional(),
})
export type Filter = z.input<typeof Filter>

export const ThreadQuery = z.strictObject({ phoneNumberId: z.string().optional(), customer })
export type ThreadQuery = z.input<typeof ThreadQuery>

export const Redelivery = z.strictObject({
  keys: z.array(z.string()).min(1).max(1000).describe('message ids, or `<message id>|<status>`'),
  shape: z.enum(['merged', 'changes', 'entries']).default('merged'),
})

export type RedeliveryInput = z.input<typeof Redelivery>

export const ThreadsQuery = z.strictObject({
  phoneNumberId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})
export type ThreadsQuery = z.output<typeof ThreadsQuery>

export const LogQuery = z.strictObject({ last: z.coerce.number().int().min(1).max(2000).optional() })
export type LogQuery = z.output<typeof LogQuery>

export const CustomerOrder = z.strictObject({
  phoneNumberId: z.string(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?\d[\d\s().-]{4,24}$/, 'a phone number in international form'),
  name: z.string().trim().min(1).max(200),
})
export type CustomerInput = z.output<typeof CustomerOrder>

export const ClockOrder = z.strictObject({
  advanceMs: z
    .number()
    .min(0)
    .max(400 * 86_400_000),
})

export const TemplateOrder = z.strictObject({
  wabaId: z.string(),
  name: z.string(),
  language: z.string(),
  status: z.enum(['APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'PENDING', 'FLAGGED', 'REINSTATED']),
  reason: z.string().optional(),
})
export type TemplateInput = z.input<typeof TemplateOrder>
