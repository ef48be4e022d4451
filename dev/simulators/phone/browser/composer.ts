import type { ThreadView } from '../../whatsapp/control.ts'
import type { ThreadMessage } from '../../whatsapp/shapes.ts'
import { Refused, type Inbound } from './api.ts'
import { isTooBig, kindOf, messageWith, mostOf } from './attachment.ts'
import { openAttachments, openVoice } from './attach-sheets.ts'
import { summaryOf } from './content.ts'
import type { Context } from './context.ts'
import { h, icon, iconButton, newId } from './dom.ts'
import { draftOf, keepDraft, type Draft } from './drafts.ts'
import { createOutbox, piecesOf, SIMULATOR_LIMIT, TEXT_LIMIT, writtenText, type Posted } from './outbox.ts'

export type Composer = ReturnType<typeof createComposer>

/** Where the customer writes. What could not be sent comes back here, and nothing is ever lost. */
export function createComposer(context: Context) {
  const { t, store, session } = context
  const outbox = createOutbox({ send: (target, what) => session.say(target, what), giveBack })
  const hintId = newId('long')
  const text = h('textarea', {
    class: 'composer-text',
    rows: 1,
    'aria-label': t('composer.label'),
    placeholder: t('composer.placeholder'),
    'aria-describedby': hintId,
    enterkeyhint: 'send',
  })
  const notice = h('div', { class: 'composer-notice', role: 'alert', hidden: true })
  const long = h('div', { class: 'composer-long', id: hintId, role: 'status', hidden: true })
  const above = h('div', { class: 'composer-above' })
  const attach = iconButton('plus', t('composer.attach'), { class: 'icon-button attach' })
  const go = iconButton('mic', t('composer.voice'), { class: 'icon-button go' })
  let thread: ThreadView | undefined
  let draft: Draft = { text: '' }

  attach.addEventListener('click', () => openAttachments(context, stage))
  go.addEventListener('click', () => {
    if (isEmpty()) openVoice(context, (file) => stageAndSend(file))
    else submit()
  })
  text.addEventListener('input', () => update({ text: text.value }))
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  text.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0]
    if (!file) return
    event.preventDefault()
    stage(file)
  })

  const isEmpty = () => draft.text.trim() === '' && !draft.file

  function update(change: Partial<Draft>) {
    draft = { ...draft, ...change }
    if (thread) keepDraft(thread.customer.key, draft)
    show()
  }

  function show() {
    if (text.value !== draft.text) text.value = draft.text
    text.style.height = 'auto'
    // Not laid out yet, it has no height to go by.
    if (text.scrollHeight > 0) text.style.height = `${String(Math.min(text.scrollHeight, 132))}px`
    text.placeholder = t(draft.file ? 'composer.caption' : 'composer.placeholder')
    const label = t(isEmpty() ? 'composer.voice' : 'composer.send')
    go.replaceChildren(icon(isEmpty() ? 'mic' : 'send', 22))
    go.setAttribute('aria-label', label)
    go.title = label
    showLong()
  }

  function showLong() {
    const { length } = draft.text
    long.hidden = length < TEXT_LIMIT - 200
    if (long.hidden) return
    if (length <= TEXT_LIMIT) {
      long.replaceChildren(h('p', { class: 'hint' }, t('composer.count', { n: length })))
      return
    }
    const pieces = piecesOf(draft.text)
    const parts = h('button', { type: 'button', class: 'button' }, t('composer.long.parts', { n: pieces.length }))
    parts.addEventListener('click', () => sendTexts(pieces))
    const whole = h(
      'button',
      { type: 'button', class: 'button quiet', disabled: length > SIMULATOR_LIMIT },
      t('composer.long.whole'),
    )
    whole.addEventListener('click', () => sendTexts([draft.text]))
    long.replaceChildren(
      h('p', {}, t('composer.long', { n: length })),
      h('div', { class: 'chips' }, parts, whole),
      ...(length > SIMULATOR_LIMIT ? [h('p', { class: 'hint' }, t('composer.long.most'))] : []),
    )
  }

  function showAbove() {
    above.replaceChildren(
      ...[draft.replyTo && replyView(draft.replyTo), draft.file && fileView(draft.file)].filter(
        (one) => one !== undefined,
      ),
    )
  }

  function replyView(message: ThreadMessage): HTMLElement {
    const own = message.direction === 'in'
    const { icon: name, text: said } = summaryOf(message, store.get().templates, t)
    return h(
      'div',
      { class: `quote ${own ? 'of-own' : 'of-theirs'}`, 'data-reply': true },
      h('span', { class: 'quote-author truncate' }, own ? t('message.yours') : context.business()),
      h('span', { class: 'quote-text' }, name && icon(name, 14), said.slice(0, 300)),
      iconButton('close', t('composer.reply.cancel'), {
        click: () => {
          update({ replyTo: undefined })
          showAbove()
          text.focus()
        },
      }),
    )
  }

  function fileView(file: File): HTMLElement {
    const picture = kindOf(file) === 'image' && h('img', { alt: '', class: 'staged-picture' })
    if (picture) {
      picture.src = URL.createObjectURL(file)
      picture.addEventListener('load', () => URL.revokeObjectURL(picture.src))
    }
    return h(
      'div',
      { class: 'staged' },
      picture || icon('file', 24),
      h('span', { class: 'truncate', title: file.name }, file.name),
      h('span', { class: 'hint number' }, `${String(Math.max(1, Math.round(file.size / 1024)))} KB`),
      iconButton('close', t('composer.file.remove'), {
        click: () => {
          update({ file: undefined })
          showAbove()
          text.focus()
        },
      }),
    )
  }

  /** Puts a file beside the text, if WhatsApp would take it. */
  function stage(file: File): boolean {
    if (file.size === 0) say(t('attach.empty', { name: file.name }))
    else if (isTooBig(file)) say(t('attach.too.big', { name: file.name, most: mostOf(file) }))
    else {
      say('')
      update({ file })
      showAbove()
      text.focus()
      return true
    }
    return false
  }

  function stageAndSend(file: File) {
    if (stage(file)) submit()
  }

  function submit() {
    const { file, text: written, replyTo } = draft
    // One file at a time, so that there is room for it should it come back.
    if (!thread || isEmpty() || (file && outbox.hasFile())) return
    if (written.length > TEXT_LIMIT) {
      // The notice stands there already, with what can be done.
      long.querySelector('button')?.focus()
      return
    }
    if (!file) {
      sendTexts([written])
      return
    }
    outbox.post({
      thread,
      text: written,
      file,
      replyTo,
      what: async () => quoting(replyTo, await messageWith(file, written.trim())),
    })
    empty()
  }

  function sendTexts(pieces: readonly string[]) {
    if (!thread) return
    const target = thread
    const posted = pieces.map((piece, at): Posted => {
      const replyTo = at === 0 ? draft.replyTo : undefined
      return { thread: target, text: piece, continues: at > 0, replyTo, what: () => quoting(replyTo, { text: piece }) }
    })
    outbox.post(...posted)
    empty()
  }

  function quoting(replyTo: ThreadMessage | undefined, what: Inbound): Inbound {
    return { ...what, ...(replyTo && { contextId: replyTo.id }) }
  }

  function empty() {
    say('')
    update({ text: '', file: undefined, replyTo: undefined })
    showAbove()
    text.focus()
  }

  /** In front of what was written meanwhile. */
  function giveBack(unsent: readonly Posted[], error: unknown) {
    for (const [customer, theirs] of Map.groupBy(unsent, (one) => one.thread.customer.key)) {
      const now = draftOf(customer)
      const file = theirs.find((one) => one.file)?.file ?? now.file
      const replyTo = theirs[0]?.replyTo ?? now.replyTo
      keepDraft(customer, { text: writtenText([...theirs, ...(now.text ? [now] : [])]), file, replyTo })
      if (thread?.customer.key !== customer) continue
      draft = draftOf(customer)
      show()
      showAbove()
      say(t('composer.failed', { reason: reasonOf(error) }))
    }
  }

  const reasonOf = (error: unknown) => (error instanceof Refused && error.message ? error.message : t('reason.away'))

  function say(problem: string) {
    notice.hidden = problem === ''
    notice.replaceChildren(
      icon('warn', 18),
      h('span', {}, problem),
      iconButton('close', t('composer.dismiss'), { click: () => say('') }),
    )
  }

  /** There is no text to lose here, so it is said that it has to be done again. */
  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act()
      say('')
      return true
    } catch (error) {
      say(t('composer.choice.failed', { reason: reasonOf(error) }))
      return false
    }
  }

  store.watch(
    ({ thread: now }) => [now],
    ([now]) => {
      const another = now?.customer.key !== thread?.customer.key
      thread = now
      if (!another) return
      draft = now ? draftOf(now.customer.key) : { text: '' }
      say('')
      show()
      showAbove()
    },
  )

  return {
    element: h(
      'footer',
      { class: 'composer' },
      notice,
      long,
      above,
      h('div', { class: 'composer-line' }, h('div', { class: 'composer-box' }, attach, text), go),
    ),

    attempt,

    choose: (what: Inbound): Promise<boolean> => {
      const target = thread
      return target ? attempt(() => session.say(target, what)) : Promise.resolve(false)
    },

    reply(message: ThreadMessage) {
      update({ replyTo: message })
      showAbove()
      text.focus()
    },
  }
}
