import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { answerOf } from '../release/answer.server.ts'
import { ReleaseWish } from '../release/forms.ts'
import { actOnRelease } from '../release/orders.server.ts'
import { showRelease } from '../release/release.server.ts'

/** How far the workspace is on its way to a release; 304 where nothing has changed since. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  return freshJson(request, await tx((work) => showRelease(work, role)))
}

/** What is done about the release. 409: something is in the way, and the answer says what. 503: nobody answered. */
export async function action({ request }: ActionFunctionArgs) {
  const by = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = ReleaseWish.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  return answerOf(await actOnRelease(by, read.data))
}
