import { Env, GROK, KAPSO, KEY_HINT, META_GRAPH, SETTING_NAMES, type SettingName } from './env-catalogue.ts'

export { unknownSettings } from './env-catalogue.ts'

export type Program = 'api' | 'worker' | 'web' | 'command'
/** `alternates`: user and assistant must take turns, after one system text. */
export type ModelEndpoint = { name: string; baseUrl: string; apiKey?: string; model: string; alternates?: boolean }

export type EmbeddingsEndpoint = { baseUrl: string; apiKey?: string; model: string }

type Optional = string | undefined

export type PayloadKey = { id: string; key: string }

/** Everything a deployment decides, as its programs read it. */
export type Settings = {
  nodeEnv: 'development' | 'test' | 'production'
  demoMode: boolean
  dataDir: string
  mediaDir: string
  databaseUrl: string
  directUrl: string
  temporal: {
    address: string
    namespace: string
    taskQueue: string
    apiKey?: Optional
    tls?: TemporalTls | undefined
    /** The first encrypts what Temporal keeps; none: it is kept as it is. */
    payloadKeys?: PayloadKey[] | undefined
  }
  /** What lets Temporal's pages read what is encrypted. */
  temporalCodec: { secret?: Optional; uiOrigin: string }
  ports: { web: number; api: number; simulator: number; temporal: number; temporalUi: number }
  temporalUiUrl: string
  appUrl: string
  webhookBaseUrl: string
  whatsappGraphUrl: string
  /** The secret is empty where the program does not need it; never for the api. */
  kapso: { apiUrl: string; apiKey?: Optional; webhookSecret: string; previousWebhookSecret?: Optional }
  meta: { appSecret?: Optional; previousAppSecret?: Optional; verifyToken?: Optional }
  /** A webhook of Kapso must say when it was sent. */
  webhookTimestampRequired: boolean
  models: ModelEndpoint[]
  /** Absent: knowledge is found by words alone. */
  embeddings?: EmbeddingsEndpoint | undefined
  mail: { resendApiKey?: Optional; from: string }
  /** Ways to sign in beside a password; absent where they are not set. */
  signIn: { google?: OauthClient | undefined; github?: OauthClient | undefined }
  /** From one address without a sign-in. */
  publicRequestsPerMinute: number
  encryptionKey: string
  /** Empty where the program does not need it; never for the web. */
  sessionSecret: string
  alerts: { slackWebhookUrl?: Optional; sentryDsn?: Optional; otlpEndpoint?: Optional }
  /** When silence is an alert; 0 is never. */
  watch: { silenceAfterMinutes: number; unansweredAfterMinutes: number }
  metricsToken?: Optional
  n8n: { webhookUrl?: Optional; testWebhookUrl?: Optional; prodWebhookUrl?: Optional; sharedSecret?: Optional }
  defaultWorkspace?: Optional
  /** Names that demo mode leaves out, so that the start can say so. */
  ignored: string[]
}

export type OauthClient = { clientId: string; clientSecret: string }

/** Files (PEM); what is absent is the server's default. */
export type TemporalTls = { certFile?: Optional; keyFile?: Optional; caFile?: Optional; serverName?: Optional }

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

