import { describe, expect, it } from 'vitest'
import { readSettings, SettingsProblem, unknownSettings, type Program } from './env.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const SESSION = 'kJ8sQm2vX5tLw0pZr7yBn4cUe6hAg1dF'
const LOCAL = { ENCRYPTION_KEY: KEY, KAPSO_WEBHOOK_SECRET: 'k', DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/d' }
const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://u:p@db.internal:5432/d',
  TEMPORAL_ADDRESS: 'temporal.internal:7233',
  APP_URL: 'https://desk.test',
  WEBHOOK_BASE_URL: 'https://hooks.desk.test',
  ENCRYPTION_KEY: KEY,
  SESSION_SECRET: SESSION,
  KAPSO_WEBHOOK_SECRET: 'k',
  LLM_BASE_URL: 'https://model.test/v1',
}

function problemsOf(env: Record<string, string | undefined>, program: Program = 'api'): string[] {
  try {
    readSettings(env, program)
  } catch (error) {
    if (error instanceof SettingsProblem) return error.problems
    throw error
  }
  return []
}

describe('defaults', () => {
  it('are those of a local desk', () => {
    const settings = readSettings(LOCAL, 'api')
    expect(settings).toMatchObject({
      nodeEnv: 'development',
      demoMode: false,
      dataDir: '.data',
      mediaDir: '.data/media',
      directUrl: LOCAL.DATABASE_URL,
      temporal: { address: '127.0.0.1:7233', namespace: 'default', taskQueue: 'my21staff' },
      ports: { web: 3000, api: 3001, simulator: 3002, temporal: 7233, temporalUi: 8233 },
      temporalUiUrl: 'http://localhost:8233',
      appUrl: 'http://localhost:3000',
      whatsappGraphUrl: 'https://graph.facebook.com/v24.0',
      kapso: { apiUrl: 'https://api.kapso.ai' },
      models: [],
    })
  })

  it('WH-29 the webhook address comes from WEBHOOK_BASE_URL, in development http://localhost:3001', () => {
    expect(readSettings(LOCAL, 'api').webhookBaseUrl).toBe('http://localhost:3001')
    expect(readSettings({ ...LOCAL, API_PORT: '4001' }, 'api').webhookBaseUrl).toBe('http://localhost:4001')
    expect(readSettings({ ...LOCAL, WEBHOOK_BASE_URL: 'https://x.test/' }, 'api').webhookBaseUrl).toBe('https://x.test')
  })

  it('an empty value counts as unset', () => {
    expect(readSettings({ ...LOCAL, TEMPORAL_NAMESPACE: '', API_PORT: ' ' }, 'api').temporal.namespace).toBe('default')
  })

  it('DM-01 migrations go to DIRECT_URL where there is one', () => {
    const DIRECT_URL = 'postgres://u:p@direct:5432/d'
    expect(readSettings({ ...LOCAL, DIRECT_URL }, 'command').directUrl).toBe(DIRECT_URL)
  })
})

