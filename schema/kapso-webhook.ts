import { z } from 'zod'

// What Kapso posts in payload version 2, as far as we read it: Meta's message with Kapso's own part beside it.

const said = z.string().min(1).nullish().catch(null)
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).nullish().catch(null)

export const KapsoItem = z.looseObject({
  phone_number_id: said,
  message: z.looseObject({
    id: said,
    kapso: part({
      direction: said,
      status: said,
      /** `business_app`: written by a person on the phone. `history_sync`: old, must not wake the bot. */
      origin: said,
      contact_name: said,
      /** Meta's statuses as they came. */
      statuses: z.array(z.unknown()).nullish().catch(null),
    }),
  }),
  conversation: part({
    phone_number: said,
    phone_number_id: said,
    business_scoped_user_id: said,
    parent_business_scoped_user_id: said,
    contact_name: said,
    username: said,
    kapso: part({ contact_name: said }),
  }),
})
export type KapsoItem = z.infer<typeof KapsoItem>
