/** What Google, GitHub or better-auth say went wrong, and the text that helps. */
const KNOWN: Record<string, string> = {
  access_denied: 'social-cancelled',
  email_not_verified: 'social-unverified',
  email_not_found: 'social-unverified',
  account_not_linked: 'social-not-linked',
  state_mismatch: 'social-expired',
  state_not_found: 'social-expired',
  invalid_code: 'social-expired',
}

/** The problem to show where somebody came back without being signed in; null where they did not. */
export function socialProblem(searchParams: URLSearchParams): string | null {
  if (searchParams.get('problem') !== 'social') return null
  const error = searchParams.get('error') ?? ''
  return Object.hasOwn(KNOWN, error) ? (KNOWN[error] ?? null) : 'social-failed'
}
