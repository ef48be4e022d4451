import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../inbox/api.ts'

type State = { busy: string | null; errors: Record<string, string>; hasFailed: boolean }
const AT_REST: State = { busy: null, errors: {}, hasFailed: false }

/** Sends an order to the server; what it refuses stands by its field, in words. */
export function useOrder(path: string) {
  const { t } = useTranslation('alerts')
  const { revalidate } = useRevalidator()
  const [state, setState] = useState(AT_REST)

  /** What came of it, or null where it was not done. */
  async function send<T>(body: object, doing: string): Promise<T | null> {
    setState({ ...AT_REST, busy: doing })
    const answer = await postJson<T>(path, body)
    if (!answer.ok) {
      const hasErrors = Object.keys(answer.errors).length > 0
      setState({ busy: null, errors: answer.errors, hasFailed: !hasErrors })
      return null
    }
    setState(AT_REST)
    revalidate()
    return answer.data
  }

  function errorOf(field: string): string | undefined {
    const code = state.errors[field]
    return code === undefined ? undefined : t(`problems.${code}`, { defaultValue: t('problems.invalid') })
  }

  return { ...state, send, errorOf }
}
