import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { freshJson, json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'
import { answerOf } from '../release/answer.server.ts'
import { TestWish } from '../release/forms.ts'
import { actOnTest, showTest } from '../release/tests.server.ts'

/** A test conversation as its reader has it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { tx, role } = await requireWorkspaceMembership(request)
  const testId = z.uuid().safeParse(params['testId'])
  const test = testId.success ? await tx((work) => showTest(work, testId.data, role)) : null
  return test === null ? notFound() : freshJson(request, test)
}

/** What somebody found who read it, or playing it again, or deleting it. 409: another play counts by now. */
export async function action({ request, params }: ActionFunctionArgs) {
  const by = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const testId = z.uuid().safeParse(params['testId'])
  if (!testId.success) return notFound()
  const read = TestWish.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  return answerOf(await actOnTest(by, testId.data, read.data))
}
