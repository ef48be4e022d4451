/** How much of it is done. */
export function Bar({ label, done, of }: { label: string; done: number; of: number }) {
  const part = of === 0 ? 0 : Math.min(1, done / of)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={Math.min(done, of)}
      className="bg-data-soft h-2 overflow-hidden rounded-full"
    >
      <div
        className="bg-data h-full rounded-full transition-[width]"
        style={{ width: `${(part * 100).toFixed(1)}%` }}
      />
    </div>
  )
}
