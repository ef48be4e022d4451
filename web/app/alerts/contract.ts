import type { AlertSettings, PushSubscription } from '#schema/alert.ts'

/** `GET /api/notifications`: what an open page must know to be heard. */
export type HowToTell = { settings: AlertSettings; timeZone: string }

/** What the page of notifications is given. */
export type AlertsPage = HowToTell & {
  role: 'owner' | 'admin' | 'member'
  email: string
  /** By which browsers know this deployment; null where it cannot push. */
  pushKey: string | null
  /** Where nothing outside may be called, nobody is told there. */
  isDemo: boolean
  /** Null where none is set, undefined where it is not for the reader. */
  slack: { ending: string; isRefused: boolean } | null | undefined
}

export type SettingsOrder = AlertSettings
export type DeviceOrder =
  { order: 'on'; subscription: PushSubscription } | { order: 'off' | 'known' | 'test'; endpoint: string }
export type DeviceAnswer = { isOn: boolean } | { outcome: 'told' | 'gone' | 'refused' | 'away' }
export type SlackOrder = { order: 'set'; webhookUrl: string } | { order: 'remove' | 'test' }
