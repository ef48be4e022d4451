import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { TrialWish } from '../trial/forms.ts'
import { actInTrial, showPrompt, showTrial } from '../trial/trial.server.ts'

/** The person's trial of ARI; with `prompt`, what led to one reply of it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const replyId = new URL(request.url).searchParams.get('prompt')
  if (replyId === null) return freshJson(request, await tx((work) => showTrial(work, user.id)))
  const prompt = await tx((work) => showPrompt(work, user.id, replyId))
  return prompt === null ? notFound() : freshJson(request, prompt)
}

/** Something that the person says or does in it; answers how it stands then. */
export async function action({ request }: ActionFunctionArgs) {
  const by = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = TrialWish.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const problem = await actInTrial(by, read.data)
  if (problem !== null) return json({ problem }, problem === 'busy' ? 409 : 503)
  return json(await by.tx((work) => showTrial(work, by.user.id)))
}
