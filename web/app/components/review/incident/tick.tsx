import { useEffect, useState } from 'react'
import { cn } from '../../ui/cn.ts'

type Props = {
  checked: boolean
  /** What the label around it does not say. */
  label?: string
  disabled?: boolean
  className?: string
  /** Whether it was kept. */
  onChange: (on: boolean) => Promise<boolean>
}

/** Shows at once what was pressed, and takes it back where it could not be kept. */
export function Tick({ checked, label, disabled = false, className, onChange }: Props) {
  const [wished, setWished] = useState<boolean | null>(null)
  useEffect(() => setWished(null), [checked])
  async function change(on: boolean) {
    setWished(on)
    if (!(await onChange(on))) setWished(null)
  }
  return (
    <input
      type="checkbox"
      className={cn('size-4 shrink-0', className)}
      aria-label={label}
      checked={wished ?? checked}
      disabled={disabled}
      onChange={({ target }) => void change(target.checked)}
    />
  )
}
