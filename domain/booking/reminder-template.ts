import type { TemplateContents, TemplateValues } from '#schema/template.ts'
import { isFillable, isUsable, parametersOf } from '../template/parameters.ts'

/** What a reminder has to say: whom it is for, when it is, and with whom. */
export type Reminder = { customer: string; time: string; consultant: string }

/** The values of a reminder's template, by number in this order or by these names; null where it asks for more. */
export function reminderValues(
  contents: TemplateContents,
  { customer, time, consultant }: Reminder,
): TemplateValues | null {
  const known: Record<string, string> = { '1': customer, '2': time, '3': consultant, name: customer, time, consultant }
  const values: TemplateValues = {}
  for (const parameter of parametersOf(contents)) {
    const value = parameter.place === 'button' ? undefined : known[parameter.name]
    if (value === undefined) return null
    values[parameter.key] = value
  }
  return values
}

type Template = { status: string; contents: TemplateContents | null }

/** Whether WhatsApp takes it now and we have all that it asks for. */
export function canBeSent<One extends Template>(template: One): template is One & { contents: TemplateContents } {
  const { status, contents } = template
  if (contents === null || !isUsable(status) || !isFillable(contents)) return false
  return reminderValues(contents, { customer: '', time: '', consultant: '' }) !== null
}

/** Whether it tells the time: a reminder that does not is none. */
export function tellsTheTime(contents: TemplateContents): boolean {
  return parametersOf(contents).some(({ name }) => name === '2' || name === 'time')
}