describe('what stops a start', () => {
  it.each([
    ['WH-11', { KAPSO_WEBHOOK_SECRET: '' }, 'KAPSO_WEBHOOK_SECRET not set'],
    ['WH-11', { KAPSO_WEBHOOK_SECRET: undefined }, 'KAPSO_WEBHOOK_SECRET not set'],
    ['AD-08', { ENCRYPTION_KEY: '' }, 'ENCRYPTION_KEY not set'],
  ])('%s %o: exactly %s', (_, change, text) => {
    expect(() => readSettings({ ...LOCAL, ...change }, 'api')).toThrow(new SettingsProblem([text]))
  })

  it('WH-11 only the api needs the webhook secret', () => {
    expect(problemsOf({ ...LOCAL, KAPSO_WEBHOOK_SECRET: '' }, 'worker')).toEqual([])
  })

  it.each([
    [{ ENCRYPTION_KEY: 'c2hvcnQ=' }, /^ENCRYPTION_KEY must be 32 bytes in base64/],
    [{ API_PORT: '70000' }, /^API_PORT must be a port number/],
    [{ API_PORT: 'http' }, /^API_PORT must be a port number/],
    [{ NODE_ENV: 'prod' }, /^NODE_ENV must be development, test or production/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be a postgres/],
    [{ DATABASE_URL: '' }, /^DATABASE_URL not set/],
    [{ LLM_BASE_URL: 'api.openai.com' }, /^LLM_BASE_URL must be an http/],
    [{ LLM_API_KEY: 'k' }, /^LLM_API_KEY needs LLM_BASE_URL/],
    [{ EMBEDDINGS_BASE_URL: 'https://x.test/v1' }, /^EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL belong together/],
    [{ EMBEDDINGS_MODEL: 'm', EMBEDDINGS_API_KEY: 'k' }, /^EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL belong together/],
    [{ EMBEDDINGS_API_KEY: 'k' }, /^EMBEDDINGS_API_KEY needs EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL/],
    [{ SEALION_API_KEY: 'k' }, /^SEALION_API_KEY needs SEALION_BASE_URL/],
    [{ TEMPORAL_ADDRESS: 'http://x' }, /^TEMPORAL_ADDRESS must be host:port/],
    [{ TEMPORAL_TLS_CLIENT_KEY_PATH: 'k.pem' }, /belong together/],
  ])('%o is named', (change, expected) => {
    const problems = problemsOf({ ...LOCAL, ...change })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(expected)
  })

  it('all problems are told at once', () => {
    expect(problemsOf({}).length).toBeGreaterThan(2)
  })

  it.each([
    ['short', 'too short for it'],
    ['a sample', 'change-me-to-something-long-and-random'],
    ['one letter', 'a'.repeat(40)],
    ['few letters', 'ababababababababababababababababab'],
  ])('SC-24 a session secret that is %s stops the start', (_, SESSION_SECRET) => {
    expect(problemsOf({ ...LOCAL, SESSION_SECRET })[0]).toMatch(/^SESSION_SECRET /)
  })

  it('SC-24 a random one is taken', () => {
    expect(problemsOf({ ...LOCAL, SESSION_SECRET: SESSION }, 'web')).toEqual([])
    expect(problemsOf(LOCAL, 'web')).toEqual(['SESSION_SECRET not set'])
  })
})

describe('production', () => {
  it('a complete set starts each program', () => {
    for (const program of ['api', 'worker', 'web', 'command'] as const)
      expect(problemsOf(PRODUCTION, program)).toEqual([])
  })

  it.each([
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'APP_URL',
    'WEBHOOK_BASE_URL',
    'ENCRYPTION_KEY',
    'SESSION_SECRET',
    'KAPSO_WEBHOOK_SECRET',
  ])('SC-01 without %s', (name) => {
    expect(problemsOf({ ...PRODUCTION, [name]: undefined })).toContain(`Missing required env var: ${name}`)
  })

  it.each([
    [undefined, 'WEBHOOK_BASE_URL not set'],
    ['http://localhost:3001', 'Localhost webhook URL in production!'],
    ['https://127.0.0.1', 'Localhost webhook URL in production!'],
    ['https://[::1]:3001', 'Localhost webhook URL in production!'],
    ['http://hooks.desk.test', 'Webhook URL must be HTTPS in production'],
  ])('WH-30 WEBHOOK_BASE_URL %s: %s', (WEBHOOK_BASE_URL, text) => {
    expect(problemsOf({ ...PRODUCTION, WEBHOOK_BASE_URL })).toContain(text)
  })

  it.each([
    ['DATABASE_URL', 'postgres://u:p@localhost/d'],
    ['DATABASE_URL', 'postgres:///d'],
    ['TEMPORAL_ADDRESS', '127.0.0.1:7233'],
    ['LLM_BASE_URL', 'http://localhost:11434/v1'],
    ['WHATSAPP_GRAPH_URL', 'http://0.0.0.0:9001/v24.0'],
  ])('SC-02 %s at %s stops, unless allowed', (name, value) => {
    expect(problemsOf({ ...PRODUCTION, [name]: value })).toEqual([
      expect.stringContaining(`Localhost ${name} in production!`),
    ])
    expect(problemsOf({ ...PRODUCTION, [name]: value, ALLOW_LOCAL_SERVICES: 'true' })).toEqual([])
  })

  it('AS-07 demo mode in production stops', () => {
    expect(problemsOf({ ...PRODUCTION, DEMO_MODE: 'true' })).toContain(
      'Dev mode is enabled in production! Remove DEMO_MODE from environment variables.',
    )
  })

  it('a worker without a model stops', () => {
    expect(problemsOf({ ...PRODUCTION, LLM_BASE_URL: '' }, 'worker')[0]).toMatch(/^No model is set/)
  })
})

