import type { FilledTemplate, TemplateContents, TemplateParameter, TemplateValues } from '#schema/template.ts'
import { fillIn, parametersOf } from './parameters.ts'

/** The template as the customer sees it; `missing` says what stands for what is not filled in yet. */
export function fillTemplate(
  contents: TemplateContents,
  values: TemplateValues,
  missing: (name: string) => string = () => '',
): FilledTemplate {
  const { header, body, footer, buttons } = contents
  const filled = (place: string, text: string) =>
    fillIn(text, (name) => values[`${place}.${name}`]?.trim() || missing(name))
  return {
    header: header?.format === 'text' ? filled('header', header.text) : null,
    body: filled('body', body),
    footer,
    buttons: buttons.map(({ text }) => text),
  }
}

/** What WhatsApp wants beside the template's name: every parameter in its component. */
export function componentsFor(contents: TemplateContents, values: TemplateValues): object[] {
  const parameters = parametersOf(contents)
  const { header, buttons, isNamed } = contents
  const valueOf = ({ key }: TemplateParameter) => values[key] ?? ''
  const textOf = (parameter: TemplateParameter) => ({
    type: 'text',
    ...(isNamed && { parameter_name: parameter.name }),
    text: valueOf(parameter),
  })
  const inPlace = (place: TemplateParameter['place']) => parameters.filter((parameter) => parameter.place === place)
  const mediaOf = (parameter: TemplateParameter) => ({
    type: parameter.name,
    [parameter.name]: { link: valueOf(parameter) },
  })
  const headers = inPlace('header').map(header?.format === 'text' ? textOf : mediaOf)
  const bodies = inPlace('body').map(textOf)
  return [
    ...(headers.length > 0 ? [{ type: 'header', parameters: headers }] : []),
    ...(bodies.length > 0 ? [{ type: 'body', parameters: bodies }] : []),
    ...inPlace('button').map((parameter) => {
      const index = parameter.key.replace('button.', '')
      const isCode = buttons[Number(index)]?.type === 'COPY_CODE'
      const text = valueOf(parameter)
      return {
        type: 'button',
        sub_type: isCode ? 'copy_code' : 'url',
        index,
        parameters: [isCode ? { type: 'coupon_code', coupon_code: text } : { type: 'text', text }],
      }
    }),
  ]
}
