import { Client, Connection } from '@temporalio/client'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { NativeConnection } from '@temporalio/worker'
import { inject } from 'vitest'
import { findTimeSkippingServer } from '../services/time-skipping.ts'

export type TemporalConnections = {
  connection: Connection
  client: Client
  nativeConnection: NativeConnection
  namespace: string
}

/** host:port of the dev server of this test run. */
export function temporalAddress(): string {
  return inject('temporalAddress')
}

/** A client and a worker's connection to the dev server of this run; close both connections when done. */
export async function connectTemporal(): Promise<TemporalConnections> {
  const address = temporalAddress()
  const namespace = 'default'
  const [connection, nativeConnection] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ])
  return { connection, client: new Client({ connection, namespace }), nativeConnection, namespace }
}

/** A server whose clock jumps over waiting: a week's timer takes half a second. Tear it down when done. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const reasons: string[] = []
  try {
    const path = await findTimeSkippingServer((line) => reasons.push(line))
    return await TestWorkflowEnvironment.createTimeSkipping(
      path === undefined ? {} : { server: { executable: { type: 'existing-path', path } } },
    )
  } catch (cause) {
    throw new Error(
      `The time-skipping test server cannot run: install Java 17 or newer and Maven. ${reasons.join('; ')}`,
      { cause },
    )
  }
}
