import type { ReadSource } from './sources.ts'
import { fold, sentences, wordsOf } from './text.ts'
import { isCommon, stemsOf } from './vocabulary.ts'

// Names that belong to the talk of any consultancy and state nothing by themselves.
// prettier-ignore
const EVERYBODYS = new Set(('kak kakak bapak ibu mbak mas anda whatsapp wa wib wita wit ielts toefl ibt itp pte duolingo academic cv pdf s1 s2 s3 d3 sma smk sd ' +
  'indonesia indonesian inggris english zoom it mba msc bsc llm ipk gpa ok waalaikumsalam assalamualaikum waalaikumussalam alhamdulillah insyaallah ' +
  'jan feb mar apr mei jun jul agu ags aug sep sept okt oct nov des dec mon tue tues wed thu thur thurs fri sat sun').split(' '))

const NAME = /(?<![\p{L}\p{N}@/._-])\p{Lu}[\p{L}\p{N}]*(?:['’-]\p{L}+)*/gu

/** The names in a reply that stand in none of the sources: capital letters tell them, other than at a sentence's start. */
export function unknownNamesIn(reply: string, sources: readonly ReadSource[]): string[] {
  return sentences(reply).flatMap(({ text }) => {
    const names = [...text.replace(/\S+@\S+|(?:https?:\/\/|www\.)\S+/g, '').matchAll(NAME)]
    return names
      .filter(
        ({ index }, place) =>
          !isOpening(text, index) || names[place + 1]?.index === index + (names[place]?.[0].length ?? 0) + 1,
      )
      .flatMap(([name]) => wordsOf(fold(name).replace(/-.*/, '')))
      .filter((word) => word.length > 1 && !isKnown(word, sources))
  })
}

/** At the start of a sentence, a quotation, a list's item or after a colon any word has a capital letter. */
const isOpening = (text: string, at: number) => /(?:^|[:("“*_-]\s*|[.!?]\s+)$/u.test(text.slice(0, at))

function isKnown(word: string, sources: readonly ReadSource[]): boolean {
  return (
    EVERYBODYS.has(word) || isCommon(word) || sources.some(({ words }) => stemsOf(word).some((stem) => words.has(stem)))
  )
}
