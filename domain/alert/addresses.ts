/** Where a deployment may call: services outside, and servers on its own machine. */
export type Reach = { outside: boolean; local: boolean }

/** In production nothing on this machine or in its network is called for anybody; a demo calls nothing outside. */
export function reachOf({ nodeEnv, demoMode }: { nodeEnv: string; demoMode: boolean }): Reach {
  return { outside: !demoMode, local: nodeEnv !== 'production' }
}

/** Of the browsers' makers. Browsers give us the address of theirs, and anybody may say that they are a browser. */
const PUSH_SERVICES = [
  'fcm.googleapis.com',
  '.push.services.mozilla.com',
  '.push.apple.com',
  '.notify.windows.com',
] as const
const SLACK = ['hooks.slack.com', 'hooks.slack-gov.com'] as const
const LOCAL = new Set(['localhost', '127.0.0.1'])
const LONGEST = 2000

export type Judgement = 'allowed' | 'not_allowed' | 'outside_in_demo'

/** Whether it is an address at which a browser may be told something. */
export const judgePushAddress = (address: string, reach: Reach): Judgement => judge(address, PUSH_SERVICES, reach)

/** Whether it is an incoming webhook of Slack. */
export function judgeSlackAddress(address: string, reach: Reach): Judgement {
  const judged = judge(address, SLACK, reach)
  return judged === 'not_allowed' || /^\/(services|workflows|triggers)\/[\w/-]+$/.test(pathOf(address))
    ? judged
    : 'not_allowed'
}

function judge(address: string, hosts: readonly string[], reach: Reach): Judgement {
  const url = address.length > LONGEST ? null : URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return 'not_allowed'
  if (LOCAL.has(url.hostname)) return reach.local && /^https?:$/.test(url.protocol) ? 'allowed' : 'not_allowed'
  const isKnown = hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host))
  if (!isKnown || url.protocol !== 'https:' || url.port !== '') return 'not_allowed'
  return reach.outside ? 'allowed' : 'outside_in_demo'
}

function pathOf(address: string): string {
  return URL.parse(address)?.pathname ?? ''
}
