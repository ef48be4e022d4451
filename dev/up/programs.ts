import type { Settings } from '#schema/env.ts'
import type { PortUse } from './before-start.ts'
import type { Program } from './start-program.ts'

const PRODUCT = ['schema', 'domain', 'db', 'clients']

export const SIMULATORS = ({ ports }: Settings): Program => ({
  name: 'simulator',
  file: 'dev/simulators/main.ts',
  ready: { url: `http://127.0.0.1:${String(ports.simulator)}/healthz` },
  graceMs: 5_000,
  watch: ['dev/simulators'],
})

export const WORKER: Program = {
  name: 'worker',
  file: 'worker/main.ts',
  ready: { event: 'worker_ready' },
  // It drains: activities that are sending or asking the model end first.
  graceMs: 30_000,
  watch: [...PRODUCT, 'workflows', 'activities', 'worker'],
}

export const API = ({ ports }: Settings): Program => ({
  name: 'api',
  file: 'api/main.ts',
  ready: { url: `http://127.0.0.1:${String(ports.api)}/readyz` },
  graceMs: 10_000,
  watch: [...PRODUCT, 'api', 'workflows'],
})

/** The built pages, or with `reload` pages that follow their sources. */
export const WEB = (reload: boolean): Program => ({
  name: 'web',
  file: reload ? 'dev/web.ts' : 'web/main.ts',
  ready: { event: 'web_ready' },
  graceMs: 10_000,
  // With reload Vite watches what the pages are made of; what Node loads is watched here.
  watch: ['schema', 'db', 'clients', 'web/server'],
})

/** The ports that a start needs for itself. */
export function portsNeeded({ ports, demoMode }: Settings, ownTemporal: boolean): PortUse[] {
  return [
    { port: ports.web, program: 'web', setting: 'WEB_PORT' },
    { port: ports.api, program: 'api', setting: 'API_PORT' },
    ...(demoMode ? [{ port: ports.simulator, program: 'simulators', setting: 'SIMULATOR_PORT' }] : []),
    ...(ownTemporal
      ? [
          { port: ports.temporal, program: 'Temporal', setting: 'TEMPORAL_PORT' },
          { port: ports.temporalUi, program: 'Temporal UI', setting: 'TEMPORAL_UI_PORT' },
        ]
      : []),
  ]
}

/** What is printed once everything is up: where to look, and what to type next. */
export function addressTable(
  { ports, appUrl, webhookBaseUrl, demoMode, temporal }: Settings,
  ownTemporal: boolean,
): string {
  const rows = [
    ['web', appUrl],
    ['api', `http://localhost:${String(ports.api)}`],
    ['webhooks', `${webhookBaseUrl}/api/webhook/meta  and  /kapso`],
    ownTemporal ? ['Temporal UI', `http://localhost:${String(ports.temporalUi)}`] : ['Temporal', temporal.address],
    ...(demoMode ? [['simulators', `http://localhost:${String(ports.simulator)}`]] : []),
    ...(demoMode ? [["a customer's phone", `http://localhost:${String(ports.simulator)}/phone`]] : []),
    ...(demoMode ? [['write as a customer', 'npm run chat   (the same in another terminal)']] : []),
    ['stop', 'Ctrl-C'],
  ]
  return rows.map(([name = '', value = '']) => `  ${name.padEnd(21)}${value}`).join('\n')
}
