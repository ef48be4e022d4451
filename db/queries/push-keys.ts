import type { Db } from '../connect.ts'

export type StoredPushKeys = { publicKey: string; privateKeySealed: string }

export async function findPushKeys(db: Db): Promise<StoredPushKeys | undefined> {
  return db
    .selectFrom('push_keys')
    .select(['public_key as publicKey', 'private_key_sealed as privateKeySealed'])
    .executeTakeFirst()
}

/** Of programs that make a pair at the same time one keeps its own; the pair that stands. */
export async function insertPushKeysOnce(db: Db, made: StoredPushKeys): Promise<StoredPushKeys> {
  await db
    .insertInto('push_keys')
    .values({ public_key: made.publicKey, private_key_sealed: made.privateKeySealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findPushKeys(db)) ?? made
}
