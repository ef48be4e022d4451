import type { WorkspaceTx } from '#db/connect.ts'
import { readReminderTemplate } from '#db/queries/reminder-template.ts'
import { listEveryTemplate } from '#db/queries/templates.ts'
import { canBeSent, reminderValues, tellsTheTime } from '#domain/booking/reminder-template.ts'
import { longTime } from '#domain/booking/times.ts'
import { fillTemplate } from '#domain/template/fill.ts'
import type { ReminderChoice, SlotsData } from './contract.ts'

/** Tuesday, 24 November 2026, 10:00 in Jakarta: for the example, so that it never changes. */
const EXAMPLE_MS = Date.parse('2026-11-24T03:00:00Z')

/** The template that is chosen, and those that could be. */
export async function reminderFor(tx: WorkspaceTx): Promise<SlotsData['reminder']> {
  const [template, choices] = await Promise.all([readReminderTemplate(tx), listReminderChoices(tx)])
  return { template, choices }
}

/** The approved templates that ask for nothing but name, time and consultant, and tell the time. */
export async function listReminderChoices(tx: WorkspaceTx): Promise<ReminderChoice[]> {
  const choices = new Map<string, ReminderChoice>()
  for (const template of await listEveryTemplate(tx)) {
    if (!canBeSent(template) || !tellsTheTime(template.contents)) continue
    const { name, language, contents } = template
    const choice = choices.get(name) ?? { name, examples: [] }
    choices.set(name, choice)
    // The same template of another number of ours says the same.
    if (choice.examples.some((one) => one.language === language)) continue
    const time = longTime(EXAMPLE_MS, language.startsWith('en') ? 'en' : 'id', 'Asia/Jakarta')
    const values = reminderValues(contents, { customer: 'Nadia', time, consultant: 'Dimas' }) ?? {}
    const { header, body, footer } = fillTemplate(contents, values)
    choice.examples.push({ language, text: [header, body, footer].filter(Boolean).join('\n') })
  }
  return [...choices.values()]
}
