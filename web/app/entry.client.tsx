import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { isLanguage, loadLanguage } from './i18n/i18n.ts'

const { lang } = document.documentElement
await loadLanguage(isLanguage(lang) ? lang : 'id')
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  )
})
