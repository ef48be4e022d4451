import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod/mini'
import { postJson } from '../inbox/api.ts'
import type { LineProblemShown } from './contract.ts'

type Failed = { problem: string; read?: number; minimum?: number; bad?: number }
type State = { busy: string | null; errors: Record<string, string>; failed: Failed | null; lines: LineProblemShown[] }
type Wish = { do: string; [field: string]: unknown }
const AT_REST: State = { busy: null, errors: {}, failed: null, lines: [] }

const Refused = z.object({
  problem: z.string(),
  ...{ read: z.optional(z.number()), minimum: z.optional(z.number()), bad: z.optional(z.number()) },
})
const Lines = z.object({ lines: z.array(z.object({ line: z.number(), why: z.string() })) })
const Done = z.object({ added: z.optional(z.number()) })

/** Orders about the release; what is wrong stands by its field, what is in the way is said in words. */
export function useOrder(path = '/api/release') {
  const { t } = useTranslation('release')
  const { revalidate } = useRevalidator()
  const [state, setState] = useState(AT_REST)

  /** What was done; null where it was not. `doing` names it, where a page has several things to do. */
  async function order(body: Wish, doing: string = body.do): Promise<{ added?: number } | null> {
    setState({ ...AT_REST, busy: doing })
    const answer = await postJson<unknown>(path, body)
    if (answer.ok) {
      setState(AT_REST)
      revalidate()
      const { added } = Done.safeParse(answer.data).data ?? {}
      return added === undefined ? {} : { added }
    }
    const refused = Refused.safeParse(answer.data).data
    const hasErrors = Object.keys(answer.errors).length > 0
    const failed = (): Failed | null => {
      if (refused) return { problem: refused.problem, ...numbersOf(refused) }
      return hasErrors ? null : { problem: answer.status === 0 ? 'unreachable' : 'failed' }
    }
    setState({
      ...{ busy: null, errors: answer.errors, failed: failed() },
      lines: Lines.safeParse(answer.data).data?.lines ?? [],
    })
    return null
  }

  const errorOf = (field: string): string | undefined => {
    const code = state.errors[field]
    return code === undefined ? undefined : t(`wrong.${code}`, { defaultValue: t('wrong.invalid') })
  }
  const trouble =
    state.failed && t(`problems.${state.failed.problem}`, { ...state.failed, defaultValue: t('problems.failed') })
  return { busy: state.busy, lines: state.lines, trouble, order, errorOf, forget: () => setState(AT_REST) }
}

function numbersOf({ read, minimum, bad }: z.infer<typeof Refused>) {
  return {
    ...(read !== undefined && { read }),
    ...(minimum !== undefined && { minimum }),
    ...(bad !== undefined && { bad }),
  }
}

const ASK_AGAIN_MS = 1_200

/** While something is under way the page asks again how far it is. */
export function useFollow(isUnderWay: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isUnderWay) return undefined
    const timer = setInterval(revalidate, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isUnderWay, revalidate])
}
