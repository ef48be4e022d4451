/** `refused`: Slack will not take it there, however often it is asked. */
export type SlackOutcome = 'told' | 'refused' | 'away'

const PATIENCE_MS = 5000

/** Posts to an incoming webhook of a workspace. Whoever calls has judged the address. */
export async function postToSlack(webhookUrl: string, text: string): Promise<SlackOutcome> {
  try {
    const answer = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await answer.body?.cancel()
    if (answer.ok) return 'told'
    return answer.status === 429 || answer.status >= 500 ? 'away' : 'refused'
  } catch {
    return 'away'
  }
}
