import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { decideDraft } from '../review/decide.server.ts'
import { ReviewOrderForm } from '../review/forms.ts'
import { loadHeldOrGone } from '../review/queue.server.ts'

/** One held draft, with all that a decision needs; of one that waits no more, what became of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const draftId = z.uuid().safeParse(params['draftId'])
  const answer = draftId.success ? await tx((work) => loadHeldOrGone(work, draftId.data)) : null
  return answer === null ? notFound() : json(answer)
}

/** Decides about a held draft. 409: it waits no more. 422: the edit breaks a check. 503: nobody answered; try again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const member = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const draftId = z.uuid().safeParse(params['draftId'])
  if (!draftId.success) return notFound()
  const read = ReviewOrderForm.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const answer = await decideDraft(member, draftId.data, read.data)
  return json(answer, { done: 200, gone: 409, check: 422, unavailable: 503 }[answer.outcome])
}
