import type { Inbound } from './api.ts'

const MB = 1024 * 1024
// WhatsApp's own limits; of a document the simulator takes less than the 100 MB of the real one.
const LIMITS = { image: 5, audio: 16, video: 16, document: 40 } as const

export type Kind = keyof typeof LIMITS

export function kindOf({ type }: File): Kind {
  if (type.startsWith('audio/')) return 'audio'
  if (type === 'video/mp4' || type === 'video/3gpp') return 'video'
  return type === 'image/jpeg' || type === 'image/png' || type === 'image/webp' ? 'image' : 'document'
}

/** In megabytes. */
export const mostOf = (file: File) => LIMITS[kindOf(file)]
export const isTooBig = (file: File) => file.size > mostOf(file) * MB

/** The message that carries the file. */
export async function messageWith(file: File, caption: string): Promise<Inbound> {
  const content = { base64: await base64Of(file), mime_type: file.type || 'application/octet-stream' }
  const said = caption ? { caption } : {}
  switch (kindOf(file)) {
    case 'audio':
      return { message: { type: 'audio', audio: { ...content, voice: file.type.startsWith('audio/ogg') } } }
    case 'image':
      return { message: { type: 'image', image: { ...content, ...said } } }
    case 'video':
      return { message: { type: 'video', video: { ...content, ...said } } }
    case 'document':
      return { message: { type: 'document', document: { ...content, ...said, filename: file.name } } }
  }
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''),
    )
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(file)
  })
}
