export type Pair = { ink: string; on: string; under?: string }

const part = (byte: number) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
const light = ([red = 0, green = 0, blue = 0]: Uint8ClampedArray) =>
  0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)

/** The contrast of each pair as WCAG counts it, of the colours that the page has now. */
export function contrastsOf(pairs: readonly Pair[]): number[] {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const styles = getComputedStyle(document.documentElement)
  if (pen === null) return []
  // Painted one over the other, so that what lets light through counts as it looks.
  const paint = (...tokens: string[]) => {
    for (const token of tokens) {
      pen.fillStyle = styles.getPropertyValue(`--${token}`)
      pen.fillRect(0, 0, 1, 1)
    }
    return light(pen.getImageData(0, 0, 1, 1).data)
  }
  return pairs.map(({ ink, on, under = 'surface' }) => {
    const [one, other] = [paint(under, on, ink), paint(under, on)]
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  })
}
