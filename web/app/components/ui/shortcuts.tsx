import { useState } from 'react'
import { useKeys } from '../../inbox/use-keys.ts'
import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'

/** The keys of a page, each with what it does, listed by `?`. */
export function ShortcutList({ title, keys }: { title: string; keys: readonly { key: string; does: string }[] }) {
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true) })
  return (
    <Dialog open={isOpen} onOpenChange={setOpen} title={title}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2.5">
        {keys.map(({ key, does }) => (
          <div key={key} className="contents">
            <dt className="first-letter:uppercase">{does}</dt>
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
