import { isLanguage, type Language } from './i18n/i18n.ts'
import { services } from './services.server.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Preferences = { language: Language; theme: Theme }

const YEAR_SECONDS = 31_536_000

export function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark'
}

/** What a person chose for themself; before they sign in, what this browser chose or asks for. */
export function preferencesOf(request: Request, user?: { language: string | null; theme: string } | null): Preferences {
  const cookies = readCookies(request)
  const language = user?.language ?? cookies.get('language') ?? asked(request)
  const theme = user?.theme ?? cookies.get('theme')
  return { language: isLanguage(language) ? language : 'id', theme: isTheme(theme) ? theme : 'system' }
}

/** Keeps a choice in the browser. */
export function preferenceCookie(name: 'language' | 'theme', value: string): string {
  const secure = services().settings.appUrl.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}

/** The first of our languages in what the browser accepts. */
function asked(request: Request): string | undefined {
  const accepted = request.headers.get('accept-language') ?? ''
  return accepted
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find(isLanguage)
}

function readCookies(request: Request): Map<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='))
  return new Map(pairs.map(([name = '', value = '']) => [name, value]))
}
