import { readFileSync } from 'node:fs'
import { Connection } from '@temporalio/client'
import type { Settings } from '#schema/env.ts'
import type { Report } from './lock.ts'
import { SEARCH_ATTRIBUTES } from './temporal.ts'

/** Temporal's numbers for the kinds of values. */
const KIND = { Keyword: 2, Int: 3, Bool: 5 } as const
const CONNECT_WITHIN_MS = 15_000

/** Registers what lists of conversations are searched by where the server lacks it, or says what to add by hand. */
export async function registerSearchAttributes(
  { address, namespace, apiKey, tls }: Settings['temporal'],
  report: Report,
): Promise<void> {
  const connection = await connect()
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes))
    if (missing.length === 0) return
    const searchAttributes = Object.fromEntries(missing.map(([name, kind]) => [name, KIND[kind]]))
    try {
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
      report(`search attributes registered at ${address}: ${missing.map(([name]) => name).join(', ')}`)
    } catch (error) {
      // Temporal Cloud has them added in its own pages or by its own command.
      const wanted = missing.map(([name, kind]) => `--name ${name} --type ${kind}`).join(' ')
      report(`search attributes are missing at ${address} and could not be added (${reasonOf(error)}).`)
      report(`Add them: temporal operator search-attribute create --namespace ${namespace} ${wanted}`)
    }
  } finally {
    await connection.close()
  }

  async function connect(): Promise<Connection> {
    const file = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path))
    const [crt, key, serverRootCACertificate] = [file(tls?.certFile), file(tls?.keyFile), file(tls?.caFile)]
    try {
      return await Connection.connect({
        address,
        connectTimeout: CONNECT_WITHIN_MS,
        ...(apiKey !== undefined && { apiKey }),
        ...(tls && {
          tls: {
            ...(serverRootCACertificate && { serverRootCACertificate }),
            ...(crt && key && { clientCertPair: { crt, key } }),
            ...(tls.serverName !== undefined && { serverNameOverride: tls.serverName }),
          },
        }),
      })
    } catch (cause) {
      throw new Error(
        `Temporal at ${address} does not answer (${reasonOf(cause)}): start it, or change TEMPORAL_ADDRESS.`,
        { cause },
      )
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown reason'
}