function settingsFrom(env: Env): Settings {
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
    // Its models are Gemma's children, whose chat template refuses two messages of one role in a row.
    const endpoint = { name: 'sealion', baseUrl: env.SEALION_BASE_URL, model: env.SEALION_MODEL, alternates: true }
    models.push({ ...endpoint, apiKey: sealionKey })
  }
  if (env.OLLAMA_BASE_URL !== undefined)
    models.push({ name: 'ollama', baseUrl: env.OLLAMA_BASE_URL, model: env.OLLAMA_MODEL })

  const { EMBEDDINGS_BASE_URL: embeddingsAt, EMBEDDINGS_MODEL: embeddingsModel } = env
  const embeddingsKey = unlessDemo('EMBEDDINGS_API_KEY', env.EMBEDDINGS_API_KEY, embeddingsAt)

  const uiUrl = env.TEMPORAL_UI_URL ?? `http://localhost:${String(env.TEMPORAL_UI_PORT)}`
  return {
    nodeEnv: env.NODE_ENV,
    demoMode: demo,
    dataDir: env.DATA_DIR,
    mediaDir: env.MEDIA_DIR ?? `${env.DATA_DIR}/media`,
    databaseUrl: env.DATABASE_URL ?? '',
    directUrl: env.DIRECT_URL ?? env.DATABASE_URL ?? '',
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? `127.0.0.1:${String(env.TEMPORAL_PORT)}`,
      namespace: env.TEMPORAL_NAMESPACE,
      taskQueue: env.TEMPORAL_TASK_QUEUE,
      apiKey: env.TEMPORAL_API_KEY,
      tls: temporalTls(env),
      payloadKeys: env.TEMPORAL_PAYLOAD_KEYS,
    },
    temporalCodec: { secret: env.TEMPORAL_CODEC_SECRET, uiOrigin: new URL(env.TEMPORAL_UI_ORIGIN ?? uiUrl).origin },
    ports: {
      web: env.WEB_PORT,
      api: env.API_PORT,
      simulator: env.SIMULATOR_PORT,
      temporal: env.TEMPORAL_PORT,
      temporalUi: env.TEMPORAL_UI_PORT,
    },
    temporalUiUrl: uiUrl,
    appUrl: env.APP_URL ?? `http://localhost:${String(env.WEB_PORT)}`,
    webhookBaseUrl: env.WEBHOOK_BASE_URL ?? `http://localhost:${String(env.API_PORT)}`,
    whatsappGraphUrl: env.WHATSAPP_GRAPH_URL ?? (demo ? `${simulator}/v24.0` : META_GRAPH),
    kapso: {
      apiUrl: env.KAPSO_API_URL ?? (demo ? simulator : KAPSO),
      apiKey: env.KAPSO_API_KEY,
      webhookSecret: env.KAPSO_WEBHOOK_SECRET ?? '',
      previousWebhookSecret: env.KAPSO_WEBHOOK_SECRET_PREVIOUS,
    },
    meta: {
      appSecret: env.META_APP_SECRET,
      previousAppSecret: env.META_APP_SECRET_PREVIOUS,
      verifyToken: env.META_WEBHOOK_VERIFY_TOKEN,
    },
    webhookTimestampRequired: env.WEBHOOK_TIMESTAMP_REQUIRED === 'true',
    models,
    embeddings:
      embeddingsAt === undefined || embeddingsModel === undefined
        ? undefined
        : {
            baseUrl: embeddingsAt,
            model: embeddingsModel,
            ...(embeddingsKey !== undefined && { apiKey: embeddingsKey }),
          },
    mail: { resendApiKey: unlessDemo('RESEND_API_KEY', env.RESEND_API_KEY), from: env.MAIL_FROM },
    signIn: {
      google: oauthClient(
        unlessDemo('GOOGLE_CLIENT_ID', env.GOOGLE_CLIENT_ID),
        unlessDemo('GOOGLE_CLIENT_SECRET', env.GOOGLE_CLIENT_SECRET),
      ),
      github: oauthClient(
        unlessDemo('GITHUB_CLIENT_ID', env.GITHUB_CLIENT_ID),
        unlessDemo('GITHUB_CLIENT_SECRET', env.GITHUB_CLIENT_SECRET),
      ),
    },
    publicRequestsPerMinute: env.PUBLIC_REQUESTS_PER_MINUTE,
    encryptionKey: env.ENCRYPTION_KEY ?? '',
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
    watch: { silenceAfterMinutes: env.SILENCE_AFTER_MINUTES, unansweredAfterMinutes: env.UNANSWERED_AFTER_MINUTES },
    metricsToken: env.METRICS_TOKEN,
    n8n: {
      webhookUrl: unlessDemo('N8N_WEBHOOK_URL', env.N8N_WEBHOOK_URL, env.N8N_WEBHOOK_URL),
      testWebhookUrl: unlessDemo('N8N_TEST_WEBHOOK_URL', env.N8N_TEST_WEBHOOK_URL, env.N8N_TEST_WEBHOOK_URL),
      prodWebhookUrl: unlessDemo('N8N_PROD_WEBHOOK_URL', env.N8N_PROD_WEBHOOK_URL, env.N8N_PROD_WEBHOOK_URL),
      sharedSecret: env.N8N_SHARED_SECRET,
    },
    defaultWorkspace: env.DEFAULT_WORKSPACE,
    ignored,
  }
}

function oauthClient(clientId: Optional, clientSecret: Optional): OauthClient | undefined {
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }
}

function temporalTls(env: Env): TemporalTls | undefined {
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
  'EMBEDDINGS_BASE_URL',
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

function weakSecrets({ SESSION_SECRET: session, ENCRYPTION_KEY: key, TEMPORAL_CODEC_SECRET: codec }: Env): string[] {
  const problems: string[] = []
  if (codec !== undefined && codec.length < 32)
    problems.push(`TEMPORAL_CODEC_SECRET is too short, 32 characters or more; ${KEY_HINT}`)
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
  if (!env.EMBEDDINGS_BASE_URL !== !env.EMBEDDINGS_MODEL)
    problems.push('EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL belong together: set both or none')
  else if (env.EMBEDDINGS_API_KEY && !env.EMBEDDINGS_BASE_URL)
    problems.push('EMBEDDINGS_API_KEY needs EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL beside it')
  for (const service of ['GOOGLE', 'GITHUB'] as const) {
    if (!env[`${service}_CLIENT_ID`] !== !env[`${service}_CLIENT_SECRET`])
      problems.push(`${service}_CLIENT_ID and ${service}_CLIENT_SECRET belong together: set both or none`)
  }
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
