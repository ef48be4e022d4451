/** `refused`: Slack will not take it there, however often it is asked. */
export type SlackOutcome = 'told' | 'refused' | 'away'

type Way = { post?: typeof fetch; redirect?: RequestRedirect }

const PATIENCE_MS = 5000

/** Posts words to an incoming webhook of Slack's, and gives what it answered. Throws where it does not within 5 seconds. */
export async function postWords(
  webhookUrl: string,
  text: string,
  { post = fetch, redirect = 'follow' }: Way = {},
): Promise<Pick<Response, 'ok' | 'status'>> {
  const answer = await post(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
    redirect,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  await answer.body?.cancel()
  return answer
}

/** Posts to an incoming webhook of a workspace. Whoever calls has judged the address, and not where it would lead on to. */
export async function postToSlack(webhookUrl: string, text: string): Promise<SlackOutcome> {
  try {
    const { ok, status } = await postWords(webhookUrl, text, { redirect: 'error' })
    if (ok) return 'told'
    return status === 429 || status >= 500 ? 'away' : 'refused'
  } catch {
    return 'away'
  }
}
