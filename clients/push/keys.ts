import type { Log } from '../log/log.ts'
import { SecretNotOpened, type Sealer } from '../secrets/seal.ts'
import { makePushKeys, type PushKeys } from './vapid.ts'

type Stored = { publicKey: string; privateKeySealed: string }
type Options = {
  sealer: Sealer
  log: Log
  find: () => Promise<Stored | undefined>
  /** Of programs that make a pair at the same time one keeps its own; the pair that stands. */
  keepOnce: (made: Stored) => Promise<Stored>
}

/** The deployment's keys for push services: found, or made when there are none; undefined where they cannot be opened. */
export function createPushKeys({ sealer, log, find, keepOnce }: Options): () => Promise<PushKeys | undefined> {
  let known: PushKeys | undefined
  return async () => {
    if (known) return known
    const stored = (await find()) ?? (await make())
    try {
      known = { publicKey: stored.publicKey, privateKey: sealer.open(stored.privateKeySealed) }
      return known
    } catch (error) {
      if (!(error instanceof SecretNotOpened)) throw error
      log.error({ err: error }, 'The keys for push cannot be opened: nobody is told by push')
      return undefined
    }
  }

  function make(): Promise<Stored> {
    const { publicKey, privateKey } = makePushKeys()
    return keepOnce({ publicKey, privateKeySealed: sealer.seal(privateKey) })
  }
}
