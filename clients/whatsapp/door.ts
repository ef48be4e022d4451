import type { Line, WhatsAppOptions } from './whatsapp.ts'

/** Kapso's proxy speaks this version of the Graph API. */
const KAPSO_PROXY = '/meta/whatsapp/v24.0'

/** Where a channel's Graph API is, and the header that opens it; null where there is no key. */
export function createDoors({ graphUrl, kapsoUrl, kapsoApiKey }: Omit<WhatsAppOptions, 'timeoutMs'>) {
  const graphBase = graphUrl.replace(/\/+$/, '')
  const kapsoRoot = kapsoUrl.replace(/\/+$/, '')
  const kapsoBase = kapsoRoot.includes('/meta/whatsapp') ? kapsoRoot : kapsoRoot + KAPSO_PROXY

  return ({ provider, accessToken }: Pick<Line, 'provider' | 'accessToken'>) => {
    const isMeta = provider === 'meta'
    const key = isMeta ? accessToken : (accessToken ?? kapsoApiKey ?? null)
    const headers: Record<string, string> = isMeta
      ? { authorization: `Bearer ${key ?? ''}` }
      : { 'x-api-key': key ?? '' }
    return key === null ? null : { base: isMeta ? graphBase : kapsoBase, headers }
  }
}
