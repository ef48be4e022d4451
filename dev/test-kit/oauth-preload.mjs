// Loaded into the web program before itself: what it would ask of Google or GitHub, it asks of the stub at STUB_OAUTH.
const HOSTS = new Set(['oauth2.googleapis.com', 'www.googleapis.com', 'github.com', 'api.github.com'])
const reallyFetch = globalThis.fetch

globalThis.fetch = (input, init) => {
  const { host, pathname, search } = new URL(input instanceof Request ? input.url : input)
  if (!HOSTS.has(host)) return reallyFetch(input, init)
  return reallyFetch(`${process.env.STUB_OAUTH}/${host}${pathname}${search}`, init)
}
