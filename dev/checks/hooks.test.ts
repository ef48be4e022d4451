import { join } from 'node:path'
import { ESLint } from 'eslint'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
/** The rules go by the file; what it holds is given here. */
const FILE = join(ROOT, 'web/app/routes/_index.tsx')

const component = (body: string) => `import { useState } from 'react'

export default function Fixture({ isOpen }: { isOpen: boolean }) {
  ${body}
}
`
const CONDITIONAL = component(`if (isOpen) {
    const [text] = useState('')
    return <p>{text}</p>
  }
  return null`)
const AFTER_RETURN = component(`if (!isOpen) return null
  const [text] = useState('')
  return <p>{text}</p>`)
const GOOD = component(`const [text] = useState('')
  return isOpen ? <p>{text}</p> : null`)

it('TS-13 a hook that is called on a condition fails the lint', { timeout: 60_000 }, async () => {
  const eslint = new ESLint({ cwd: ROOT })
  const errorsIn = async (text: string) => {
    const [result] = await eslint.lintText(text, { filePath: FILE })
    return result?.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId)
  }
  expect(await errorsIn(CONDITIONAL)).toEqual(['react-hooks/rules-of-hooks'])
  expect(await errorsIn(AFTER_RETURN)).toEqual(['react-hooks/rules-of-hooks'])
  expect(await errorsIn(GOOD)).toEqual([])
})
