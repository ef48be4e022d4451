import { postJson } from '../inbox/api.ts'
import type { DeviceAnswer, DeviceOrder } from './contract.ts'

/** How push stands in this browser. `iphone`: only a page on the home screen is told there. */
export type DeviceState = 'unsupported' | 'iphone' | 'denied' | 'off' | 'on'

const WORKER = '/push-worker.js'

/** How it stands by the browser and by the server. */
export async function stateOfDevice(): Promise<DeviceState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return /iPhone|iPad/.test(navigator.userAgent) ? 'iphone' : 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const subscription = await findSubscription()
  if (Notification.permission !== 'granted' || subscription === null) return 'off'
  const answer = await order({ order: 'known', endpoint: subscription.endpoint })
  return answer !== null && 'isOn' in answer && answer.isOn ? 'on' : 'off'
}

/** Asks the person, then the browser, then the server; `failed` where one of the latter would not. */
export async function turnOn(pushKey: string): Promise<DeviceState | 'failed'> {
  if ((await Notification.requestPermission()) !== 'granted')
    return Notification.permission === 'denied' ? 'denied' : 'off'
  try {
    await navigator.serviceWorker.register(WORKER)
    const { pushManager } = await navigator.serviceWorker.ready
    const known = await pushManager.getSubscription()
    // One that was made for other keys would take nothing of ours.
    if (known !== null && !isFor(known, pushKey)) await known.unsubscribe()
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) })
    return (await keep(subscription)) ? 'on' : 'failed'
  } catch {
    return 'failed'
  }
}

export async function turnOff(): Promise<DeviceState | 'failed'> {
  const subscription = await findSubscription()
  if (subscription === null) return 'off'
  if ((await order({ order: 'off', endpoint: subscription.endpoint })) === null) return 'failed'
  await subscription.unsubscribe().catch(() => false)
  return 'off'
}

/** Sends one to this browser; what became of it, or null where the server could not be reached. */
export async function tryDevice(): Promise<'told' | 'gone' | 'refused' | 'away' | null> {
  const subscription = await findSubscription()
  if (subscription === null) return 'gone'
  const answer = await order({ order: 'test', endpoint: subscription.endpoint })
  return answer !== null && 'outcome' in answer ? answer.outcome : null
}

/** After signing in anew it is on again where it was: it hangs on the session. */
export async function renewDevice(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('Notification' in window) || Notification.permission !== 'granted') return
  const subscription = await findSubscription()
  if (subscription === null) return
  const answer = await order({ order: 'known', endpoint: subscription.endpoint })
  if (answer !== null && 'isOn' in answer && !answer.isOn) await keep(subscription)
}

async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function keep(subscription: PushSubscription): Promise<boolean> {
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const answer = await order({
    order: 'on',
    subscription: { endpoint, p256dh: plain(keys['p256dh']), auth: plain(keys['auth']) },
  })
  return answer !== null
}

async function order(wish: DeviceOrder): Promise<DeviceAnswer | null> {
  const answer = await postJson<DeviceAnswer>('/api/notifications/device', wish)
  return answer.ok ? answer.data : null
}

const plain = (key = '') => key.replace(/=+$/, '')

function isFor({ options }: PushSubscription, pushKey: string): boolean {
  const theirs = options.applicationServerKey
  if (theirs === null) return false
  const [made, ours] = [new Uint8Array(theirs), bytesOf(pushKey)]
  return made.length === ours.length && made.every((byte, at) => byte === ours[at])
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
