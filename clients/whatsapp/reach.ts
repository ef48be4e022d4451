import type { Line } from './whatsapp.ts'

export type ReachOptions = { graphUrl: string; kapsoUrl: string; kapsoApiKey?: string | undefined }

/** Kapso's proxy speaks this version of the Graph API. */
const KAPSO_PROXY = '/meta/whatsapp/v24.0'

/** Where a line's WhatsApp answers, and the headers that open it; null where the channel has no key. */
export function reach({ graphUrl, kapsoUrl, kapsoApiKey }: ReachOptions) {
  const graphBase = graphUrl.replace(/\/+$/, '')
  const kapsoRoot = kapsoUrl.replace(/\/+$/, '')
  const kapsoBase = kapsoRoot.includes('/meta/whatsapp') ? kapsoRoot : kapsoRoot + KAPSO_PROXY
  return ({
    provider,
    accessToken,
  }: Pick<Line, 'provider' | 'accessToken'>): { base: string; headers: Record<string, string> | null } => {
    const base = provider === 'meta' ? graphBase : kapsoBase
    const key = provider === 'meta' ? accessToken : (accessToken ?? kapsoApiKey ?? null)
    if (key === null) return { base, headers: null }
    return { base, headers: provider === 'meta' ? { authorization: `Bearer ${key}` } : { 'x-api-key': key } }
  }
}
