import { z } from 'zod'
import type { DemoPerson } from '../app/services.server.ts'

const People = z.array(
  z.object({
    email: z.string(),
    password: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'admin', 'member']).nullable(),
  }),
)

/** Whom a demo's start names; there is no list of them here. */
export function readDemoPeople(json: string | undefined): DemoPerson[] {
  return json === undefined || json === '' ? [] : People.parse(JSON.parse(json))
}
