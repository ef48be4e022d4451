import { findTemplate, hasBusinessAccount, listTemplates, type TemplateRow } from '#db/queries/templates.ts'
import type { WorkspaceTx } from '#db/connect.ts'
import { fillTemplate } from '#domain/template/fill.ts'
import { isFillable, isTooLong, isUsable, parametersOf } from '#domain/template/parameters.ts'
import type { SentTemplate, TemplateContents } from '#schema/template.ts'
import type { NewTemplateMessage, TemplateChoice, TemplateList } from './contract.ts'
import { templateForm } from './forms.ts'
import { problemsOf, type Problems } from './problems.server.ts'

/** The templates that may be sent to a contact of the channel, and why there are not more. */
export async function loadTemplates(tx: WorkspaceTx, channelId: string): Promise<TemplateList> {
  const all = await listTemplates(tx, channelId)
  const usable = all.filter(({ status }) => isUsable(status))
  const templates = usable.flatMap((template) => choiceOf(template) ?? [])
  return {
    templates,
    unapproved: all.length - usable.length,
    unfillable: usable.length - templates.length,
    isAccountKnown: await hasBusinessAccount(tx, channelId),
  }
}

type Filled = { body: string; replyToProviderId: null; template: SentTemplate }

/** The template with what was filled in, as the thread keeps it; or what is wrong, by field. */
export async function fillForSending(
  tx: WorkspaceTx,
  channelId: string,
  { id, parameters }: NewTemplateMessage['template'],
): Promise<Filled | Problems> {
  const found = await findTemplate(tx, channelId, { id })
  if (found === undefined) return { errors: { 'template.id': 'template-unknown' } }
  if (!isUsable(found.status)) return { errors: { 'template.id': 'template-unapproved' } }
  const choice = choiceOf(found)
  if (choice === null) return { errors: { 'template.id': 'template-unfillable' } }
  const { name, language, contents } = choice
  const read = templateForm(parametersOf(contents)).safeParse(parameters)
  if (!read.success) return problemsOf(read.error, 'template.parameters.')
  const { body, ...shown } = fillTemplate(contents, read.data)
  if (isTooLong({ body, ...shown })) return { errors: { 'template.id': 'template-too-long' } }
  return { body, replyToProviderId: null, template: { name, language, parameters: read.data, ...shown } }
}

function choiceOf({ id, name, language, contents }: TemplateRow): TemplateChoice | null {
  return contents !== null && canBeFilled(contents) ? { id, name, language, contents } : null
}

/** Of a template without any words there is nothing that the thread could show. */
const canBeFilled = (contents: TemplateContents) => contents.body !== '' && isFillable(contents)
