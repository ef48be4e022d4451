/** Areas in which one goes from one thing to the next all day. */
const AREAS = ['inbox', 'review']

type Step = { currentUrl: URL; nextUrl: URL; formMethod?: string | undefined; actionStatus?: number | undefined }

/** Whether a navigation only goes on within such an area: nothing was sent, and nobody asked for the page anew. */
export function isStepWithin({ currentUrl, nextUrl, formMethod, actionStatus }: Step): boolean {
  if (formMethod !== undefined || actionStatus !== undefined || currentUrl.href === nextUrl.href) return false
  const [from, to] = [currentUrl, nextUrl].map(({ pathname }) => pathname.split('/')[1] ?? '')
  return from === to && AREAS.includes(to ?? '')
}
