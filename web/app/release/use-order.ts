import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod/mini'
import { postJson } from '../inbox/api.ts'
import { POINTS } from '#schema/release.ts'
import type { LineProblemShown, ReadMeanwhile } from './contract.ts'

/** `numbers`: how far the release is, as the words of the problem name it. */
type Failed = { problem: string; numbers?: Record<string, number> }
type State = {
  busy: string | null
  errors: Record<string, string>
  failed: Failed | null
  lines: LineProblemShown[]
  /** Somebody read the same, and this is what they found. */
  meanwhile: ReadMeanwhile | null
}
type Wish = { do: string; [field: string]: unknown }
const AT_REST: State = { busy: null, errors: {}, failed: null, lines: [], meanwhile: null }

const Meanwhile = z.object({
  ...{ verdict: z.enum(['good', 'bad']), points: z.array(z.enum(POINTS)), comment: z.string() },
  ...{ readBy: z.nullable(z.string()), readAt: z.string() },
})
const Refused = z.object({ problem: z.string(), reading: z.optional(Meanwhile) })
const Numbers = z.record(z.string(), z.unknown())
const Lines = z.object({ lines: z.array(z.object({ line: z.number(), why: z.string() })) })
const Done = z.object({ added: z.optional(z.number()) })

/** Orders about the release; what is wrong stands by its field, what is in the way is said in words. */
export function useOrder(path = '/api/release') {
  const { t } = useTranslation('release')
  const { revalidate } = useRevalidator()
  const [state, setState] = useState(AT_REST)

  /** What was done; null where it was not. `doing` names it, where a page has several things to do. */
  async function order(body: Wish, doing: string = body.do): Promise<{ added?: number } | null> {
    // Until something is done, what somebody else found stays in sight.
    setState(({ meanwhile }) => ({ ...AT_REST, busy: doing, meanwhile }))
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
      // Their reading says it all.
      if (refused?.reading) return null
      if (refused) return { problem: refused.problem, numbers: numbersOf(answer.data) }
      return hasErrors ? null : { problem: answer.status === 0 ? 'unreachable' : 'failed' }
    }
    setState(({ meanwhile }) => ({
      ...{ busy: null, errors: answer.errors, failed: failed() },
      lines: Lines.safeParse(answer.data).data?.lines ?? [],
      meanwhile: refused?.reading ?? meanwhile,
    }))
    return null
  }

  const errorOf = (field: string): string | undefined => {
    const code = state.errors[field]
    return code === undefined ? undefined : t(`wrong.${code}`, { defaultValue: t('wrong.invalid') })
  }
  const trouble =
    state.failed &&
    t(`problems.${state.failed.problem}`, { ...state.failed.numbers, defaultValue: t('problems.failed') })
  const { busy, lines, meanwhile } = state
  return { busy, lines, meanwhile, trouble, order, errorOf, forget: () => setState(AT_REST) }
}

function numbersOf(data: unknown): Record<string, number> {
  const pairs = Object.entries(Numbers.safeParse(data).data ?? {})
  return Object.fromEntries(pairs.filter((pair): pair is [string, number] => typeof pair[1] === 'number'))
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
