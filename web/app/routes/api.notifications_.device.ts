import type { ActionFunctionArgs } from '@remix-run/node'
import { isDeviceOf, findOwnDevice, removeDevice, saveDevice } from '#db/queries/alert-settings.ts'
import { judgePushAddress } from '#domain/alert/addresses.ts'
import { testWords } from '#domain/alert/words.ts'
import type { DeviceAnswer } from '../alerts/contract.ts'
import { DeviceForm, problemsIn } from '../alerts/forms.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { preferencesOf } from '../preferences.server.ts'
import { services } from '../services.server.ts'

/** Turns push on or off in a browser, says whether it is on, or shows what it is like. */
export async function action({ request }: ActionFunctionArgs) {
  const { tx, user, session } = await requireWorkspaceMembership(request)
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  const read = DeviceForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const order = read.data
  const whose = { userId: user.id, sessionId: session.id }
  if (order.order === 'on') {
    const judged = judgePushAddress(order.subscription.endpoint, services().reach)
    if (judged !== 'allowed') return json({ errors: { endpoint: judged } }, 400)
    await tx((work) => saveDevice(work, order.subscription, whose))
    return json({ isOn: true } satisfies DeviceAnswer)
  }
  const { endpoint } = order
  if (order.order === 'known')
    return json({ isOn: await tx((work) => isDeviceOf(work, endpoint, whose)) } satisfies DeviceAnswer)
  if (order.order === 'off') {
    await tx((work) => removeDevice(work, endpoint, whose))
    return json({ isOn: false } satisfies DeviceAnswer)
  }
  const [device, keys] = [await tx((work) => findOwnDevice(work, endpoint, user.id)), await services().pushKeys()]
  if (device === undefined || keys === undefined) return notFound()
  const words = testWords(preferencesOf(request, user).language)
  const outcome = await services().pusher.send(keys, device, { topic: 'test', data: { ...words, tag: 'test' } })
  if (outcome === 'gone') await tx((work) => removeDevice(work, endpoint, whose))
  return json({ outcome } satisfies DeviceAnswer)
}
