import { useTranslation } from 'react-i18next'
import { ShortcutList } from '../ui/shortcuts.tsx'

const KEYS = [
  ['Ctrl K', 'search'],
  ['J', 'next'],
  ['K', 'previous'],
  ['T', 'floor'],
  ['R', 'reply'],
  ['I', 'panel'],
  ['Enter', 'send'],
  ['Shift Enter', 'line'],
] as const

/** The keys of the inbox, listed by `?`. */
export function Shortcuts() {
  const { t } = useTranslation('inbox')
  return <ShortcutList title={t('keys.title')} keys={KEYS.map(([key, what]) => ({ key, does: t(`keys.${what}`) }))} />
}
