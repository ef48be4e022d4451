import { silentVoice } from './sample-voice.ts'

// The smallest believable files, for customers who send a picture or a voice note.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'

type Sample = { mimeType: string; bytes: Buffer }

const image: Sample = { mimeType: 'image/png', bytes: Buffer.from(PNG, 'base64') }
const SAMPLES: Readonly<Record<string, Sample>> = {
  image,
  sticker: {
    mimeType: 'image/webp',
    bytes: Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0', 'latin1'),
  },
  audio: { mimeType: 'audio/ogg; codecs=opus', bytes: silentVoice(2) },
  video: { mimeType: 'video/mp4', bytes: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1') },
  document: { mimeType: 'application/pdf', bytes: Buffer.from(PDF, 'latin1') },
}

export const sampleOf = (type: string): Sample => SAMPLES[type] ?? image

/** The largest that WhatsApp takes of each kind, in bytes. */
export function mediaLimit(mimeType: string): number {
  const MB = 1024 * 1024
  if (mimeType === 'image/webp') return 500 * 1024
  if (mimeType.startsWith('image/')) return 5 * MB
  if (mimeType.startsWith('audio/') || mimeType.startsWith('video/')) return 16 * MB
  return 100 * MB
}
