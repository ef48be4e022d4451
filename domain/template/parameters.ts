import type { TemplateContents, TemplateParameter } from '#schema/template.ts'

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

// WhatsApp's limits, of a text as it is sent.
const BODY_MOST = 1024
const HEADER_MOST = 60
const LINK_MOST = 2000
const COUPON_MOST = 20

/** Buttons that ask for nothing when they are sent. */
const PLAIN_BUTTONS = ['QUICK_REPLY', 'PHONE_NUMBER', 'URL', 'COPY_CODE', 'VOICE_CALL']
/** WhatsApp's words for a template that may be sent. */
const USABLE = ['APPROVED', 'REINSTATED']

/** Everything that is to be filled in, in the order in which it stands in the message. */
export function parametersOf({ header, body, buttons, examples, isNamed }: TemplateContents): TemplateParameter[] {
  const parameters: Omit<TemplateParameter, 'example'>[] = []
  if (header?.format === 'text')
    for (const name of placeholdersOf(header.text, isNamed))
      parameters.push({ key: `header.${name}`, place: 'header', name, kind: 'text', most: HEADER_MOST })
  else if (header !== null && header.format !== 'other')
    parameters.push({ key: 'header.media', place: 'header', name: header.format, kind: 'link', most: LINK_MOST })
  for (const name of placeholdersOf(body, isNamed))
    parameters.push({ key: `body.${name}`, place: 'body', name, kind: 'text', most: BODY_MOST })
  for (const [index, { type, text, url }] of buttons.entries()) {
    const key = `button.${String(index)}`
    const button = { key, place: 'button', name: text, kind: 'text' } as const
    if (type === 'URL' && url !== null && placeholdersOf(url, false).length > 0)
      parameters.push({ ...button, most: LINK_MOST })
    if (type === 'COPY_CODE') parameters.push({ ...button, most: COUPON_MOST })
  }
  return parameters.map((parameter) => ({ ...parameter, example: examples[parameter.key] ?? null }))
}

/** Whether WhatsApp takes it now. */
export function isUsable(status: string): boolean {
  return USABLE.includes(status)
}

/** Whether a person can fill it in here: not where it wants a place, a one-time code, a catalogue or a form. */
export function isFillable({ header, buttons, others }: TemplateContents): boolean {
  return header?.format !== 'other' && others.length === 0 && buttons.every(({ type }) => PLAIN_BUTTONS.includes(type))
}

/** Whether the text, filled in, is longer than WhatsApp takes it. */
export function isTooLong({ header, body }: { header: string | null; body: string }): boolean {
  return body.length > BODY_MOST || (header?.length ?? 0) > HEADER_MOST
}

/** The text with what `valueOf` says in place of each placeholder. */
export function fillIn(text: string, valueOf: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => valueOf(name))
}

/** Each once; numbers in their order, names as they come. */
function placeholdersOf(text: string, isNamed: boolean): string[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []))]
  return isNamed ? names : names.sort((one, other) => Number(one) - Number(other))
}
