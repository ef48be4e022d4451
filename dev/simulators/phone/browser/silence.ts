// A voice note as WhatsApp makes them, Ogg with Opus inside, of silence: no encoder is needed for that.

const RATE = 48_000
const FRAME_MS = 20
const FRAMES_PER_PAGE = 50
// Opus: one frame of 20 ms, all bands, mono, nothing in it.
const SILENT_FRAME = [0xf8, 0xff, 0xfe]

const CRC = Array.from({ length: 256 }, (_, at) => {
  let value = at << 24
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value & 0x80000000 ? 0x04c11db7 : 0)
  return value >>> 0
})

const ascii = (text: string) => [...new TextEncoder().encode(text)]
const little = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256)

const HEAD = [...ascii('OpusHead'), 1, 1, ...little(312, 2), ...little(RATE, 4), 0, 0, 0]
const TAGS = [...ascii('OpusTags'), ...little(9, 4), ...ascii('simulator'), ...little(0, 4)]

function page(flags: number, granule: number, sequence: number, packets: readonly (readonly number[])[]): number[] {
  const sizes = packets.map(({ length }) => length)
  const head = (sum: number) => [
    ...ascii('OggS'),
    0,
    flags,
    ...little(granule, 8),
    ...little(1, 4),
    ...little(sequence, 4),
    ...little(sum, 4),
    sizes.length,
    ...sizes,
  ]
  const body = packets.flat()
  let sum = 0
  for (const byte of [...head(0), ...body]) sum = ((sum << 8) ^ (CRC[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return [...head(sum), ...body]
}

/** The bytes of so many seconds. */
export function silence(seconds: number): Uint8Array<ArrayBuffer> {
  const total = Math.round((seconds * 1000) / FRAME_MS)
  const pages = [page(2, 0, 0, [HEAD]), page(0, 0, 1, [TAGS])]
  for (let done = 0; done < total;) {
    const frames = Math.min(FRAMES_PER_PAGE, total - done)
    done += frames
    const granule = 312 + (done * FRAME_MS * RATE) / 1000
    pages.push(page(done === total ? 4 : 0, granule, pages.length, Array<number[]>(frames).fill(SILENT_FRAME)))
  }
  return new Uint8Array(pages.flat())
}
