import { DefaultLogger, Runtime } from '@temporalio/worker'

// The SDK tells every state of every worker and every failure that a test makes on purpose.
Runtime.install({ logger: new DefaultLogger('ERROR') })
