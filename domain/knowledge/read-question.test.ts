import { describe, expect, it } from 'vitest'
import { readQuestion } from './read-question.ts'

const asked = (question: string) => readQuestion(question).terms.map((term) => term.asked)
const wordsFor = (question: string, term: string, own: string[][] = []) =>
  readQuestion(question, own).terms.find((one) => one.asked === term)?.words ?? []

describe('what a question is about', () => {
  it.each([
    ['Halo kak, saya mau tanya dong', []],
    ['Hello, could you please tell me', []],
    ['sy mau tanya syarat visa pelajar', ['syarat', 'visa pelajar']],
    ['What are the entry requirements?', ['entry', 'requirements']],
    ['ielts 6.5 cukup ga', ['ielts', '6.5', 'cukup']],
    ['kuliah, kuliah, KULIAH', ['kuliah']],
    ['', []],
  ])('%s', (question, terms) => {
    expect(asked(question)).toEqual(terms)
  })

  it('takes the longest phrase that means something by itself', () => {
    expect(asked('tes bahasa inggris')).toEqual(['tes bahasa inggris'])
    expect(asked('bahasa inggris')).toEqual(['bahasa inggris'])
    expect(wordsFor('kuliah di inggris', 'inggris')).toContainEqual({ text: 'uk', by: 'synonym' })
    expect(wordsFor('bahasa inggris', 'bahasa inggris')).not.toContainEqual({ text: 'uk', by: 'synonym' })
  })

  it('looks for words of the other language and of the same meaning, also behind an ending', () => {
    expect(wordsFor('jurusannya apa', 'jurusannya')).toEqual(
      expect.arrayContaining([
        { text: 'jurusan', by: 'word' },
        { text: 'program', by: 'synonym' },
        { text: 'course', by: 'synonym' },
      ]),
    )
  })

  it('looks for what the answer will speak of, one way only', () => {
    expect(wordsFor('kpn', 'kapan')).toContainEqual({ text: 'intake', by: 'hint' })
    expect(wordsFor('intake', 'intake').map(({ text }) => text)).not.toContain('kapan')
  })

  it('knows the synonyms of the workspace beside its own', () => {
    const own = [['paket hemat', 'program reguler']]
    expect(wordsFor('paket hemat', 'paket hemat', own)).toEqual([
      { text: 'paket hemat', by: 'word' },
      { text: 'program reguler', by: 'synonym' },
    ])
    expect(asked('paket hemat')).toEqual(['paket', 'hemat'])
  })

  it('says in which language it is asked, once it is written in full', () => {
    expect(readQuestion('brp lama').language).toBe('id')
    expect(readQuestion('how long does it take').language).toBe('en')
    expect(readQuestion('visa').language).toBeNull()
  })

  it('reads no more than the beginning of a very long message', () => {
    const long = Array.from({ length: 500 }, (_, at) => `kata${String(at)}`).join(' ')
    expect(readQuestion(long).terms).toHaveLength(24)
  })
})
