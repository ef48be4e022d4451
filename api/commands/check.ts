import type { Command } from 'commander'
import { createSealer } from '#clients/secrets/seal.ts'
import { readReadiness, type Readiness } from '#db/queries/readiness.ts'
import type { WorkspaceSummary } from '#db/queries/workspaces.ts'
import { getWorkspace, printJson, withDatabase, type CommandContext, type CommandSettings } from './context.ts'
import { CommandProblem } from './problem.ts'

type CheckLine = {
  line: string
  state: 'ok' | 'missing'
  /** Without it the workspace cannot answer a customer. */
  required: boolean
  /** What is there; or the next step. */
  detail: string
}

export function addCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description(
      'Say line by line what a workspace has and what it still needs. Fails while something required is missing.',
    )
    .argument('<slug>', 'the workspace')
    .option('--json', 'print a JSON object instead of lines', false)
    .action((slug: string, { json }: { json: boolean }) =>
      withDatabase(context, async (database, settings) => {
        const workspace = await getWorkspace(database, slug)
        const found = await database.inWorkspace(workspace.id, readReadiness)
        const lines = checkLines(workspace, found, settings)
        const missing = lines.filter(({ state, required }) => state === 'missing' && required)
        if (json) printJson(context, { slug, ready: missing.length === 0, lines })
        else context.out(lines.map(asText).join(''))
        if (missing.length > 0) {
          throw new CommandProblem(`"${slug}" is not ready: ${missing.map(({ line }) => line).join(', ')}.`)
        }
      }),
    )
}

function asText({ line, state, required, detail }: CheckLine): string {
  const mark = state === 'missing' && !required ? 'missing (may wait)' : state
  return `${line.padEnd(28)}${mark.padEnd(20)}${detail}\n`
}

function checkLines(workspace: WorkspaceSummary, found: Readiness, settings: CommandSettings): CheckLine[] {
  const { slug, name, liveAt, reviewPolicy } = workspace
  const { channel, owners, colleagues } = found
  const waiting = owners.filter(({ mustChangePassword }) => mustChangePassword).map(({ email }) => email)
  const reviewed = reviewPolicy === 'off' || found.draftsReviewed > 0

  return [
    must('organisation', `${name} (${slug})`),
    must(
      'owner',
      owners.map(({ email }) => email).join(', '),
      'Make the workspace with an owner: create --owner-email.',
    ),
    may(
      'owner signed in',
      owners.length > 0 && waiting.length === 0 && 'the one-time password was changed',
      `${waiting.join(', ') || 'The owner'} must sign in and change the one-time password.`,
    ),
    may('member invited', colleagues > 0 && `${colleagues} beside the owner`, 'The owner invites a colleague.'),
    must(
      'phone number id',
      channel && `${channel.provider} ${channel.phoneNumberId}`,
      'Make the workspace with a number.',
    ),
    must('credentials', ...credentials(channel, settings)),
    must(
      'webhook received',
      found.eventsReceived > 0 && 'messages or statuses arrived',
      `Give ${channel?.provider === 'kapso' ? 'Kapso' : 'Meta'} the webhook address, then write to the number.`,
    ),
    must(
      'knowledge base',
      found.knowledge > 0 && `${found.knowledge} entries`,
      `Fill it: knowledge import ${slug} FILE.`,
    ),
    must(
      'consultation slots',
      found.freeSlots > 0 ? `${found.freeSlots} free` : found.weeklyPeriods > 0 && 'consultants have weekly hours',
      `Add consultants with hours in the Slots tab of Your Intern, or single times: slots add ${slug} --consultant N --from TIME.`,
    ),
    may(
      'test conversations reviewed',
      reviewed && (reviewPolicy === 'off' ? 'answers are not held for review' : `${found.draftsReviewed} answers`),
      'Write to the number as a customer would, and review the answers.',
    ),
    may('signed off', liveAt && `live since ${liveAt.toISOString()}`, `When all is well: go-live ${slug}.`),
    may(
      'alerts',
      (settings.alerts.slackWebhookUrl ?? settings.alerts.sentryDsn) !== undefined && 'set',
      'Set SLACK_WEBHOOK_URL or SENTRY_DSN.',
    ),
  ]
}

type Found = string | false | null

function must(line: string, found: Found, next = ''): CheckLine {
  return { line, state: found ? 'ok' : 'missing', required: true, detail: found || next }
}

function may(line: string, found: Found, next: string): CheckLine {
  return { ...must(line, found, next), required: false }
}

/** What is there, and the next step. */
function credentials(channel: Readiness['channel'], settings: CommandSettings): [Found, string] {
  if (channel === null) return [false, 'They come with the number.']
  const { provider, accessTokenSealed, appSecretSealed, verifyTokenSealed } = channel
  const { open } = createSealer(settings.encryptionKey)
  try {
    for (const sealed of [accessTokenSealed, appSecretSealed, verifyTokenSealed]) if (sealed !== null) open(sealed)
  } catch (error) {
    return [false, error instanceof Error ? error.message : 'They cannot be opened.']
  }
  const kapso = provider === 'kapso'
  const lacking = [
    ...((accessTokenSealed ?? (kapso && settings.kapso.apiKey)) ? [] : [kapso ? 'KAPSO_API_KEY' : 'an access token']),
    ...((appSecretSealed ?? (kapso ? settings.kapso.webhookSecret : settings.meta.appSecret))
      ? []
      : [kapso ? 'KAPSO_WEBHOOK_SECRET' : 'META_APP_SECRET']),
  ]
  return lacking.length > 0 ? [false, `Lacking: ${lacking.join(', ')}.`] : ['sealed, and they open', '']
}
