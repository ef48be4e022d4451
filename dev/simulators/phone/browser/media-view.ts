import { mediaUrl } from './api.ts'
import { textIn } from './content.ts'
import type { Context } from './context.ts'
import { h, icon, iconButton, safeUrl, type Child } from './dom.ts'
import { formatted } from './format-text.ts'

export type File = { type: string; content: unknown }

const sourceOf = (content: unknown): string | undefined => {
  const id = textIn(content, 'id')
  return id ? mediaUrl(id) : undefined
}

const caption = (content: unknown): Child =>
  textIn(content, 'caption') && h('p', { class: 'text' }, ...formatted(textIn(content, 'caption')))

const gone = ({ t }: Context): HTMLElement => h('p', { class: 'media-gone' }, icon('warn', 16), t('media.gone'))

// A file elsewhere is not loaded by itself: the page calls nobody.
function linked({ t }: Context, content: unknown, name: string): HTMLElement {
  const url = safeUrl(textIn(content, 'link'))
  const label = [icon('link', 18), h('span', {}, name)]
  return h(
    'div',
    { class: 'card' },
    url === undefined
      ? h('p', { class: 'card-line' }, ...label)
      : h('a', { class: 'card-line', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...label),
    h('p', { class: 'hint' }, t('media.linked')),
  )
}

/** A picture, a sound, a document, …: from the simulator's shelf, or as a link. */
export function mediaView(context: Context, { type, content }: File): Child[] {
  const { t } = context
  const source = sourceOf(content)
  if (source === undefined) return [linked(context, content, textIn(content, 'filename') || type), caption(content)]
  switch (type) {
    case 'image':
      return [picture(context, source, textIn(content, 'caption')), caption(content)]
    case 'sticker':
      return [h('img', { class: 'sticker', src: source, alt: t('kind.sticker'), width: 128, height: 128 })]
    case 'video': {
      const video = h('video', { class: 'picture', controls: true, preload: 'metadata', 'aria-label': t('kind.video') })
      video.src = source
      return [video, caption(content)]
    }
    case 'audio':
      return [voice(context, source)]
    default:
      return [documentView(context, source, content), caption(content)]
  }
}

function picture(context: Context, source: string, alt: string): HTMLElement {
  const { t, sheets } = context
  const image = h('img', { class: 'picture', src: source, alt: alt || t('kind.image') })
  const whole = () => h('img', { class: 'picture-whole', src: source, alt: alt || t('kind.image') })
  const button = h(
    'button',
    {
      type: 'button',
      class: 'picture-button',
      'aria-label': t('media.open'),
      click: () => sheets.open(t('kind.image'), whole()),
    },
    image,
  )
  image.addEventListener('error', () => button.replaceWith(gone(context)))
  return button
}

function documentView({ t }: Context, source: string, content: unknown): HTMLElement {
  const name = textIn(content, 'filename') || t('kind.document')
  const ending = (name.includes('.') ? name.split('.').at(-1) : textIn(content, 'mime_type').split('/').at(-1)) ?? ''
  return h(
    'a',
    { class: 'card document', href: source, download: name, title: t('media.download', { name }) },
    h('span', { class: 'document-icon' }, icon('file', 24)),
    h(
      'span',
      { class: 'document-name' },
      h('span', { class: 'truncate', title: name }, name),
      h('span', { class: 'hint' }, ending.toUpperCase().slice(0, 8)),
    ),
  )
}

const BARS = 32

function voice(context: Context, source: string): HTMLElement {
  const { t } = context
  const audio = h('audio', { preload: 'metadata' })
  audio.src = source
  const length = h('span', { class: 'voice-length' }, '0:00')
  const bars = h('div', { class: 'voice-bars', 'aria-hidden': 'true' }, ...Array.from({ length: BARS }, bar))
  const play = iconButton('play', t('media.play'), { class: 'icon-button voice-play' })
  play.addEventListener('click', () => {
    if (audio.paused) void audio.play().catch(() => undefined)
    else audio.pause()
  })
  const show = (playing: boolean) => {
    play.replaceChildren(icon(playing ? 'pause' : 'play', 24))
    const label = t(playing ? 'media.pause' : 'media.play')
    play.setAttribute('aria-label', label)
    play.title = label
  }
  const tell = () => {
    const { currentTime, duration } = audio
    const known = Number.isFinite(duration) ? duration : 0
    length.textContent = minutes(currentTime > 0 ? currentTime : known)
    const done = known > 0 ? (currentTime / known) * BARS : 0
    ;[...bars.children].forEach((one, at) => one.classList.toggle('played', at < done))
  }
  audio.addEventListener('play', () => show(true))
  audio.addEventListener('pause', () => show(false))
  audio.addEventListener('ended', () => (audio.currentTime = 0))
  for (const name of ['loadedmetadata', 'timeupdate', 'durationchange']) audio.addEventListener(name, tell)
  const player = h('div', { class: 'voice' }, play, h('div', { class: 'voice-track' }, bars, length), audio)
  audio.addEventListener('error', () => {
    play.disabled = true
    length.textContent = t('media.silent')
  })
  return player
}

// No sound is analysed: the same gentle shape for all.
function bar(_: unknown, at: number): HTMLElement {
  const one = h('span')
  one.style.setProperty('--height', String(0.25 + 0.75 * Math.abs(Math.sin(at * 1.7) * Math.cos(at * 0.45))))
  return one
}

const minutes = (seconds: number) =>
  `${String(Math.floor(seconds / 60))}:${String(Math.round(seconds) % 60).padStart(2, '0')}`

/** A place, on a drawn map: no map service is asked. */
export function locationView({ t }: Context, content: unknown): HTMLElement {
  const name = textIn(content, 'name') || t('kind.location')
  const place = `${textIn(content, 'latitude')}, ${textIn(content, 'longitude')}`
  return h(
    'div',
    { class: 'card location' },
    h('div', { class: 'map', 'aria-hidden': 'true' }, icon('pin', 28)),
    h('p', { class: 'location-name' }, name),
    textIn(content, 'address') && h('p', { class: 'hint' }, textIn(content, 'address')),
    h('p', { class: 'hint number' }, place),
  )
}
