export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** Why a file is not kept. */
export type MediaRefusal = 'too-large' | 'other-type' | 'dangerous'

/** What is known of a file: as its sender declares it, and as its bytes show it. */
export type FileShown = {
  kind: MediaKind
  declaredType: string | null
  fileName: string | null
  /** Null where the bytes are like nothing that we know. */
  foundType: string | null
  /** It begins as a page or a drawing with scripts would. */
  isMarkup: boolean
  /** It begins as something that a shell would run. */
  isScript: boolean
}

const MB = 1024 * 1024
/** The most that WhatsApp takes of each kind; animated stickers may have five times what others have. */
export const MOST_BYTES: Readonly<Record<MediaKind, number>> = {
  image: 5 * MB,
  audio: 16 * MB,
  video: 16 * MB,
  document: 100 * MB,
  sticker: 500 * 1024,
}

const PROGRAMS = new Set([
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x-apple-diskimage',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-ms-shortcut',
  'application/x-msdownload',
  'application/wasm',
])
const PROGRAM_NAME = /\.(apk|bat|cmd|com|cpl|exe|hta|jar|js|jse|lnk|msi|ps1|reg|scr|sh|vbe|vbs|wsf)\s*$/i

/** What a file of the kind may turn out to be: a voice note in the box of a video is still a voice note. */
const FITS: Readonly<Record<Exclude<MediaKind, 'document'>, RegExp>> = {
  image: /^image\//,
  sticker: /^image\//,
  audio: /^(audio\/|application\/ogg|video\/(mp4|3gpp|ogg|webm|quicktime))/,
  video: /^video\//,
}

/** Whether a file may be kept for staff to open; null when it may. A document may be anything but a program. */
export function judgeFile(file: FileShown): Exclude<MediaRefusal, 'too-large'> | null {
  const { kind, declaredType, fileName, foundType, isMarkup, isScript } = file
  if (isScript || PROGRAMS.has(foundType ?? '') || PROGRAM_NAME.test(fileName ?? '')) return 'dangerous'
  // A page that calls itself a page is downloaded as one; one that hides is up to something.
  if (isMarkup && !/^text\/|html|xml|svg/i.test(declaredType ?? '')) return 'dangerous'
  if (kind === 'document') return null
  return foundType !== null && FITS[kind].test(foundType) ? null : 'other-type'
}

/** Types that a browser shows without running anything in them. Everything else is only handed over. */
const SHOWN = /^(image\/(png|jpeg|webp|gif)|audio\/[\w.+-]+|video\/(mp4|3gpp|webm|ogg|quicktime)|application\/pdf)$/

/** Whether staff may look at it in the page; else they download it. */
export function isShown(type: string): boolean {
  return SHOWN.test(type)
}

const SECOND = 1000
const LONGEST_PAUSE_MS = 3600 * SECOND
/** WhatsApp keeps an inbound file for so long. */
export const MEDIA_LIFE_MS = 7 * 24 * 3600 * SECOND

/** How long to wait after so many tries: two seconds, four, eight, at most an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(SECOND * 2 ** Math.min(attempts, 20), LONGEST_PAUSE_MS)
}
