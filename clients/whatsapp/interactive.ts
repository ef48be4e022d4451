import { z } from 'zod'
import type { LinkButton } from '#schema/quick-reply.ts'
import * as limits from '#schema/whatsapp-limits.ts'
import type { WhatsAppMessage } from './whatsapp.ts'

// What a customer can press. Over a limit WhatsApp refuses the whole message, so it is found out here and not there.

const words = (most: number) => z.string().trim().min(1).max(most)
const distinct = (all: readonly string[]) => new Set(all).size === all.length

const ReplyButtons = z.object({
  body: words(limits.PRESSED_BODY_MOST),
  buttons: z
    .array(z.object({ id: words(limits.BUTTON_ID_MOST), title: words(limits.BUTTON_MOST) }))
    .min(1)
    .max(limits.BUTTONS_MOST)
    .refine((all) => distinct(all.map(({ id }) => id)), 'ids must differ')
    .refine((all) => distinct(all.map(({ title }) => title)), 'titles must differ'),
})

const ChoiceList = z.object({
  body: words(limits.LIST_BODY_MOST),
  button: words(limits.BUTTON_MOST),
  rows: z
    .array(
      z.object({
        id: words(limits.ROW_ID_MOST),
        title: words(limits.ROW_TITLE_MOST),
        description: words(limits.ROW_DESCRIPTION_MOST).optional(),
      }),
    )
    .min(1)
    .max(limits.ROWS_MOST)
    .refine((all) => distinct(all.map(({ id }) => id)), 'ids must differ'),
})

const LinkMessage = z.object({
  body: words(limits.PRESSED_BODY_MOST),
  link: z.object({
    label: words(limits.BUTTON_MOST),
    url: z.url({ protocol: /^https$/ }).max(limits.LINK_MOST),
  }),
})

export type Choice = { id: string; title: string; description?: string }

/** Up to three buttons under a text; the one that is pressed comes back with its id. Throws where WhatsApp would refuse. */
export function replyButtons(given: { body: string; buttons: readonly Choice[] }): WhatsAppMessage {
  const { body, buttons } = ReplyButtons.parse(given)
  return interactive('button', body, { buttons: buttons.map((reply) => ({ type: 'reply', reply })) })
}

/** Up to ten rows behind a button; the chosen one comes back with its id. Throws where WhatsApp would refuse. */
export function choiceList(given: { body: string; button: string; rows: readonly Choice[] }): WhatsAppMessage {
  const { body, button, rows } = ChoiceList.parse(given)
  return interactive('list', body, { button, sections: [{ rows }] })
}

/** A button under a text that opens a page; nothing comes back. Throws where WhatsApp would refuse. */
export function linkMessage(given: { body: string; link: LinkButton }): WhatsAppMessage {
  const { body, link } = LinkMessage.parse(given)
  const parameters = { display_text: link.label, url: link.url }
  return interactive('cta_url', body, { name: 'cta_url', parameters })
}

function interactive(type: string, text: string, action: object): WhatsAppMessage {
  return { type: 'interactive', interactive: { type, body: { text }, action } }
}
