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
const count = (fallback: number, most: number, meaning: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number, 1 to ${String(most)}`)
    .transform(Number)
    .refine((value) => value >= 1 && value <= most, `must be a whole number, 1 to ${String(most)}`)
    .default(fallback)
    .describe(`${meaning} Default: ${String(fallback)}`)
const minutes = (fallback: number, meaning: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of minutes; 0 turns it off')
    .transform(Number)
    .default(fallback)
    .describe(`${meaning} Default: ${String(fallback)}`)
const postgres = (meaning: string) =>
  z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .optional()
    .describe(meaning)

export const KEY_HINT = 'make one with: openssl rand -base64 32'
export const META_GRAPH = 'https://graph.facebook.com/v24.0'
export const KAPSO = 'https://api.kapso.ai'
export const GROK = 'https://api.x.ai/v1'

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
    DATA_DIR: textOr('.data', 'Folder of the embedded Postgres, of the file of the Temporal dev server and of media.'),
    MEDIA_DIR: text('Folder of the files that customers send; api and web share it. Default: media under DATA_DIR.'),
    ALLOW_LOCAL_SERVICES: text('Exactly true: production may use a database or service on this machine.'),
    DEFAULT_WORKSPACE: text('Id or slug of a workspace that must exist when the api starts.'),
  },
  Database: {
    DATABASE_URL: postgres('PostgreSQL 14 or newer. Unset: npm start runs an embedded Postgres under DATA_DIR.'),
    DIRECT_URL: postgres('The same database without its pooler, for migrations and live pages. Default: DATABASE_URL'),
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
    TEMPORAL_UI_URL: url(
      "Address of Temporal's pages, for links to workflows. Default: http://localhost:<TEMPORAL_UI_PORT>",
    ),
    TEMPORAL_PAYLOAD_KEYS: z
      .string()
      .regex(
        /^[\w-]{1,64}:[A-Za-z0-9+/]{43}=(\s*,\s*[\w-]{1,64}:[A-Za-z0-9+/]{43}=)*$/,
        `must be id:key, several with commas, each key 32 bytes in base64; ${KEY_HINT}`,
      )
      .transform((text) => text.split(',').map(readPayloadKey))
      .optional()
      .describe(
        'Set: what Temporal keeps is encrypted. id:key,olderId:olderKey; the first encrypts, all decrypt. The same for api, worker and web.',
      ),
    TEMPORAL_CODEC_SECRET: text(
      "Bearer secret with which Temporal's pages may ask the api to decrypt (/api/temporal-codec), at least 32 characters.",
    ),
    TEMPORAL_UI_ORIGIN: url("Origin from which Temporal's pages may ask that. Default: that of TEMPORAL_UI_URL"),
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
    WHATSAPP_GRAPH_URL: url(`Base of the Meta Graph API, with its version. Default: ${META_GRAPH}`),
    KAPSO_API_URL: url(`Address of Kapso. Default: ${KAPSO}`),
    KAPSO_API_KEY: text('API key of Kapso, where a channel has none of its own.'),
    KAPSO_WEBHOOK_SECRET: text('Secret that signs the Kapso webhooks. The api does not start without it.'),
    KAPSO_WEBHOOK_SECRET_PREVIOUS: text(
      'The secret before the last rotation: counts beside the new one until it is removed here.',
    ),
    META_APP_SECRET: text('App secret that signs the Meta webhooks, where a channel has none of its own.'),
    META_APP_SECRET_PREVIOUS: text(
      'The app secret before the last rotation: counts beside the new one until it is removed here.',
    ),
    META_WEBHOOK_VERIFY_TOKEN: text('Token of the Meta webhook verification, where a channel has none of its own.'),
    WEBHOOK_TIMESTAMP_REQUIRED: text(
      'Exactly true: a webhook of Kapso without X-Timestamp is refused; one that has it must be within 300 seconds anyway.',
    ),
  },
  'Model, tried in this order': {
    LLM_BASE_URL: url('First model: any OpenAI-compatible endpoint, with its /v1.'),
    LLM_API_KEY: text('Key of that endpoint.'),
    LLM_MODEL: textOr('gpt-4o-mini', 'Model at that endpoint.'),
    GROK_API_KEY: text('Grok (x.ai): key, starts with xai-.'),
    GROK_BASE_URL: url(`Grok: address. Default: ${GROK}`),
    GROK_MODEL: textOr('grok-4.20-non-reasoning', 'Grok: model.'),
    SEALION_API_KEY: text('Sea-Lion: key.'),
    SEALION_BASE_URL: url(
      'Sea-Lion: address, with its /v1 (https://api.sea-lion.ai/v1 is theirs). Needed with SEALION_API_KEY.',
    ),
    SEALION_MODEL: textOr('aisingapore/Gemma-SEA-LION-v4-27B-IT', 'Sea-Lion: model.'),
    OLLAMA_BASE_URL: url('Ollama: address, with its /v1, as http://127.0.0.1:11434/v1.'),
    OLLAMA_MODEL: textOr('llama3.1', 'Ollama: model.'),
  },
  'Search by meaning': {
    EMBEDDINGS_BASE_URL: url(
      'Any OpenAI-compatible endpoint with /embeddings, with its /v1. Set: the knowledge of all workspaces goes there; unset: the search goes by words.',
    ),
    EMBEDDINGS_API_KEY: text('Key of that endpoint, where it wants one.'),
    EMBEDDINGS_MODEL: text('Model at that endpoint. Another one: all vectors are made anew.'),
  },
  Mail: {
    RESEND_API_KEY: text('Key of Resend, starts with re_. Unset: mails are kept, not sent.'),
    MAIL_FROM: textOr('my21staff <no-reply@my21staff.com>', 'Sender of mails.'),
  },
  'Sign-in': {
    GOOGLE_CLIENT_ID: text('Sign-in with Google: client id; with its secret shows the button.'),
    GOOGLE_CLIENT_SECRET: text('Sign-in with Google: client secret.'),
    GITHUB_CLIENT_ID: text('Sign-in with GitHub: client id; with its secret shows the button.'),
    GITHUB_CLIENT_SECRET: text('Sign-in with GitHub: client secret.'),
  },
  Limits: {
    PUBLIC_REQUESTS_PER_MINUTE: count(300, 1_000_000, 'Requests for pages from one address without a sign-in.'),
  },
  Secrets: {
    ENCRYPTION_KEY: text(
      `Encrypts stored credentials: 32 bytes in base64; ${KEY_HINT}. Made on first start outside production.`,
    ),
    SESSION_SECRET: text(`Signs sessions: 32 characters or more; ${KEY_HINT}. Made on first start outside production.`),
  },
  Alerts: {
    SLACK_WEBHOOK_URL: url(
      'Incoming webhook of Slack for whoever runs the deployment: errors and silences. A workspace sets its own in its pages.',
    ),
    SILENCE_AFTER_MINUTES: minutes(
      720,
      'So long without any webhook is an alert; longer than a quiet night, or 0 for never.',
    ),
    UNANSWERED_AFTER_MINUTES: minutes(
      10,
      'An inbound message that nobody has answered, held or set aside for so long is an alert; 0 for never.',
    ),
    METRICS_TOKEN: text(
      'Bearer token that /metrics on the api port asks for. Unset: it is open to whoever reaches it.',
    ),
    SENTRY_DSN: url('DSN of Sentry, for errors.'),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('OpenTelemetry collector, for traces and metrics.'),
  },
  n8n: {
    N8N_WEBHOOK_URL: url('n8n: address that hears of events.'),
    N8N_TEST_WEBHOOK_URL: url('n8n: address of the test workflow.'),
    N8N_PROD_WEBHOOK_URL: url('n8n: address of the production workflow.'),
    N8N_SHARED_SECRET: text('n8n: secret that signs what is sent and heard.'),
  },
  'docker-compose.yml only': {
    POSTGRES_PASSWORD: text('Password of the database owner, letters and digits: openssl rand -hex 24.'),
    DATABASE_PASSWORD: text('Password of the login that our programs use, letters and digits: openssl rand -hex 24.'),
  },
} as const

export const Env = z.object({
  ...SETTING_GROUPS['Where it runs'],
  ...SETTING_GROUPS.Database,
  ...SETTING_GROUPS.Temporal,
  ...SETTING_GROUPS.Addresses,
  ...SETTING_GROUPS.WhatsApp,
  ...SETTING_GROUPS['Model, tried in this order'],
  ...SETTING_GROUPS['Search by meaning'],
  ...SETTING_GROUPS.Mail,
  ...SETTING_GROUPS['Sign-in'],
  ...SETTING_GROUPS.Limits,
  ...SETTING_GROUPS.Secrets,
  ...SETTING_GROUPS.Alerts,
  ...SETTING_GROUPS.n8n,
  ...SETTING_GROUPS['docker-compose.yml only'],
})
export type Env = z.output<typeof Env>
export type SettingName = keyof Env

export const SETTING_NAMES = Object.keys(Env.shape).filter((name): name is SettingName => name in Env.shape)

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

function readPayloadKey(pair: string): { id: string; key: string } {
  const [id = '', key = ''] = pair.trim().split(':')
  return { id, key }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
