import { GripVertical } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

type Drag = { from: number; to: number; by: number; startY: number; boxes: DOMRect[] }

type Props<Item> = {
  items: readonly Item[]
  keyOf: (item: Item, at: number) => string | number
  nameOf: (item: Item, at: number) => string
  onMove: (from: number, to: number) => void
  label: string
  /** Only to be looked at. */
  fixed?: boolean
  className?: string
  children: (item: Item, at: number) => ReactNode
}

/** A list in an order of one's own: by dragging at the grip, or with the arrow keys on it. */
export function Sortable<Item>({ items, keyOf, nameOf, onMove, label, fixed, className, children }: Props<Item>) {
  const { t } = useTranslation('common')
  const list = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const [told, setTold] = useState('')
  const follow = useRef<number | null>(null)
  const rows = () => [...(list.current?.children ?? [])]

  // The focus goes where the moved one went.
  useEffect(() => {
    if (follow.current === null) return
    rows()[follow.current]?.querySelector<HTMLElement>('[data-grip]')?.focus()
    follow.current = null
  })

  function move(from: number, to: number) {
    const item = items[from]
    if (item === undefined || from === to || to < 0 || to >= items.length) return
    follow.current = to
    setTold(t('sortable.moved', { name: nameOf(item, from), at: to + 1, all: items.length }))
    onMove(from, to)
  }

  function onKeyDown(event: KeyboardEvent, at: number) {
    if (event.key === 'Escape' && drag) {
      event.stopPropagation()
      setDrag(null)
      return
    }
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    move(at, at + by)
  }

  function onPointerDown(event: PointerEvent<HTMLElement>, at: number) {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const boxes = rows().map((row) => row.getBoundingClientRect())
    setDrag({ from: at, to: at, by: 0, startY: event.clientY, boxes })
  }

  function onPointerMove({ clientY }: PointerEvent) {
    if (drag === null) return
    const own = drag.boxes[drag.from]
    if (own === undefined) return
    const by = clientY - drag.startY
    const middle = own.top + own.height / 2 + by
    const above = drag.boxes.filter((box, at) => at !== drag.from && box.top + box.height / 2 < middle)
    setDrag({ ...drag, by, to: above.length })
  }

  function onPointerUp() {
    if (drag === null) return
    setDrag(null)
    move(drag.from, drag.to)
  }

  return (
    <>
      <ol ref={list} aria-label={label} className={className}>
        {items.map((item, at) => (
          <li
            key={keyOf(item, at)}
            style={drag === null ? undefined : { transform: `translateY(${String(offsetOf(drag, at))}px)` }}
            className={cn(
              'flex items-start',
              drag !== null && (drag.from === at ? 'bg-surface shadow-pop relative z-10' : 'transition-transform'),
            )}
          >
            {fixed === true ? null : (
              <button
                type="button"
                data-grip
                aria-label={t('sortable.grip', { name: nameOf(item, at) })}
                onKeyDown={(event) => onKeyDown(event, at)}
                onPointerDown={(event) => onPointerDown(event, at)}
                onPointerMove={onPointerMove}
                onPointerUp={onPointerUp}
                onPointerCancel={() => setDrag(null)}
                className="text-ink-3 hover:text-ink grid h-9 w-6 shrink-0 cursor-grab touch-none place-items-center rounded-sm active:cursor-grabbing pointer-coarse:h-11 pointer-coarse:w-9"
              >
                <GripVertical aria-hidden className="size-4" />
              </button>
            )}
            <div className="min-w-0 flex-1">{children(item, at)}</div>
          </li>
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {told}
      </p>
    </>
  )
}

/** The dragged one is where the pointer is; those that it passed make room. */
function offsetOf({ from, to, by, boxes }: Drag, at: number): number {
  if (at === from) return by
  const height = boxes[from]?.height ?? 0
  if (at > from && at <= to) return -height
  return at < from && at >= to ? height : 0
}
