import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { mayTurnOn, switchAri } from '#db/queries/workspace-floor.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { problemsOf } from '../inbox/problems.server.ts'

const Wish = z.object({ on: z.boolean('invalid') })

/** Turns ARI on or off for every conversation of the workspace. When it is answered, nothing of ARI's goes out any more. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = Wish.safeParse(await fieldsOf(request))
  if (!read.success) return json(problemsOf(read.error), 400)
  const { on } = read.data
  const changed = await tx(async (work) => {
    // Stopped for what it said: it comes back under full review, from where that incident is dealt with.
    if (on && !(await mayTurnOn(work))) return 'incident'
    return switchAri(work, { workspaceId: workspace.id, actor: user.id, on })
  })
  return changed === 'incident' ? json({ errors: { on: 'incident' } }, 409) : json({ on, changed }, 200)
}
