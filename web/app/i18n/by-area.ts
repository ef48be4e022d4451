/** The texts of one area; groups may stand in groups. */
export type Texts = { [key: string]: string | Texts }

/** `./id/auth.ts` gives the area `auth`. */
export function byArea(files: Record<string, Texts>): Record<string, Texts> {
  return Object.fromEntries(
    Object.entries(files).map(([file, texts]) => [file.replace(/^.*\/|\.ts$/g, ''), texts] as const),
  )
}
