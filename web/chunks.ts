type Graph = { getModuleInfo: (id: string) => { importers: readonly string[] } | null }

const PAGES = /\/web\/app\/(routes\/|root\.|entry\.client\.)/
const INBOX = /\/web\/app\/routes\/_app\.inbox(\.\$contactId)?\.tsx/
/** Of every page; of every page behind the sign-in; of the inbox, where others need it too. */
const PARTS = [
  ['base', /\/web\/app\/(entry\.client|root)\.tsx/],
  ['shell', /\/web\/app\/routes\/_app\.tsx/],
  ['thread', INBOX],
] as const

/**
 * The file of the build into which a module of the pages goes; undefined leaves it to the bundler. By itself the bundler
 * makes a file of every set of pages that share something: with eighty pages more than a hundred files for the inbox
 * alone, most of a few hundred bytes, which weigh a tenth more than the same in three.
 */
export function chunkOf(id: string, { getModuleInfo }: Graph): string | undefined {
  if (PAGES.test(id)) return undefined
  const above = new Set([id])
  for (const at of above) for (const importer of getModuleInfo(at)?.importers ?? []) above.add(importer)
  const pages = [...above].filter((at) => PAGES.test(at))
  if (pages.every((page) => INBOX.test(page))) return undefined
  return PARTS.find(([, part]) => pages.some((page) => part.test(page)))?.[0]
}
