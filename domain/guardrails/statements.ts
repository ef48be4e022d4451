import { isNumberWord } from './numbers.ts'
import { reason } from './reasons.ts'
import type { ReadSource } from './sources.ts'
import { fold, sentences, wordsOf } from './text.ts'
import { isCommon, stemsOf } from './vocabulary.ts'

// Words of rules: a sentence with one of them states a policy, and hardly a word of it may be its own.
const RULE =
  /\b(?:wajib|harus|dilarang|tidak boleh|tak boleh|boleh|hanya (?:boleh|bisa|dapat)|kebijakan|aturan|ketentuan|peraturan|tidak perlu|tanpa|must|mandatory|required|not allowed|allowed|may not|cannot|can't|only|policy|policies|rules?|no need|never|prohibited|forbidden|everyone|nobody|selalu|always|semua(?:nya)?|all|setiap|each|alumni|berlaku)\b/u
// What takes up the customer's words, to note them or to say that nothing is known of them.
const TAKES_UP =
  /\b(?:catat|dicatat|noted|baik|oke|ok|siap|sip|wah|mantap|salam kenal|halo|menarik|ganti|terima kasih|makasih|selamat (?:pagi|siang|sore|malam)|thanks?|great|good|nice|all right|that is|belum ada|tidak ada|(?:do not|don't) have)\b/u

/**
 * Whether the reply states what it was not given: each statement's words, but for those of small talk, must stand in
 * the sources. A few may be the reply's own, fewer where it states a rule; questions state nothing.
 */
export function unsupportedIn(reply: string, sources: readonly ReadSource[]): string | null {
  const firm = sources.filter(({ kind }) => kind !== 'customer')
  const said = sources.filter(({ kind }) => kind === 'customer')
  for (const { text, asks } of sentences(reply)) {
    const words = fold(text)
    const rules = RULE.test(words)
    const theirs = TAKES_UP.test(words) && !rules
    const own = new Set<string>()
    let supported = 0
    for (const word of wordsOf(words)) {
      if (word.length < 3 || /\d/.test(word) || isNumberWord(word)) continue
      if (isCommon(word)) continue
      if (stands(word, firm)) supported += 1
      else if (!((theirs || asks) && stands(word, said))) own.add(word)
    }
    const share = own.size / (own.size + supported)
    const most = asks ? { words: 3, share: 0.6 } : rules ? { words: 1, share: 0.34 } : { words: 2, share: 0.3 }
    if (own.size >= most.words && share >= most.share) return rules ? reason('uncited_rule') : reason('uncited')
  }
  return null
}

const stands = (word: string, sources: readonly ReadSource[]) =>
  sources.some(({ words }) => stemsOf(word).some((stem) => words.has(stem)))
