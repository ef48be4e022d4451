// A voice note in which nobody speaks: whole enough that players tell its length.

const FRAME = Buffer.from([0xf8, 0xff, 0xfe])
const FRAMES_PER_SECOND = 50
const SAMPLES_PER_FRAME = 960
const FIRST = 2
const LAST = 4

/** An Ogg file of one page for each second, in Opus. */
export function silentVoice(seconds: number): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 'latin1')
  head.set([1, 1], 8)
  head.writeUInt32LE(48_000, 12)
  const tags = Buffer.alloc(20)
  tags.write('OpusTags', 'latin1')
  tags.writeUInt32LE(4, 8)
  tags.write('none', 12, 'latin1')
  const second = Array.from({ length: FRAMES_PER_SECOND }, () => FRAME)
  return Buffer.concat([
    page(0, FIRST, 0, [head]),
    page(1, 0, 0, [tags]),
    ...Array.from({ length: seconds }, (_, at) =>
      page(at + 2, at + 1 === seconds ? LAST : 0, (at + 1) * FRAMES_PER_SECOND * SAMPLES_PER_FRAME, second),
    ),
  ])
}

function page(sequence: number, flags: number, granule: number, packets: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(27)
  header.write('OggS', 'latin1')
  header.writeUInt8(flags, 5)
  header.writeUInt32LE(granule, 6)
  header.writeUInt32LE(21, 14)
  header.writeUInt32LE(sequence, 18)
  header.writeUInt8(packets.length, 26)
  const whole = Buffer.concat([header, Buffer.from(packets.map(({ length }) => length)), ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

/** Ogg's own: the polynomial of CRC-32 the plain way round, beginning with nothing. */
function checksum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}
