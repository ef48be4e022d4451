import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A migrated database of one's own, cloned from the template of this run. */
export async function startDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const template = new URL(inject('templateDatabaseUrl'))
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)
  const url = new URL(template)
  url.pathname = `/${name}`
  return { url: url.href, stop: () => asAdmin(`drop database if exists ${name} with (force)`) }

  async function asAdmin(statement: string): Promise<void> {
    const admin = new URL(template)
    admin.pathname = '/postgres'
    const client = new pg.Client({ connectionString: admin.href })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
}
