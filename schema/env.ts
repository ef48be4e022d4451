import { z } from 'zod'

// Every setting of a deployment, its meaning and its checks. `.env.example` is written from the descriptions here.

const url = (meaning: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform(withoutSlash)
    .optional()
    .describe(meaning)
const text = (meaning: string) => z.string().optional().describe(meaning)
const textOr = (fallback: string, meaning: string) =>
  z.string().default(fallback).describe(`${meaning} Default: ${fallback}`)
const port = (fallback: number, meaning: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, 1 to 65535')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, 'must be a port number, 1 to 65535')
    .default(fallback)
    .describe(`${meaning} Default: ${String(fallback)}`)
const postgres = (meaning: string) =>
  z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional()
    .describe(meaning)

const KEY_HINT = 'make one with: openssl rand -base64 32'
const META_GRAPH = 'https://graph.facebook.com/v24.0'
const KAPSO = 'https://api.kapso.ai'
const GROK = 'https://api.x.ai/v1'

/** The settings in the groups and the order in which `.env.example` shows them. */
export const SETTING_GROUPS = {
  'Where it runs': {
    NODE_ENV: z
      .enum(['development', 'test', 'production'], 'must be development, test or production')
      .default('development')
      .describe('production turns the safety checks on; else development or test. Default: development'),
    DEMO_MODE: text(
      'Exactly true: simulators stand in for WhatsApp, the model and mail, and nothing calls outside. Refused in production.',
    ),
    DATA_DIR: textOr('.data', 'Folder of the embedded Postgres, of the file of Temporal’s dev server and of media.'),
    ALLOW_LOCAL_SERVICES: text('Exactly true: production may use a database or service on this machine.'),
    DEFAULT_WORKSPACE: text('Id or slug of a workspace that must exist when the api starts.'),
  },
  Database: {
    DATABASE_URL: postgres('PostgreSQL 14 or newer. Unset: npm start runs an embedded Postgres under DATA_DIR.'),
    DIRECT_URL: postgres('The same database without its pooler, for migrations. Default: DATABASE_URL'),
  },
  Temporal: {
    TEMPORAL_ADDRESS: text('host:port of Temporal. Unset: npm start runs the dev server with its file under DATA_DIR.'),
    TEMPORAL_NAMESPACE: textOr('default', 'Namespace of the workflows.'),
    TEMPORAL_TASK_QUEUE: textOr('my21staff', 'Task queue of workers and workflows.'),
    TEMPORAL_API_KEY: text('API key of Temporal Cloud; turns TLS on.'),
    TEMPORAL_TLS_CLIENT_CERT_PATH: text('File with the client certificate (PEM); with its key turns mutual TLS on.'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: text('File with the key of the client certificate (PEM).'),
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: text('File with the certificate authority of the server (PEM).'),
    TEMPORAL_TLS_SERVER_NAME: text(
      'Name expected in the certificate of the server, where it differs from the address.',
    ),
    TEMPORAL_PORT: port(7233, 'Port of the dev server.'),
    TEMPORAL_UI_PORT: port(8233, 'Port of the pages of the dev server.'),
  },
  Addresses: {
    WEB_PORT: port(3000, 'Port of the pages for staff.'),
    API_PORT: port(3001, 'Port of the api and the webhooks.'),
    SIMULATOR_PORT: port(3002, 'Port of the simulators, in demo mode.'),
    APP_URL: url('Public address of the pages. Default: http://localhost:<WEB_PORT>'),
    WEBHOOK_BASE_URL: url(
      'Public https address of the api, without path; webhook addresses are built from it. Default: http://localhost:<API_PORT>',
    ),
  },
  WhatsApp: {
    WHATSAPP_GRAPH_URL: url(`Base of Meta’s Graph API, with its version. Default: ${META_GRAPH}`),
    KAPSO_API_URL: url(`Address of Kapso. Default: ${KAPSO}`),
    KAPSO_API_KEY: text('API key of Kapso, where a channel has none of its own.'),
    KAPSO_WEBHOOK_SECRET: text('Secret that signs Kapso’s webhooks. The api does not start without it.'),
    META_APP_SECRET: text('App secret that signs Meta’s webhooks, where a channel has none of its own.'),
    META_WEBHOOK_VERIFY_TOKEN: text('Token of Meta’s webhook verification, where a channel has none of its own.'),
  },
  'Model, tried in this order': {
    LLM_BASE_URL: url('First model: any OpenAI-compatible endpoint, with its /v1.'),
    LLM_API_KEY: text('Key of that endpoint.'),
    LLM_MODEL: textOr('gpt-4o-mini', 'Model at that endpoint.'),
    GROK_API_KEY: text('Grok (x.ai): key, starts with xai-.'),
    GROK_BASE_URL: url(`Grok: address. Default: ${GROK}`),
    GROK_MODEL: textOr('grok-4-fast-non-reasoning', 'Grok: model.'),
    SEALION_API_KEY: text('Sea-Lion: key.'),
    SEALION_BASE_URL: url('Sea-Lion: address, with its /v1. Needed with SEALION_API_KEY.'),
    SEALION_MODEL: textOr('aisingapore/Gemma-SEA-LION-v4-27B-IT', 'Sea-Lion: model.'),
    OLLAMA_BASE_URL: url('Ollama: address, with its /v1.'),
    OLLAMA_MODEL: textOr('llama3.1', 'Ollama: model.'),
  },
  Mail: {
    RESEND_API_KEY: text('Key of Resend, starts with re_. Unset: mails are kept, not sent.'),
    MAIL_FROM: textOr('my21staff <no-reply@my21staff.com>', 'Sender of mails.'),
  },
  Secrets: {
    ENCRYPTION_KEY: text(
      `Encrypts stored credentials: 32 bytes in base64; ${KEY_HINT}. Made on first start outside production.`,
    ),
    SESSION_SECRET: text(`Signs sessions: 32 characters or more; ${KEY_HINT}. Made on first start outside production.`),
  },
  Alerts: {
    SLACK_WEBHOOK_URL: url('Incoming webhook of Slack, for alerts.'),
    SENTRY_DSN: url('DSN of Sentry, for errors.'),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('OpenTelemetry collector, for traces and metrics.'),
  },
  n8n: {
    N8N_WEBHOOK_URL: url('n8n: address that hears of events.'),
    N8N_TEST_WEBHOOK_URL: url('n8n: address of the test workflow.'),
    N8N_PROD_WEBHOOK_URL: url('n8n: address of the production workflow.'),
    N8N_SHARED_SECRET: text('n8n: secret that signs what is sent and heard.'),
  },
} as const

const Env = z.object({
  ...SETTING_GROUPS['Where it runs'],
  ...SETTING_GROUPS.Database,
  ...SETTING_GROUPS.Temporal,
  ...SETTING_GROUPS.Addresses,
  ...SETTING_GROUPS.WhatsApp,
  ...SETTING_GROUPS['Model, tried in this order'],
  ...SETTING_GROUPS.Mail,
  ...SETTING_GROUPS.Secrets,
  ...SETTING_GROUPS.Alerts,
  ...SETTING_GROUPS.n8n,
})
type Env = z.output<typeof Env>
export type SettingName = keyof Env

export type Program = 'api' | 'worker' | 'web' | 'command'
export type ModelEndpoint = { name: string; baseUrl: string; apiKey?: string; model: string }
export type Settings = ReturnType<typeof settingsFrom>

export const SETTING_NAMES = Object.keys(Env.shape).filter((name): name is SettingName => name in Env.shape)

/** The settings cannot be used; each problem is one line that names the setting. */
export class SettingsProblem extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'SettingsProblem'
    this.problems = problems
  }
}

/** Reads all settings for one program, or throws a SettingsProblem with everything that is wrong. An empty value counts as unset. */
export function readSettings(env: Record<string, string | undefined>, program: Program): Settings {
  const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = Env.safeParse(given)
  if (!parsed.success) {
    throw new SettingsProblem(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  }
  const problems = [
    ...new Set([
      ...(parsed.data.NODE_ENV === 'production' ? productionProblems(parsed.data, program) : []),
      ...missing(parsed.data, program),
      ...weakSecrets(parsed.data),
      ...halfSet(parsed.data),
      ...(isDemo(parsed.data) ? outsideInDemo(parsed.data) : []),
    ]),
  ]
  if (problems.length > 0) throw new SettingsProblem(problems)
  return settingsFrom(parsed.data)
}

/** One line for each name that is no setting, with the nearest that is. */
export function unknownSettings(names: readonly string[]): string[] {
  return names
    .filter((name) => !(name in Env.shape))
    .map((name) => {
      const [nearest] = SETTING_NAMES.map((known) => ({ known, far: distance(name.toUpperCase(), known) })).sort(
        (a, b) => a.far - b.far,
      )
      const hint =
        nearest && nearest.far <= Math.max(2, name.length / 3)
          ? `did you mean ${nearest.known}?`
          : 'see .env.example for all names.'
      return `${name} is not a setting; ${hint}`
    })
}

function settingsFrom(env: Env) {
  const demo = isDemo(env)
  const simulator = `http://127.0.0.1:${String(env.SIMULATOR_PORT)}`
  const ignored: string[] = []
  /** In demo mode what would call outside counts as unset. */
  const unlessDemo = <Value extends string>(name: SettingName, value: Value | undefined, at?: string) => {
    if (!demo || value === undefined || (at !== undefined && isLocal(at))) return value
    ignored.push(name)
    return undefined
  }

  const llmAt = env.LLM_BASE_URL ?? (demo ? `${simulator}/llm/v1` : undefined)
  const grokKey = unlessDemo('GROK_API_KEY', env.GROK_API_KEY, env.GROK_BASE_URL)
  const sealionKey = unlessDemo('SEALION_API_KEY', env.SEALION_API_KEY, env.SEALION_BASE_URL)
  const models: ModelEndpoint[] = []
  if (llmAt !== undefined) {
    const apiKey = unlessDemo('LLM_API_KEY', env.LLM_API_KEY, env.LLM_BASE_URL)
    models.push({ name: 'llm', baseUrl: llmAt, ...(apiKey !== undefined && { apiKey }), model: env.LLM_MODEL })
  }
  if (grokKey !== undefined)
    models.push({ name: 'grok', baseUrl: env.GROK_BASE_URL ?? GROK, apiKey: grokKey, model: env.GROK_MODEL })
  if (sealionKey !== undefined && env.SEALION_BASE_URL !== undefined) {
    models.push({ name: 'sealion', baseUrl: env.SEALION_BASE_URL, apiKey: sealionKey, model: env.SEALION_MODEL })
  }
  if (env.OLLAMA_BASE_URL !== undefined)
    models.push({ name: 'ollama', baseUrl: env.OLLAMA_BASE_URL, model: env.OLLAMA_MODEL })

  return {
    nodeEnv: env.NODE_ENV,
    demoMode: demo,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? '',
    directUrl: env.DIRECT_URL ?? env.DATABASE_URL ?? '',
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? `127.0.0.1:${String(env.TEMPORAL_PORT)}`,
      namespace: env.TEMPORAL_NAMESPACE,
      taskQueue: env.TEMPORAL_TASK_QUEUE,
      apiKey: env.TEMPORAL_API_KEY,
      tls: temporalTls(env),
    },
    ports: {
      web: env.WEB_PORT,
      api: env.API_PORT,
      simulator: env.SIMULATOR_PORT,
      temporal: env.TEMPORAL_PORT,
      temporalUi: env.TEMPORAL_UI_PORT,
    },
    appUrl: env.APP_URL ?? `http://localhost:${String(env.WEB_PORT)}`,
    webhookBaseUrl: env.WEBHOOK_BASE_URL ?? `http://localhost:${String(env.API_PORT)}`,
    whatsappGraphUrl: env.WHATSAPP_GRAPH_URL ?? (demo ? `${simulator}/v24.0` : META_GRAPH),
    kapso: {
      apiUrl: env.KAPSO_API_URL ?? (demo ? simulator : KAPSO),
      apiKey: env.KAPSO_API_KEY,
      /** Empty where the program does not need it; never for the api. */
      webhookSecret: env.KAPSO_WEBHOOK_SECRET ?? '',
    },
    meta: { appSecret: env.META_APP_SECRET, verifyToken: env.META_WEBHOOK_VERIFY_TOKEN },
    models,
    mail: { resendApiKey: unlessDemo('RESEND_API_KEY', env.RESEND_API_KEY), from: env.MAIL_FROM },
    encryptionKey: env.ENCRYPTION_KEY ?? '',
    /** Empty where the program does not need it; never for the web. */
    sessionSecret: env.SESSION_SECRET ?? '',
    alerts: {
      slackWebhookUrl: unlessDemo('SLACK_WEBHOOK_URL', env.SLACK_WEBHOOK_URL, env.SLACK_WEBHOOK_URL),
      sentryDsn: unlessDemo('SENTRY_DSN', env.SENTRY_DSN, env.SENTRY_DSN),
      otlpEndpoint: unlessDemo(
        'OTEL_EXPORTER_OTLP_ENDPOINT',
        env.OTEL_EXPORTER_OTLP_ENDPOINT,
        env.OTEL_EXPORTER_OTLP_ENDPOINT,
      ),
    },
    n8n: {
      webhookUrl: unlessDemo('N8N_WEBHOOK_URL', env.N8N_WEBHOOK_URL, env.N8N_WEBHOOK_URL),
      testWebhookUrl: unlessDemo('N8N_TEST_WEBHOOK_URL', env.N8N_TEST_WEBHOOK_URL, env.N8N_TEST_WEBHOOK_URL),
      prodWebhookUrl: unlessDemo('N8N_PROD_WEBHOOK_URL', env.N8N_PROD_WEBHOOK_URL, env.N8N_PROD_WEBHOOK_URL),
      sharedSecret: env.N8N_SHARED_SECRET,
    },
    defaultWorkspace: env.DEFAULT_WORKSPACE,
    /** Names that demo mode leaves out, so that the start can say so. */
    ignored,
  }
}

function temporalTls(env: Env) {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: certFile, TEMPORAL_TLS_CLIENT_KEY_PATH: keyFile } = env
  const { TEMPORAL_TLS_SERVER_CA_CERT_PATH: caFile, TEMPORAL_TLS_SERVER_NAME: serverName } = env
  const wanted = [env.TEMPORAL_API_KEY, certFile, keyFile, caFile, serverName].some((value) => value !== undefined)
  return wanted ? { certFile, keyFile, caFile, serverName } : undefined
}

