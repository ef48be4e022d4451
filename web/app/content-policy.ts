type PolicySettings = { signIn: { google?: unknown; github?: unknown } }

/** What a page may load and run: its own, and of scripts only those that carry the nonce. */
export function contentPolicy(nonce: string, { signIn }: PolicySettings, isDevelopment: boolean): string {
  const signInAt = [
    ...(signIn.google === undefined ? [] : ['https://accounts.google.com']),
    ...(signIn.github === undefined ? [] : ['https://github.com']),
  ]
  const rules: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'"],
    'worker-src': ["'self'"],
    // Components place themselves with style attributes; scripts have no such leave.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(isDevelopment ? ['ws:'] : [])],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'self'", ...signInAt],
  }
  return Object.entries(rules)
    .map(([rule, from]) => `${rule} ${from.join(' ')}`)
    .join('; ')
}
