import { readFile } from 'node:fs/promises'
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  isGrpcServiceError,
  makeGrpcRetryInterceptor,
  type TLSConfig,
} from '@temporalio/client'
import { dataConverterOf, type PayloadKey } from './codec.ts'

export type TemporalSettings = {
  address: string
  namespace: string
  apiKey?: string | undefined
  payloadKeys?: readonly PayloadKey[] | undefined
  tls?:
    | {
        certFile?: string | undefined
        keyFile?: string | undefined
        caFile?: string | undefined
        serverName?: string | undefined
      }
    | undefined
}

/** How to reach the server, as clients' and workers' connections both take it. */
export type TemporalAddress = { address: string; tls?: TLSConfig | true; apiKey?: string }

export type Temporal = {
  readonly client: Client
  readonly connection: Connection
  /** Whether the server answers now. */
  isReachable(withinMs?: number): Promise<boolean>
  /** Runs calls of this connection that must end within the time. */
  within<T>(ms: number, calls: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Reads the TLS files; without any, the connection is plain. */
export async function temporalAddress({ address, apiKey, tls }: TemporalSettings): Promise<TemporalAddress> {
  if (tls === undefined) return { address, ...(apiKey !== undefined && { apiKey }) }
  const [crt, key, ca] = await Promise.all([tls.certFile, tls.keyFile, tls.caFile].map(readIfNamed))
  const config: TLSConfig = {
    ...(tls.serverName !== undefined && { serverNameOverride: tls.serverName }),
    ...(ca && { serverRootCACertificate: ca }),
    ...(crt && key && { clientCertPair: { crt, key } }),
  }
  return { address, tls: config, ...(apiKey !== undefined && { apiKey }) }
}

async function readIfNamed(file: string | undefined): Promise<Buffer | undefined> {
  return file === undefined ? undefined : readFile(file)
}

/** Opens nothing yet: the first call connects, and a server that went away is found again within two seconds. */
export async function openTemporal(settings: TemporalSettings): Promise<Temporal> {
  const connection = Connection.lazy({
    ...(await temporalAddress(settings)),
    connectTimeout: '5 seconds',
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2000 },
    // Callers try again themselves, and must hear soon that the server is away.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))],
  })
  return {
    connection,
    client: new Client({
      connection,
      namespace: settings.namespace,
      dataConverter: dataConverterOf(settings.payloadKeys),
    }),
    within: (ms, calls) => connection.withDeadline(Date.now() + ms, calls),
    async isReachable(withinMs = 2000) {
      try {
        await connection.withDeadline(Date.now() + withinMs, () => connection.workflowService.getSystemInfo({}))
        return true
      } catch {
        return false
      }
    },
    close: () => connection.close(),
  }
}

// What gRPC says of the one request (invalid, exists already, failed precondition, out of range, not implemented)
// as opposed to of the server or our access to it.
const FAILED_PRECONDITION = 9
const ABOUT_THE_REQUEST = new Set([3, 6, FAILED_PRECONDITION, 11, 12])

/** Whether the failure is the server's and not the request's: then every other request would fail too. */
export function isTemporalAway(error: unknown): boolean {
  const code = grpcCodeOf(error)
  return code !== undefined && !ABOUT_THE_REQUEST.has(code)
}

/** Whether the workflow takes no updates now: its tasks failed or were late several times, as on a crowded machine. */
export function isWorkflowNotReady(error: unknown): boolean {
  return grpcCodeOf(error) === FAILED_PRECONDITION
}

function grpcCodeOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (isGrpcServiceError(cause)) return cause.code
  return undefined
}
