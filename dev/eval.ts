import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { TOPICS } from './eval/conversations/all.ts'
import { kindsOf, type Topic } from './eval/conversation.ts'
import { failuresOf, printKinds, printScript } from './eval/report.ts'
import { openDesk, realModel } from './eval/open-desk.ts'
import { run } from './eval/run.ts'
import { evalWorkspace } from './eval/workspace.ts'
import { stopAll } from './services/guarded.ts'
import { stopOnSignals } from './services/signals.ts'

// `npm run ari:eval`: written conversations through the whole product, against a model that says what is written for it;
// with --real against the endpoint that is configured, for a reader. With --workspace the test conversations of a workspace.

type Options = { only?: string; kind?: string; list?: boolean; answers?: boolean; real?: boolean; workspace?: string }
const {
  only,
  kind,
  list,
  answers = false,
  real = false,
  workspace,
} = new Command('ari:eval')
  .option('--only <text>', 'those whose name holds this')
  .option('--kind <text>', 'those of a kind that holds this, as "language: mixed" or "hostile"')
  .option('--list', 'the names and kinds')
  .option('--answers', 'all that was said, also where nothing went wrong')
  .option('--real', 'asks the endpoint that LLM_BASE_URL, GROK_API_KEY or the others name, and prints its answers')
  .option('--workspace <slug>', 'the test conversations of a workspace instead, played by the product that is running')
  .parse()
  .opts<Options>()

if (workspace !== undefined) {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort())
  process.exit(await evalWorkspace({ slug: workspace, only, signal: stopping.signal }))
}
stopOnSignals()

const holds = (text: string, part: string | undefined) =>
  part === undefined || text.toLowerCase().includes(part.toLowerCase())
const topics: Topic[] = TOPICS.map((topic) => ({
  ...topic,
  conversations: topic.conversations.filter(
    (one) =>
      holds(`${topic.topic} / ${one.name}`, only) &&
      (kind === undefined || kindsOf(topic, one).some((each) => holds(each, kind))),
  ),
}))
if (list) {
  for (const topic of topics)
    for (const one of topic.conversations)
      process.stdout.write(`${topic.topic} / ${one.name}\n    ${kindsOf(topic, one).slice(1).join(', ')}\n`)
  process.exit()
}
if (topics.every(({ conversations }) => conversations.length === 0)) {
  process.stderr.write('No conversation fits; --list shows all of them.\n')
  process.exit(1)
}

const endpoints = real ? realModel() : undefined
if (real && !endpoints) {
  process.stderr.write(
    'No model is named: give LLM_BASE_URL with LLM_API_KEY and LLM_MODEL, or another of .env.example.\n',
  )
  process.exit(1)
}
const say = (text: string) => void process.stderr.write(`${text}\n`)
const folder = mkdtempSync(join(tmpdir(), 'my21staff-eval-'))
try {
  const desk = await openDesk(folder, { real: endpoints, say })
  try {
    const report = await run(desk, {
      topics,
      isReal: real,
      onPlayed: (result) => {
        if (result.failed || answers || real) process.stdout.write(`${printScript(result)}\n`)
      },
    })
    process.stdout.write(printKinds(report))
    process.exitCode = failuresOf(report).length > 0 ? 1 : 0
  } finally {
    await desk.stop()
  }
} finally {
  await stopAll(10_000)
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
