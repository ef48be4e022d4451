import type { Kysely } from 'kysely'
import { hashPassword } from '#clients/secrets/password.ts'
import type { DB } from '#schema/tables.ts'
import { seedId } from './ids.ts'

export type DemoPerson = {
  email: string
  password: string
  name: string
  /** Null: a person who belongs to no workspace. */
  role: 'owner' | 'admin' | 'member' | null
}

/** Who signs in to the demo. The passwords are no secret: this data is refused in production. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { email: 'owner@eagle.demo', password: 'eagle-demo-owner', name: 'Intan Permatasari', role: 'owner' },
  { email: 'admin@eagle.demo', password: 'eagle-demo-admin', name: 'Dimas Prasetyo', role: 'admin' },
  { email: 'ratna@eagle.demo', password: 'eagle-demo-ratna', name: 'Ratna Dewi', role: 'member' },
  { email: 'maria@eagle.demo', password: 'eagle-demo-maria', name: 'Maria Hartono', role: 'member' },
  { email: 'guest@eagle.demo', password: 'eagle-demo-guest', name: 'Tamu Demo', role: null },
]

/** Adds the people who are not there yet; resolves to the ids of the workspace's people by their names. */
export async function seedPeople(tx: Kysely<DB>, workspaceId: string): Promise<Map<string, string>> {
  const emails = DEMO_PEOPLE.map(({ email }) => email)
  const known = await tx.selectFrom('users').select(['id', 'email']).where('email', 'in', emails).execute()
  const ids = new Map(known.map(({ id, email }) => [email, id]))

  for (const person of DEMO_PEOPLE.filter(({ email }) => !ids.has(email))) {
    const id = seedId('user', person.email)
    await tx.insertInto('users').values({ id, email: person.email, name: person.name, email_verified: true }).execute()
    await tx
      .insertInto('accounts')
      .values({
        id: seedId('account', person.email),
        user_id: id,
        provider_id: 'credential',
        account_id: id,
        password: await hashPassword(person.password),
      })
      .execute()
    ids.set(person.email, id)
  }

  const members = DEMO_PEOPLE.flatMap(({ email, name, role }) => {
    const userId = ids.get(email)
    return role === null || userId === undefined ? [] : [{ userId, name, role }]
  })
  await tx
    .insertInto('memberships')
    .values(
      members.map(({ userId, role }) => ({
        id: seedId(workspaceId, 'membership', userId),
        workspace_id: workspaceId,
        user_id: userId,
        role,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return new Map(members.map(({ name, userId }) => [name, userId]))
}
