import { Hourglass, Pause, Sparkle } from 'lucide-react'
import { initialsOf } from '../ui/avatar.tsx'
import { cn } from '../ui/cn.ts'

type Props = {
  floor: 'bot' | 'person' | 'team' | 'nobody'
  name?: string | null | undefined
  size?: 18 | 24
  className?: string
}

const LOOKS = {
  bot: 'bg-ari text-ari-ink',
  person: 'bg-accent text-accent-ink',
  team: 'bg-wait text-wait-ink',
  nobody: 'bg-ink-3 text-surface',
}

/** Who has the floor: a violet spark is ARI, teal initials a person, an hourglass the team's queue, a pause nobody. */
export function FloorMark({ floor, name, size = 18, className }: Props) {
  const icon = size === 18 ? 'size-2.5' : 'size-3.5'
  return (
    <span
      aria-hidden
      className={cn(
        'grid shrink-0 place-items-center rounded-full font-bold',
        size === 18 ? 'size-4.5 text-[8.5px]' : 'size-6 text-[10px]',
        LOOKS[floor],
        className,
      )}
    >
      {floor === 'bot' ? <Sparkle className={icon} fill="currentColor" strokeWidth={0} /> : null}
      {floor === 'person' ? initialsOf(name ?? null) || '·' : null}
      {floor === 'team' ? <Hourglass className={icon} strokeWidth={2.4} /> : null}
      {floor === 'nobody' ? <Pause className={icon} fill="currentColor" strokeWidth={0} /> : null}
    </span>
  )
}

/** Stands over what ARI wrote. */
export function AriSign({ name }: { name: string }) {
  return (
    <span className="text-ari text-2xs inline-flex items-center gap-1 font-semibold">
      <Sparkle aria-hidden className="size-3" fill="currentColor" strokeWidth={0} />
      {name}
    </span>
  )
}
