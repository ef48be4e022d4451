import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import type { TFunction } from 'i18next'
import { insertAudit } from '#db/queries/audit.ts'
import { countIncidentAnswers, listIncidentAnswers, type IncidentAnswer } from '#db/queries/incident-answers.ts'
import { listIncidentTrail } from '#db/queries/incident-trail.ts'
import { findIncident } from '#db/queries/incidents.ts'
import type { PageKey } from '#db/queries/page-key.ts'
import { CSV_BEGINS, csvRow } from '#domain/incident/csv.ts'
import { zoneName } from '#domain/booking/times.ts'
import type { InWorkspace } from '../auth.server.ts'
import { i18nFor, type Language } from '../i18n/i18n.ts'
import { titleOf } from '../inbox/title.ts'
import type { TrailDetail } from './contract.ts'
import { fieldOf } from './period.ts'
import { trailWords } from './trail-words.ts'

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
    const names = ['at', 'name', 'phone', 'question', 'answer', 'intent', 'marked']
    yield CSV_BEGINS + csvRow(headOf(t, names, workspace), between)
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

  function cellsOf({ at, name, username, phone, question, answer, intent, isMarked }: IncidentAnswer) {
    const about = intent === null ? null : t(`config:intents.${intent}`, { defaultValue: intent })
    return [
      whenOf(at, workspace),
      titleOf({ name, username, phone: null }),
      phone,
      question,
      answer,
      about,
      isMarked ? t('csv.yes') : null,
    ]
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
  const head = csvRow(headOf(t, ['at', 'by', 'what', 'customer', 'words'], workspace), between)
  const rows = lines.map(({ at, by, action, customer, words, detail }) =>
    csvRow(
      [
        whenOf(at, workspace),
        by,
        trailWords(t, { action, detail: detail as TrailDetail }, (moment) => whenOf(new Date(moment), workspace)),
        customer && titleOf(customer),
        words,
      ],
      between,
    ),
  )
  return csvFile(`${t('csv.trailFile')}.csv`, [CSV_BEGINS, head, ...rows])
}

type Zoned = Pick<InWorkspace['workspace'], 'timezone'>

/** On the workspace's own clock, as Excel takes a moment; whose clock that is stands above the column. */
const whenOf = (at: Date, { timezone }: Zoned): string => fieldOf(at, timezone).replace('T', ' ')

const headOf = (t: TFunction, names: readonly string[], { timezone }: Zoned): string[] =>
  names.map((name) => t(`csv.${name}`, { letters: zoneName(timezone) }))

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
