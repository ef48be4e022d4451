import { z } from 'zod'
import type { PageKey } from '#db/queries/page-key.ts'

const Cursor = z
  .string()
  .regex(/^\d{1,16}_[0-9a-f-]{36}$/i)
  .transform((text) => text.split('_'))
  .transform(([atMicros, id]) => ({ atMicros: Number(atMicros), id }))
  .pipe(z.object({ atMicros: z.int(), id: z.uuid() }))

/** The key of a page as it stands in addresses. */
export function cursorOf(key: PageKey | null): string | null {
  return key && `${key.atMicros}_${key.id}`
}

/** The key that an address holds; null, the first page, where it holds none that we gave. */
export function keyOf(cursor: string | null): PageKey | null {
  return Cursor.safeParse(cursor).data ?? null
}
