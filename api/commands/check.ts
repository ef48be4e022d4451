import type { Command } from 'commander'
import type { WorkspaceTx } from '#db/connect.ts'
import { createSealer } from '#clients/secrets/seal.ts'
import { readReadiness, type Readiness } from '#db/queries/readiness.ts'
import { readReleaseFacts } from '#db/queries/release.ts'
import type { WorkspaceSummary } from '#db/queries/workspaces.ts'
import { releaseOf } from '#domain/release/standing.ts'
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
        const found = await database.inWorkspace(workspace.id, async (tx) => ({
          ...(await readReadiness(tx)),
          ...(await readRelease(tx)),
        }))
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

type Found = Readiness & Awaited<ReturnType<typeof readRelease>>

/** How much of the release is read, and who signed. */
async function readRelease(tx: WorkspaceTx) {
  const facts = await readReleaseFacts(tx)
  const { read, minimum, isSigned, isOutdated } = releaseOf(facts)
  return { read, minimum, isSigned, isOutdated, signOff: facts.signOff }
}

function asText({ line, state, required, detail }: CheckLine): string {
  const mark = state === 'missing' && !required ? 'missing (may wait)' : state
  return `${line.padEnd(28)}${mark.padEnd(20)}${detail}\n`
}

function checkLines(workspace: WorkspaceSummary, found: Found, settings: CommandSettings): CheckLine[] {
  const { slug, name, liveAt, reviewPolicy } = workspace
  const { channel, owners, colleagues } = found
  const waiting = owners.filter(({ mustChangePassword }) => mustChangePassword).map(({ email }) => email)
  const { read, minimum, signOff, isSigned, isOutdated } = found
  const reviewed = () => {
    if (reviewPolicy === 'off') return 'answers are not held for review'
    if (read >= minimum) return `${read} of ${minimum} read`
    return found.draftsReviewed > 0 && `${found.draftsReviewed} answers`
  }
  // A workspace that is live is not stopped by a change: what was signed for it stays good enough.
  const signedOff = () =>
    signOff && (isSigned || liveAt !== null)
      ? `${signOff.phrase}, version ${signOff.version}`
      : liveAt && `live since ${liveAt.toISOString()}`

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
      reviewed(),
      `${read} of ${minimum} are read: make, run and read them under Review, Release.`,
    ),
    may(
      'signed off',
      signedOff(),
      `${signOff && isOutdated ? `Version ${signOff.version} was signed, and it answers otherwise by now. ` : ''}When all is read: sign and go live under Review, Release; or go-live ${slug}.`,
    ),
    may(
      'alerts',
      (settings.alerts.slackWebhookUrl ?? settings.alerts.sentryDsn) !== undefined && 'set',
      'Set SLACK_WEBHOOK_URL or SENTRY_DSN.',
    ),
  ]
}

type State = string | false | null

function must(line: string, found: State, next = ''): CheckLine {
  return { line, state: found ? 'ok' : 'missing', required: true, detail: found || next }
}

function may(line: string, found: State, next: string): CheckLine {
  return { ...must(line, found, next), required: false }
}

/** What is there, and the next step. */
function credentials(channel: Readiness['channel'], settings: CommandSettings): [State, string] {
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
