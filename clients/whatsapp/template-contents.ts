import type { TemplateContents, TemplateHeader } from '#schema/template.ts'
import type { MetaTemplate, MetaTemplateComponent } from '#schema/whatsapp-template.ts'

const KNOWN = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS']

/** What a template says, out of WhatsApp's list of components. */
export function contentsOf({
  components,
  parameter_format,
}: Pick<MetaTemplate, 'components' | 'parameter_format'>): TemplateContents {
  const of = (type: string) => components.find((component) => component.type === type)
  const [header, body, footer] = [of('HEADER'), of('BODY'), of('FOOTER')]
  const buttons = components.flatMap((component) => (component.type === 'BUTTONS' ? component.buttons : []))
  return {
    isNamed: parameter_format === 'NAMED',
    header: header ? headerOf(header) : null,
    body: body?.text ?? '',
    footer: footer?.text || null,
    buttons: buttons.map(({ type, text, url }) => ({ type, text, url: url ?? null })),
    others: components.map(({ type }) => type).filter((type) => !KNOWN.includes(type)),
    examples: Object.fromEntries([
      ...keyed('header', header?.example?.header_text, header?.example?.header_text_named_params),
      ...keyed('body', body?.example?.body_text?.[0], body?.example?.body_text_named_params),
      ...buttons.flatMap(({ example }, index) => (example?.[0] ? [[`button.${String(index)}`, example[0]]] : [])),
    ]) as Record<string, string>,
  }
}

function headerOf({ format, text }: MetaTemplateComponent): TemplateHeader {
  switch (format) {
    case 'IMAGE':
      return { format: 'image' }
    case 'VIDEO':
      return { format: 'video' }
    case 'DOCUMENT':
      return { format: 'document' }
    case 'TEXT':
    case null:
    case undefined:
      return { format: 'text', text }
    default:
      return { format: 'other' }
  }
}

function keyed(
  place: string,
  byNumber: string[] = [],
  byName: { param_name: string; example: string }[] = [],
): string[][] {
  return [
    ...byNumber.map((text, index) => [`${place}.${String(index + 1)}`, text]),
    ...byName.map(({ param_name, example }) => [`${place}.${param_name}`, example]),
  ]
}