function missing(env: Env, program: Program): string[] {
  return [
    ...(program === 'api' && !env.KAPSO_WEBHOOK_SECRET ? ['KAPSO_WEBHOOK_SECRET not set'] : []),
    ...(env.ENCRYPTION_KEY ? [] : ['ENCRYPTION_KEY not set']),
    ...(program === 'web' && !env.SESSION_SECRET ? ['SESSION_SECRET not set'] : []),
    ...(env.DATABASE_URL
      ? []
      : ['DATABASE_URL not set: give a postgres:// address, or use npm start, which runs a database of its own']),
  ]
}

const EVERYWHERE = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'ENCRYPTION_KEY', 'APP_URL', 'WEBHOOK_BASE_URL'] as const
const REQUIRED_IN_PRODUCTION: Record<Program, readonly SettingName[]> = {
  api: [...EVERYWHERE, 'SESSION_SECRET', 'KAPSO_WEBHOOK_SECRET'],
  web: [...EVERYWHERE, 'SESSION_SECRET'],
  worker: EVERYWHERE,
  command: EVERYWHERE,
}

function productionProblems(env: Env, program: Program): string[] {
  const problems: string[] = []
  if (isDemo(env)) problems.push('Dev mode is enabled in production! Remove DEMO_MODE from environment variables.')
  for (const name of REQUIRED_IN_PRODUCTION[program]) if (!env[name]) problems.push(`Missing required env var: ${name}`)

  const base = env.WEBHOOK_BASE_URL
  if (base === undefined) problems.push('WEBHOOK_BASE_URL not set')
  else if (isLocal(base)) problems.push('Localhost webhook URL in production!')
  else if (!base.startsWith('https://')) problems.push('Webhook URL must be HTTPS in production')

  const hasModel = [env.LLM_BASE_URL, env.GROK_API_KEY, env.SEALION_API_KEY, env.OLLAMA_BASE_URL].some(Boolean)
  if (program === 'worker' && !hasModel) {
    problems.push(
      'No model is set: give LLM_BASE_URL, GROK_API_KEY, SEALION_API_KEY with SEALION_BASE_URL, or OLLAMA_BASE_URL',
    )
  }
  if (env.ALLOW_LOCAL_SERVICES !== 'true') {
    for (const name of SERVICE_ADDRESSES) {
      if (env[name] && isLocal(env[name]))
        problems.push(`Localhost ${name} in production! Name the real one, or set ALLOW_LOCAL_SERVICES=true`)
    }
  }
  return problems
}

