import type { ActionFunctionArgs } from '@remix-run/node'
import { postToSlack } from '#clients/slack/webhook.ts'
import { findSlackEar } from '#db/queries/alert-ears.ts'
import { removeSlack, saveSlack } from '#db/queries/alert-settings.ts'
import { judgeSlackAddress } from '#domain/alert/addresses.ts'
import { testWords } from '#domain/alert/words.ts'
import { problemsIn, SlackForm } from '../alerts/forms.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { preferencesOf } from '../preferences.server.ts'
import { services } from '../services.server.ts'

/** As much of the address as tells one from another. */
const SHOWN = 4

/** Where the workspace is told in Slack: set, taken away, or tried. The address is never shown again. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = SlackForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const by = { userId: user.id, workspaceId: workspace.id }
  const { sealer, reach } = services()
  const { language } = preferencesOf(request, user)
  if (read.data.order === 'set') {
    const { webhookUrl } = read.data
    const judged = judgeSlackAddress(webhookUrl, reach)
    if (judged !== 'allowed') return json({ errors: { webhookUrl: PROBLEM[judged] } }, 400)
    const slack = { webhookSealed: sealer.seal(webhookUrl), ending: webhookUrl.slice(-SHOWN), language }
    await tx((work) => saveSlack(work, slack, by))
    return json({ ending: slack.ending })
  }
  if (read.data.order === 'remove') return (await tx((work) => removeSlack(work, by))) ? json({}) : notFound()
  const ear = await tx((work) => findSlackEar(work, workspace.id))
  if (ear === undefined) return notFound()
  const address = sealer.open(ear.webhookSealed)
  const judged = judgeSlackAddress(address, reach)
  if (judged !== 'allowed') return json({ errors: { webhookUrl: PROBLEM[judged] } }, 400)
  const { title, text } = testWords(language)
  return json({ outcome: await postToSlack(address, `*${title}*\n${text}`) })
}

const PROBLEM = { not_allowed: 'not_slack', outside_in_demo: 'outside_in_demo' } as const
