import { z } from 'zod'

// What Meta posts, as far as we read it. Absent, null and "" mean the same, for Meta changed its mind about them;
// what we do not know is left as it came.

const id = z.string().min(1).max(512)
const said = z.string().min(1).nullish().catch(null)
const count = z.coerce.number().nullish().catch(null)
/** Unix seconds: a string in messages and statuses, a number in management events. */
const unixTime = z.union([z.string(), z.number()]).nullish().catch(null)
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).nullish().catch(null)

export type UnixTime = z.infer<typeof unixTime>

export const MetaContact = z.looseObject({
  wa_id: said,
  user_id: said,
  parent_user_id: said,
  profile: part({ name: said, username: said }),
})
export type MetaContact = z.infer<typeof MetaContact>

/** An inbound message or an echo of what was written on the business's phone: who, when, and of what type. */
export const MetaMessage = z.looseObject({
  id,
  from: said,
  from_user_id: said,
  from_parent_user_id: said,
  to: said,
  to_user_id: said,
  group_id: said,
  timestamp: unixTime,
  type: z.string().min(1).max(64).catch('unknown'),
  system: part({ user_id: said, previous_user_id: said }),
})
export type MetaMessage = z.infer<typeof MetaMessage>

export const MetaStatus = z.looseObject({
  id,
  status: z.string().min(1).max(64),
  timestamp: unixTime,
  biz_opaque_callback_data: said,
  errors: z
    .array(z.looseObject({ code: count, title: said, message: said, error_data: part({ details: said }) }))
    .nullish()
    .catch(null),
})
export type MetaStatus = z.infer<typeof MetaStatus>

const Media = part({
  id: said,
  mime_type: said,
  sha256: said,
  caption: said,
  filename: said,
  voice: z.boolean().nullish().catch(null),
  animated: z.boolean().nullish().catch(null),
})

const Choice = part({ id: said, title: said, description: said })

/** What a message says, by its type. A part of a shape that we cannot read is as good as absent. */
export const MetaMessageBody = z.looseObject({
  context: part({ id: said, forwarded: z.boolean().nullish().catch(null) }),
  referral: part({}),
  text: part({ body: said }),
  image: Media,
  video: Media,
  audio: Media,
  document: Media,
  sticker: Media,
  location: part({
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
    name: said,
    address: said,
  }),
  contacts: z.array(z.unknown()).nullish().catch(null),
  button: part({ payload: said, text: said }),
  interactive: part({
    button_reply: Choice,
    list_reply: Choice,
    nfm_reply: part({ name: said, body: said, response_json: said }),
  }),
  reaction: part({ message_id: said, emoji: said }),
  order: part({ text: said }),
  system: part({
    type: said,
    body: said,
    wa_id: said,
    user_id: said,
    parent_user_id: said,
    previous_user_id: said,
    previous_parent_user_id: said,
  }),
  /** The customer changed a message: the whole of it, as it reads now. */
  edit: part({
    original_message_id: said,
    message: part({
      text: part({ body: said }),
      image: part({ caption: said }),
      video: part({ caption: said }),
      document: part({ caption: said }),
    }),
  }),
  revoke: part({ original_message_id: said }),
  unsupported: part({ type: said }),
  errors: z
    .array(z.looseObject({ code: count }))
    .nullish()
    .catch(null),
})

/** How a message's content is kept beside its readable body (`messages.content`). */
export type MessageContent = {
  media?: {
    id: string
    mimeType?: string
    sha256?: string
    filename?: string
    caption?: string
    voice?: true
    animated?: true
  }
  /** What the contact chose of buttons or a list that we sent, with the id that we gave it. */
  reply?: { id: string; title: string; description?: string }
  form?: { name?: string; response: string }
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  contacts?: unknown[]
  /** No emoji: the reaction was taken back. */
  reaction?: { providerMessageId: string; emoji?: string }
  order?: unknown
  /** The advertisement or post that the contact came from. */
  referral?: unknown
  system?: { type?: string }
  /** What WhatsApp could not hand on, where it says so. */
  unsupported?: { type: string }
  errorCodes?: number[]
  forwarded?: true
  groupId?: string
}

/** What is kept of an event in `inbound_events.payload`. `sender` is the contact's phone with +, or user id. */
export type KeptMessage = { sender: string; message: unknown; contact: unknown }
export type KeptStatus = { status: unknown }
