import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../inbox/use-keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

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
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true) })
  return (
    <Dialog open={isOpen} onOpenChange={setOpen} title={t('keys.title')}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2.5">
        {KEYS.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>{t(`keys.${what}`)}</dt>
            <dd className="flex justify-end gap-1">
              <span className="sr-only">{key}</span>
              {key.split(' ').map((part) => (
                <Kbd key={part}>{part}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
