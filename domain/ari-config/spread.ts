/** `most` points given to so many factors as evenly as whole numbers allow, the first ones first. */
export function spreadEvenly(most: number, factors: number): number[] {
  return scaleTo(
    most,
    Array.from({ length: factors }, () => 1),
  )
}

/** The same points in the same proportions, so that they add up to `most`; whoever was cut most gets the odd ones. */
export function scaleTo(most: number, points: readonly number[]): number[] {
  const sum = points.reduce((total, one) => total + one, 0)
  if (points.length === 0) return []
  if (sum === 0) return spreadEvenly(most, points.length)
  const exact = points.map((one) => (one * most) / sum)
  const whole = exact.map(Math.floor)
  const odd = most - whole.reduce((total, one) => total + one, 0)
  const byLoss = exact
    .map((one, at) => ({ at, loss: one - Math.floor(one) }))
    .toSorted((one, other) => other.loss - one.loss || one.at - other.at)
  const lucky = new Set(byLoss.slice(0, odd).map(({ at }) => at))
  return whole.map((one, at) => one + (lucky.has(at) ? 1 : 0))
}
