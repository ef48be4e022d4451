import { z } from 'zod'

// What the terminal reads of the simulator's answers; the rest is let through.
export const Message = z.looseObject({
  id: z.string(),
  direction: z.enum(['in', 'out', 'echo']),
  at: z.number(),
  type: z.string(),
  content: z.unknown(),
  failure: z.looseObject({ code: z.number(), title: z.string() }).optional(),
  readByBusiness: z.boolean().optional(),
})
export type Message = z.infer<typeof Message>

export const Thread = z.looseObject({ customer: z.looseObject({ name: z.string() }), messages: z.array(Message) })
export type Thread = z.infer<typeof Thread>

export const Numbers = z.looseObject({
  numbers: z.array(
    z.looseObject({ phoneNumberId: z.string(), displayPhoneNumber: z.string(), verifiedName: z.string() }),
  ),
})
export type BusinessNumber = z.infer<typeof Numbers>['numbers'][number]

export const ChatEvent = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('message'), message: Message }),
  z.looseObject({ type: z.literal('status'), id: z.string(), status: z.string(), failure: Message.shape.failure }),
  z.looseObject({ type: z.literal('typing'), on: z.boolean() }),
  z.looseObject({ type: z.literal('read-by-business'), id: z.string() }),
  z.looseObject({
    type: z.literal('rejected'),
    at: z.number(),
    code: z.number(),
    httpStatus: z.number(),
    message: z.string(),
  }),
  z.looseObject({
    type: z.literal('webhook'),
    keys: z.array(z.string()),
    httpStatus: z.number().optional(),
    error: z.string().optional(),
    retryInMs: z.number().optional(),
  }),
  z.looseObject({ type: z.literal('fault') }),
  z.looseObject({ type: z.literal('reset') }),
])
export type ChatEvent = z.infer<typeof ChatEvent>
