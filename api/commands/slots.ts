import type { Command } from 'commander'
import { addSlots, momentAt, SlotOverlaps, type AddedSlots, type NewSlots } from '#db/queries/slots-admin.ts'
import type { Database } from '#db/connect.ts'
import * as read from './arguments.ts'
import { requireFlags } from './arguments.ts'
import { ACTOR, getWorkspace, printJson, withDatabase, type CommandContext } from './context.ts'
import { CommandProblem } from './problem.ts'

type SlotOptions = {
  consultant: string
  from: string
  minutes: number
  count: number
  gapMinutes: number
  email?: string
}

export function addSlotsCommand(program: Command, context: CommandContext): void {
  const slots = program.command('slots').description('Times at which a consultation can be booked.')
  requireFlags(slots.command('add'), ['consultant', 'from'])
    .description('Add slots, one after the other: all of them, or none when one overlaps.')
    .argument('<slug>', 'the workspace')
    .option('--consultant <name>', 'who gives the consultation; added when not known (required)', read.label)
    .option(
      '--from <time>',
      'start of the first slot, as 2026-01-05T09:00 in the time zone of the workspace, or with Z or +07:00 (required)',
      read.isoTime,
    )
    .option('--minutes <n>', 'length of a slot', read.wholeNumber(5, 480), 45)
    .option('--count <n>', 'how many slots', read.wholeNumber(1, 200), 1)
    .option('--gap-minutes <n>', 'pause between two slots', read.wholeNumber(0, 1440), 0)
    .option('--email <email>', 'e-mail address of the consultant', read.email)
    .action((slug: string, options: SlotOptions) =>
      withDatabase(context, async (database) => {
        const { id: workspaceId, timezone } = await getWorkspace(database, slug)
        const from = await readStart(database, options.from, timezone)
        const consultant = { name: options.consultant, email: options.email ?? null }
        const times = timesFrom(from, options)
        const added = await addOrExplain(database, { workspaceId, consultant, times, actor: ACTOR }, timezone)
        printJson(context, added)
      }),
    )
}

async function readStart({ platform }: Database, from: string, timezone: string): Promise<Date> {
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(from.slice(16))
  const start = new Date(hasZone ? from : `${from}Z`)
  // 31 February would quietly become a day in March.
  const [year, month, day] = from.slice(0, 10).split('-').map(Number)
  const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate()
  if (Number.isNaN(start.getTime()) || (day ?? 0) > lastDay) {
    throw new CommandProblem(`--from: there is no such time as ${from}.`)
  }
  const at = hasZone ? start : await momentAt(platform, from, timezone)
  if (at.getTime() < Date.now()) {
    throw new CommandProblem(`--from: ${clock(at, timezone)} is in the past; nobody could book it.`)
  }
  return at
}

function timesFrom(from: Date, { minutes, count, gapMinutes }: SlotOptions): NewSlots['times'] {
  return Array.from({ length: count }, (_, at) => {
    const startsAt = new Date(from.getTime() + at * (minutes + gapMinutes) * 60_000)
    return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) }
  })
}

async function addOrExplain(database: Database, slots: NewSlots, timezone: string): Promise<AddedSlots> {
  try {
    return await database.inWorkspace(slots.workspaceId, (tx) => addSlots(tx, slots))
  } catch (error) {
    if (!(error instanceof SlotOverlaps)) throw error
    const { startsAt, endsAt } = error
    throw new CommandProblem(
      `--from: ${slots.consultant.name} has a slot from ${clock(startsAt, timezone)} to ${clock(endsAt, timezone)} already. Nothing was written.`,
      { cause: error },
    )
  }
}

function clock(at: Date, timezone: string): string {
  const local = at.toLocaleString('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
  return `${local} (${timezone})`
}
