import type { Context } from './context.ts'
import { h, menuEntry } from './dom.ts'
import type { IconName } from './icons.ts'
import { openLocation } from './location-form.ts'
import { certificate, view } from './samples.ts'
import { silence } from './silence.ts'

type Take = (file: File) => void

function fileEntry(name: IconName, label: string, accept: string | undefined, take: Take): HTMLElement {
  const input = h('input', { type: 'file', class: 'hidden', accept, 'aria-label': label, tabindex: -1 })
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file) take(file)
  })
  return h(
    'div',
    {},
    menuEntry(name, label, () => input.click()),
    input,
  )
}

/** What can be sent beside text. */
export function openAttachments(context: Context, take: Take) {
  const { t, sheets } = context
  const taken = (file: File) => {
    sheets.close()
    take(file)
  }
  sheets.open(
    t('attach.title'),
    h(
      'div',
      { class: 'menu' },
      fileEntry('file', t('attach.file'), undefined, taken),
      menuEntry('picture', t('attach.sample.certificate'), () => void certificate().then(taken)),
      menuEntry('picture', t('attach.sample.view'), () => void view().then(taken)),
      menuEntry('mic', t('attach.voice'), () => openVoice(context, take)),
      menuEntry('pin', t('attach.location'), () => openLocation(context)),
    ),
  )
}

const LENGTHS = [3, 8, 20, 60]

/** A voice note: of silence and of a chosen length, or a sound file. */
export function openVoice({ t, sheets }: Context, take: Take) {
  const taken = (file: File) => {
    sheets.close()
    take(file)
  }
  const ofLength = (seconds: number) =>
    taken(new File([silence(seconds)], `${String(seconds)}s.ogg`, { type: 'audio/ogg; codecs=opus' }))
  sheets.open(
    t('voice.title'),
    h('p', { class: 'hint' }, t('voice.what')),
    h(
      'div',
      { class: 'chips' },
      ...LENGTHS.map((n) =>
        h('button', { type: 'button', class: 'chip', click: () => ofLength(n) }, t('voice.seconds', { n })),
      ),
    ),
    h('div', { class: 'menu' }, fileEntry('file', t('voice.file'), 'audio/*', taken)),
  )
}
