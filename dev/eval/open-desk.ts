import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { makeProgramLogin, migrateToLatest } from '#db/migrate.ts'
import { startPostgres } from '../services/postgres.ts'
import { findTemporal } from '../services/temporal-binary.ts'
import { startTemporal } from '../services/temporal.ts'
import { assembleDesk, type Desk, type DeskServices } from '../test-kit/desk-programs.ts'
import { FIRST_MODEL, SECOND_MODEL } from './scripted-model.ts'

/** Nobody here waits for blue ticks. */
const PACE = { sentMs: 5, deliveredMs: 10, readMs: 20 }

const REAL_SETTINGS = [
  ...['LLM_BASE_URL', 'LLM_API_KEY', 'LLM_MODEL', 'GROK_API_KEY', 'GROK_BASE_URL', 'GROK_MODEL'],
  ...['SEALION_API_KEY', 'SEALION_BASE_URL', 'SEALION_MODEL', 'OLLAMA_BASE_URL', 'OLLAMA_MODEL'],
]
const ENDPOINTS = ['LLM_BASE_URL', 'GROK_API_KEY', 'SEALION_API_KEY', 'OLLAMA_BASE_URL']

export type RealModel = Record<string, string>

/** The model endpoints of the environment, or of `.env`; undefined where none is named. */
export function realModel(): RealModel | undefined {
  const env = { ...(existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}), ...process.env }
  if (!ENDPOINTS.some((name) => env[name])) return undefined
  // An empty one means unset: the simulator's address must not stay.
  return Object.fromEntries(REAL_SETTINGS.map((name) => [name, env[name] ?? '']))
}

/** The whole product on services of its own, in this folder. */
export async function openDesk(
  folder: string,
  { real, say }: { real?: RealModel | undefined; say: (line: string) => void },
): Promise<Desk> {
  say('starting Postgres, Temporal, api and worker')
  const [postgres, temporal] = await Promise.all([
    startPostgres(folder, { throwaway: true }),
    findTemporal(say).then((binary) => startTemporal({ binary })),
  ])
  await migrateToLatest(postgres.url)
  return startPrograms(
    {
      databaseUrl: await makeProgramLogin(postgres.url, 'eval'),
      temporalAddress: temporal.address,
      stopServices: () => Promise.all([temporal.stop(), postgres.stop()]),
    },
    real,
  )
}

/** The programs on these services, with two scripted endpoints of which one stands in for the other, or with real ones. */
export async function startPrograms(services: DeskServices, real?: RealModel): Promise<Desk> {
  const desk: Desk = await assembleDesk({
    ...services,
    simulator: { settings: { pace: PACE } },
    settingsOf: () => real ?? scripted(),
  })
  const scripted = () => ({
    LLM_MODEL: FIRST_MODEL,
    OLLAMA_BASE_URL: desk.env['LLM_BASE_URL'] ?? '',
    OLLAMA_MODEL: SECOND_MODEL,
  })
  await Promise.all([desk.start('worker'), desk.start('api')])
  return desk
}
