import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { REASON_VALUES, REASONS } from '#domain/guardrails/reasons.ts'
import en from './app/i18n/en.ts'
import enIntern from './app/i18n/en-intern.ts'
import id from './app/i18n/id.ts'
import idIntern from './app/i18n/id-intern.ts'
import type { Texts } from './app/i18n/by-area.ts'

const APP = join(import.meta.dirname, 'app')
const SHOWN_ATTRIBUTES = new Set(['title', 'alt', 'placeholder', 'label', 'hint', 'aria-label', 'aria-description'])
/** Shown to developers only. */
const FOR_DEVELOPERS = /routes\/dev\.components|components\/ui\/showcase/

const flat = (texts: Texts, at = ''): Map<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${at}${key}`, value] as const] : [...flat(value, `${at}${key}.`)],
    ),
  )
const [indonesian, english] = [flat({ ...id, ...idIntern }), flat({ ...en, ...enIntern })]

describe('texts', () => {
  it('are there in Indonesian and in English, each with something in it', () => {
    expect([...indonesian.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of [...indonesian, ...english]) expect(text.trim(), key).not.toBe('')
  })

  it('name the same values in both languages', () => {
    const values = (text = '') => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort()
    for (const [key, text] of english)
      expect({ key, values: values(indonesian.get(key)) }).toEqual({ key, values: values(text) })
  })

  it('say each reason of a check with all that it names, and each word of ours in it', () => {
    const wanted = new Map<string, string>([
      ...Object.entries(REASONS).map(([code, sentence]) => [`reasons.${code}`, sentence] as const),
      ...Object.entries(REASON_VALUES).flatMap(([name, words]) =>
        typeof words === 'string' ? [] : words.map((word) => [`${name}.${word}`, ''] as const),
      ),
    ])
    const namesIn = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    for (const texts of [idIntern, enIntern]) {
      const said = flat(texts['check-reasons'] ?? {})
      expect([...said.keys()].sort()).toEqual([...wanted.keys()].sort())
      for (const [key, sentence] of wanted) expect(namesIn(said.get(key)), key).toEqual(namesIn(sentence))
    }
  })

  it('stand in the resources and not in the pages', () => {
    const found = sources().flatMap((file) => literalsIn(file))
    expect(found).toEqual([])
  })
})

function sources(): string[] {
  return readdirSync(APP, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx') && !FOR_DEVELOPERS.test(file))
}

/** Words that a reader would see, written into the markup. */
function literalsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const note = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    // A key of the keyboard has its name in every language.
    const isKey = ts.isJsxElement(node.parent) && node.parent.openingElement.tagName.getText() === 'Kbd'
    if (/\p{L}/u.test(text) && !isKey) found.push(`${file.slice(APP.length + 1)}:${String(line + 1)} ${text.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text)
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      ts.isStringLiteralLike(node.expression) &&
      !ts.isJsxAttribute(node.parent)
    )
      note(node, node.expression.text)
    if (ts.isJsxAttribute(node) && SHOWN_ATTRIBUTES.has(node.name.getText()) && node.initializer) {
      const { initializer } = node
      if (ts.isStringLiteral(initializer)) note(node, initializer.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
