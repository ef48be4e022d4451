import type { Page } from 'playwright-core'
import type { Texts } from '../../web/app/i18n/by-area.ts'
import en from '../../web/app/i18n/en.ts'
import enIntern from '../../web/app/i18n/en-intern.ts'
import id from '../../web/app/i18n/id.ts'
import idIntern from '../../web/app/i18n/id-intern.ts'

type Language = 'id' | 'en'
const TEXTS = { id: { ...id, ...idIntern }, en: { ...en, ...enIntern } }
const WORD = String.raw`[\p{L}\p{M}\p{N}]`

const valuesOf = (texts: Texts): string[] =>
  Object.values(texts).flatMap((value) => (typeof value === 'string' ? [value] : valuesOf(value)))

/** What stands between the values that are filled in; of a list each of its words. */
const piecesOf = (value: string): string[] => {
  const isList = /^[^\s,]+(,[^\s,]+){2,}$/.test(value)
  return (isList ? value.split(',') : value.split(/\{\{.*?\}\}/)).map((piece) =>
    piece.replace(/^[\s:·.,()“”]+|[\s:·.,()“”]+$/g, ''),
  )
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const asWords = (text: string) => new RegExp(`(?<!${WORD})${escaped(text)}(?!${WORD})`, 'u')

/** The words of the other language that no text of `language` has in it. */
function wordsForeignTo(language: Language): { piece: string; found: RegExp }[] {
  const [own, other] = language === 'id' ? [TEXTS.id, TEXTS.en] : [TEXTS.en, TEXTS.id]
  const ours = valuesOf(own).join('\n')
  return [...new Set(valuesOf(other).flatMap(piecesOf))]
    .filter((piece) => (piece.match(/\p{L}/gu) ?? []).length > 1 && !asWords(piece).test(ours))
    .map((piece) => ({ piece, found: asWords(piece) }))
}
const FOREIGN = { id: wordsForeignTo('id'), en: wordsForeignTo('en') }

/** What a text is called: shown where the text itself was not loaded. */
const NAMES = new Set(Object.values(TEXTS.id).flatMap((area) => (typeof area === 'string' ? [] : namesOf(area))))

function namesOf(texts: Texts, at = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    // Without a point it may be a word that somebody wrote.
    typeof value === 'string' ? (at === '' ? [] : [`${at}${key}`]) : namesOf(value, `${at}${key}.`),
  )
}

/** Everything that the page says to eyes and to screen readers, without what stands in `data`. */
async function textsOf(page: Page, data: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const isData = (one: Element | null) => selector !== '' && one?.closest(selector) != null
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode
      if (parentElement?.closest('script, style') == null && !isData(parentElement)) found.push(textContent ?? '')
    }
    for (const one of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
        if (!isData(one)) found.push(one.getAttribute(name) ?? '')
    return found.filter((text) => text.trim() !== '')
  }, data)
}

/** What of a page in `language` is in the other language or in none; what `data` selects was not written by us. */
export async function foreignTexts(page: Page, language: Language, data = ''): Promise<string[]> {
  const texts = await textsOf(page, data)
  const nameless = texts.filter((text) => NAMES.has(text.trim())).map((text) => `“${text}” has no words`)
  const foreign = texts.flatMap((text) =>
    FOREIGN[language].filter(({ found }) => found.test(text)).map(({ piece }) => `“${piece}” in “${text}”`),
  )
  return [...nameless, ...foreign]
}