describe('demo mode', () => {
  it.each([
    ['true', true],
    ['1', false],
    ['TRUE', false],
    ['yes', false],
    ['', false],
    [undefined, false],
  ])('AS-02 DEMO_MODE %s is %s', (DEMO_MODE, on) => {
    expect(readSettings({ ...LOCAL, DEMO_MODE }, 'api').demoMode).toBe(on)
  })

  const DEMO = { ...LOCAL, DEMO_MODE: 'true', SIMULATOR_PORT: '4002' }

  it('AS-03 addresses are those of the simulators', () => {
    expect(readSettings(DEMO, 'worker')).toMatchObject({
      whatsappGraphUrl: 'http://127.0.0.1:4002/v24.0',
      kapso: { apiUrl: 'http://127.0.0.1:4002' },
      models: [{ name: 'llm', baseUrl: 'http://127.0.0.1:4002/llm/v1' }],
      ignored: [],
    })
  })

  it('AS-03 keys and addresses of outside services are left out, and named', () => {
    const settings = readSettings(
      {
        ...DEMO,
        GROK_API_KEY: 'xai-1',
        SEALION_API_KEY: 's',
        RESEND_API_KEY: 're_1',
        SLACK_WEBHOOK_URL: 'https://hooks.slack.test/x',
        N8N_WEBHOOK_URL: 'http://127.0.0.1:5678/hook',
      },
      'worker',
    )
    expect(settings.ignored).toEqual(['GROK_API_KEY', 'SEALION_API_KEY', 'RESEND_API_KEY', 'SLACK_WEBHOOK_URL'])
    expect(settings.models.map(({ name }) => name)).toEqual(['llm'])
    expect(settings.n8n.webhookUrl).toBe('http://127.0.0.1:5678/hook')
    expect(settings.mail.resendApiKey).toBeUndefined()
  })

  it.each(['WHATSAPP_GRAPH_URL', 'KAPSO_API_URL', 'LLM_BASE_URL', 'OLLAMA_BASE_URL'])(
    'AS-03 %s outside stops, on this machine it is honoured',
    (name) => {
      expect(problemsOf({ ...DEMO, [name]: 'https://out.test/v1' })).toEqual([
        expect.stringMatching(`^${name} .*out.test.*DEMO_MODE`),
      ])
      expect(JSON.stringify(readSettings({ ...DEMO, [name]: 'http://localhost:9001/v1' }, 'api'))).toContain(
        'http://localhost:9001/v1',
      )
    },
  )
})

describe('models', () => {
  it('LM-02 stand in their order: the first endpoint, Grok, Sea-Lion, Ollama', () => {
    const { models } = readSettings(
      {
        ...LOCAL,
        OLLAMA_BASE_URL: 'http://127.0.0.1:11434/v1/',
        SEALION_API_KEY: 's',
        SEALION_BASE_URL: 'https://sealion.test/v1',
        GROK_API_KEY: 'xai-1',
        GROK_MODEL: 'grok-x',
        LLM_BASE_URL: 'https://model.test/v1',
      },
      'worker',
    )
    expect(models).toEqual([
      { name: 'llm', baseUrl: 'https://model.test/v1', model: 'gpt-4o-mini' },
      { name: 'grok', baseUrl: 'https://api.x.ai/v1', apiKey: 'xai-1', model: 'grok-x' },
      {
        name: 'sealion',
        baseUrl: 'https://sealion.test/v1',
        apiKey: 's',
        model: 'aisingapore/Gemma-SEA-LION-v4-27B-IT',
        alternates: true,
      },
      { name: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.1' },
    ])
  })
})

describe('unknown names in an .env file', () => {
  it('are told with the nearest known name', () => {
    expect(unknownSettings(['API_PORT', 'WEBHOOK_BASE_ULR', 'demo_mode', 'SOMETHING_ELSE_ENTIRELY'])).toEqual([
      'WEBHOOK_BASE_ULR is not a setting; did you mean WEBHOOK_BASE_URL?',
      'demo_mode is not a setting; did you mean DEMO_MODE?',
      'SOMETHING_ELSE_ENTIRELY is not a setting; see .env.example for all names.',
    ])
  })
})
