import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../inbox/api.ts'

type State = { busy: string | null; errors: Record<string, string>; problem: 'failed' | 'gone' | null }
const AT_REST: State = { busy: null, errors: {}, problem: null }

/** Sends what was filled in; what the server refuses stands by its field, in words. */
export function useSend() {
  const { t } = useTranslation('slots')
  const { revalidate } = useRevalidator()
  const [state, setState] = useState(AT_REST)

  /** True when it is done, and the page is told anew. `doing` names it, where a page sends several things. */
  async function send(path: string, body: object, doing = 'save'): Promise<boolean> {
    setState({ ...AT_REST, busy: doing })
    const answer = await postJson(path, body)
    if (answer.ok) {
      setState(AT_REST)
      revalidate()
      return true
    }
    if (answer.status === 404) revalidate()
    const hasErrors = Object.keys(answer.errors).length > 0
    const problem = answer.status === 404 ? 'gone' : hasErrors ? null : 'failed'
    setState({ busy: null, errors: answer.errors, problem })
    return false
  }

  const errorOf = (field: string): string | undefined => {
    const code = state.errors[field]
    if (code === undefined) return undefined
    // What the schema has no code of ours for can only come of a request that no page makes.
    return /^[a-z_]+$/.test(code)
      ? t(`problems.${code}`, { defaultValue: t('problems.invalid') })
      : t('problems.invalid')
  }
  return {
    ...state,
    send,
    errorOf,
    /** What was changed is no longer wrong, as far as anybody knows. */
    forget: (isChanged: (field: string) => boolean) =>
      setState((before) => ({
        ...before,
        errors: Object.fromEntries(Object.entries(before.errors).filter(([field]) => !isChanged(field))),
      })),
  }
}
