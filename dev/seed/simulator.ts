import { company } from '../demo/company.ts'
import { templates } from '../demo/templates.ts'
import { DEMO_ACCESS_TOKEN, DEMO_ACCOUNT_ID, DEMO_PHONE, DEMO_PHONE_NUMBER_ID } from './workspace.ts'

export type DemoNumber = { webhookUrl: string; appSecret: string; verifyToken: string }

/**
 * Tells the WhatsApp simulator about the demo's number, and hands in its templates, if it runs. Resolves to whether it
 * does.
 */
export async function registerNumber(
  port: number,
  { webhookUrl, appSecret, verifyToken }: DemoNumber,
): Promise<boolean> {
  const number = {
    webhookUrl,
    appSecret,
    verifyToken,
    accessToken: DEMO_ACCESS_TOKEN,
    displayPhoneNumber: DEMO_PHONE,
    verifiedName: company.name,
    wabaId: DEMO_ACCOUNT_ID,
  }
  const response = await fetch(`http://127.0.0.1:${port}/control/numbers/${DEMO_PHONE_NUMBER_ID}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(number),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null)
  if (response === null) return false
  if (!response.ok) throw new RangeError(`The WhatsApp simulator refused the demo's number: ${await response.text()}`)
  await Promise.all(templates.map((template) => handIn(port, template)))
  return true
}

/** As a business does; one that is there already is refused, and stays. */
async function handIn(port: number, template: (typeof templates)[number]): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v24.0/${DEMO_ACCOUNT_ID}/message_templates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${DEMO_ACCESS_TOKEN}` },
    body: JSON.stringify(template),
    signal: AbortSignal.timeout(5_000),
  })
  await response.body?.cancel()
}
