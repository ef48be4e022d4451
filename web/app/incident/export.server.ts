import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import type { TFunction } from 'i18next'
import { insertAudit } from '#db/queries/audit.ts'
import { countIncidentAnswers, listIncidentAnswers, type IncidentAnswer } from '#db/queries/incident-answers.ts'
import { listIncidentTrail } from '#db/queries/incident-trail.ts'
import { findIncident } from '#db/queries/incidents.ts'
import type { PageKey } from '#db/queries/page-key.ts'
import { CSV_BEGINS, csvRow } from '#domain/incident/csv.ts'
import type { InWorkspace } from '../auth.server.ts'
import { i18nFor, type Language } from '../i18n/i18n.ts'
import { fieldOf } from './period.ts'

type Member = Pick<InWorkspace, 'tx' | 'user' | 'workspace'>
type Wish = { incidentId: string; markedOnly: boolean; language: Language }

/** So many answers are in memory at a time, however many there are. */
const AT_ONCE = 500

/** What ARI said in the incident's period, or what of it is marked, as a file for Excel; null where there is no such incident. */
export async function exportAnswers(member: Member, wish: Wish): Promise<Response | null> {
  const { tx, user, workspace } = member
  const { incidentId, markedOnly, language } = wish
  const period = await tx(async (work) => {
    const incident = await findIncident(work, incidentId)
    if (incident === undefined) return null
    const { answers } = await countIncidentAnswers(work, { incidentId, markedOnly })
    const detail = { answers, markedOnly }
    const of = { workspaceId: workspace.id, actor: user.id, subject: incidentId }
    await insertAudit(work, { ...of, action: 'incident.exported', detail })
    return [incident.fromAt, incident.toAt].map((at) => fieldOf(at, workspace.timezone).slice(0, 10))
  })
  if (period === null) return null
  const t = textsOf(language)
  return csvFile(`${t('csv.answersFile')}-${period.join('_')}.csv`, rows())

  async function* rows(): AsyncGenerator<string> {
    const between = betweenCells(language)
    const head = ['at', 'name', 'phone', 'question', 'answer', 'intent', 'marked'].map((name) => t(`csv.${name}`))
    yield CSV_BEGINS + csvRow(head, between)
    let after: PageKey | null = null
    do {
      const page: { answers: IncidentAnswer[]; next: PageKey | null } = await tx((work) =>
        listIncidentAnswers(work, { incidentId, markedOnly, after, limit: AT_ONCE }),
      )
      // Nothing must not be said: it would be taken for the end.
      if (page.answers.length > 0) yield page.answers.map((answer) => csvRow(cellsOf(answer), between)).join('')
      after = page.next
    } while (after !== null)
  }

  function cellsOf({ at, name, phone, question, answer, intent, isMarked }: IncidentAnswer) {
    const when = fieldOf(at, workspace.timezone).replace('T', ' ')
    const about = intent === null ? null : t(`config:intents.${intent}`, { defaultValue: intent })
    return [when, name, phone, question, answer, about, isMarked ? t('csv.yes') : null]
  }
}

/** Who did what about an incident, as such a file; null where there is no such incident. */
export async function exportTrail(
  { tx, user, workspace }: Member,
  { incidentId, language }: Omit<Wish, 'markedOnly'>,
): Promise<Response | null> {
  const lines = await tx(async (work) => {
    if ((await findIncident(work, incidentId)) === undefined) return null
    const of = { workspaceId: workspace.id, actor: user.id, subject: incidentId }
    await insertAudit(work, { ...of, action: 'incident.trail_exported' })
    return listIncidentTrail(work, incidentId)
  })
  if (lines === null) return null
  const t = textsOf(language)
  const between = betweenCells(language)
  const head = csvRow(
    ['at', 'by', 'what', 'customer', 'words'].map((name) => t(`csv.${name}`)),
    between,
  )
  const rows = lines.map(({ at, by, action, customer, words, detail }) =>
    csvRow(
      [
        fieldOf(at, workspace.timezone).replace('T', ' '),
        by,
        t(`trail.${action.replace('incident.', '')}`, { ...(detail as Record<string, string>) }),
        customer,
        words,
      ],
      between,
    ),
  )
  return csvFile(`${t('csv.trailFile')}.csv`, [CSV_BEGINS, head, ...rows])
}

/** Excel of a country takes what stands between the cells there. */
const betweenCells = (language: Language) => (language === 'id' ? ';' : ',')

const textsOf = (language: Language): TFunction => i18nFor(language).getFixedT(language, 'incident')

function csvFile(name: string, rows: Iterable<string> | AsyncIterable<string>): Response {
  return new Response(createReadableStreamFromReadable(Readable.from(rows, { objectMode: false })), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}
