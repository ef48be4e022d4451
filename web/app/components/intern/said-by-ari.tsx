import { CheckCheck } from 'lucide-react'
import { AriSign } from '../inbox/floor-mark.tsx'

/** What a customer asks and ARI says to it, as the thread shows it. */
export function SaidByAri({ label, says, asked, said }: { label: string; says: string; asked: string; said: string }) {
  return (
    <ul aria-label={label} className="wall flex flex-col overflow-hidden px-4 pt-2.5 pb-4">
      <li className="bubble" data-side="theirs" data-by="customer" data-first="true">
        <span className="bubble-text">{asked}</span>
      </li>
      <li className="bubble" data-side="ours" data-by="bot" data-first="true">
        <span className="mb-0.5 block">
          <AriSign name={says} />
        </span>
        <span className="bubble-text">{said}</span>
        <span className="bubble-meta" aria-hidden>
          <CheckCheck className="text-tick-read size-3.5" strokeWidth={2} />
        </span>
      </li>
    </ul>
  )
}