const OUTSIDE_ADDRESSES = [
  'WHATSAPP_GRAPH_URL',
  'KAPSO_API_URL',
  'LLM_BASE_URL',
  'GROK_BASE_URL',
  'SEALION_BASE_URL',
  'OLLAMA_BASE_URL',
] as const
const SERVICE_ADDRESSES = ['DATABASE_URL', 'DIRECT_URL', 'TEMPORAL_ADDRESS', 'APP_URL', ...OUTSIDE_ADDRESSES] as const

function outsideInDemo(env: Env): string[] {
  return OUTSIDE_ADDRESSES.flatMap((name) => {
    const address = env[name]
    if (address === undefined || isLocal(address)) return []
    return [
      `${name} names an outside service (${hostOf(address)}) while DEMO_MODE is on: remove it, or remove DEMO_MODE`,
    ]
  })
}

const SAMPLE =
  /change[-_ ]?me|replace[-_ ]?me|example|sample|placeholder|your[-_ ]|secret[-_ ]?key|password|^(.)\1+$|^(0123456789|123456789|abcdefgh)/i

function weakSecrets({ SESSION_SECRET: session, ENCRYPTION_KEY: key }: Env): string[] {
  const problems: string[] = []
  if (session !== undefined && session.length < 32)
    problems.push(`SESSION_SECRET is too short, 32 characters or more; ${KEY_HINT}`)
  else if (session !== undefined && (SAMPLE.test(session) || new Set(session).size < 10)) {
    problems.push(`SESSION_SECRET looks like a sample value; ${KEY_HINT}`)
  }
  if (key !== undefined && !/^[A-Za-z0-9+/]{43}=$/.test(key))
    problems.push(`ENCRYPTION_KEY must be 32 bytes in base64; ${KEY_HINT}`)
  return problems
}

function halfSet(env: Env): string[] {
  const problems: string[] = []
  if (env.SEALION_API_KEY && !env.SEALION_BASE_URL && !isDemo(env))
    problems.push('SEALION_API_KEY needs SEALION_BASE_URL beside it')
  if (env.LLM_API_KEY && !env.LLM_BASE_URL && !isDemo(env)) problems.push('LLM_API_KEY needs LLM_BASE_URL beside it')
  if (!env.TEMPORAL_TLS_CLIENT_CERT_PATH !== !env.TEMPORAL_TLS_CLIENT_KEY_PATH) {
    problems.push('TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or none')
  }
  if (env.TEMPORAL_ADDRESS && !/^[^\s/]+:\d{1,5}$/.test(env.TEMPORAL_ADDRESS))
    problems.push('TEMPORAL_ADDRESS must be host:port')
  return problems
}

function isDemo(env: Env): boolean {
  return env.DEMO_MODE === 'true'
}

function isLocal(address: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0|)$/i.test(hostOf(address))
}

function hostOf(address: string): string {
  const parsed = URL.parse(address.includes('://') ? address : `tcp://${address}`)
  return parsed?.hostname ?? address
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}

/** Edit distance, to find the name that was meant. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
