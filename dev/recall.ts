import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Command } from 'commander'
import { createEmbeddings, type EmbeddingsEndpoint } from '#clients/ai/embeddings.ts'
import { connect } from '#db/connect.ts'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import { ENTRIES, givenEntries, printMissed, printRecall, recallOf } from './recall/questions.ts'
import { createWays } from './recall/ways.ts'
import { stopAll } from './services/guarded.ts'
import { startPostgres } from './services/postgres.ts'
import { stopOnSignals } from './services/signals.ts'
import { startModelSimulator } from './simulators/model/model.ts'
import { givenWorkspace } from './test-kit/given.ts'

// `npm run knowledge:recall`: how often the right entry is found by words, by meaning, and by both, over the demo's
// knowledge, with the endpoint that EMBEDDINGS_BASE_URL names.

stopOnSignals()
const { simulated = false } = new Command('knowledge:recall')
  .option('--simulated', 'with made-up vectors: shows that it works, and says nothing about any real model')
  .parse()
  .opts<{ simulated?: boolean }>()

const simulator = simulated ? await startModelSimulator({ port: 0 }) : undefined
const endpoint = simulator ? { baseUrl: simulator.baseUrl, model: 'simulated' } : realEndpoint()
if (endpoint === undefined) {
  process.stderr.write('No endpoint is named: give EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL, or say --simulated.\n')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'my21staff-recall-'))
try {
  await measure(endpoint)
} finally {
  await simulator?.close()
  await stopAll(10_000)
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

async function measure(at: EmbeddingsEndpoint): Promise<void> {
  const postgres = await startPostgres(folder, { throwaway: true })
  await migrateToLatest(postgres.url)
  const db = connect(await makeProgramLogin(postgres.url, 'recall'))
  const { workspaceId } = await givenWorkspace(db)
  await givenEntries(db, workspaceId)
  // Nobody waits here: how long a question takes is told apart.
  const ways = createWays({ db, workspaceId, embeddings: createEmbeddings(at, { questionMs: 30_000 }) })
  const began = performance.now()
  await ways.makeVectors()
  const took = performance.now() - began
  const recalls = {
    'by words': await recallOf(ways.byWords),
    'by meaning': await recallOf(ways.byMeaning),
    'by both': await recallOf(ways.byBoth),
  }
  for (const [name, recall] of Object.entries(recalls)) process.stdout.write(printMissed(name, recall))
  process.stdout.write(printRecall(recalls))
  const times = ways.questionMs().sort((one, other) => one - other)
  const at95 = times[Math.floor(times.length * 0.95)] ?? 0
  const median = times[Math.floor(times.length / 2)] ?? 0
  process.stdout.write(
    `${at.model}: vectors of ${String(ENTRIES.length)} entries in ${(took / 1000).toFixed(1)} s; a question's in ` +
      `${median.toFixed(0)} ms (median), ${at95.toFixed(0)} ms (95 %); an answer waits for 800 ms at most\n`,
  )
  await db.close()
  await postgres.stop()
}

/** The endpoint of the environment, or of `.env`. */
function realEndpoint(): EmbeddingsEndpoint | undefined {
  const env = { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...process.env }
  const { EMBEDDINGS_BASE_URL: baseUrl, EMBEDDINGS_MODEL: model, EMBEDDINGS_API_KEY: apiKey } = env
  return baseUrl && model ? { baseUrl, model, ...(apiKey && { apiKey }) } : undefined
}
