import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { CONTROL } from '../../ui/field.tsx'
import { cn } from '../../ui/cn.ts'

const TYPED_MS = 250

/** Words to search for, as one types them. */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string
  onSearch: (words: string) => void
}) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Changed from outside: shown, but never under the hands of who types.
    if (document.activeElement !== input.current) setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="text-ink-3 pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => {
          const words = event.target.value
          setText(words)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => onSearch(words.trim()), TYPED_MS)
        }}
        className={cn(CONTROL, 'h-8 pl-8 text-sm pointer-coarse:h-11')}
      />
    </div>
  )
}
