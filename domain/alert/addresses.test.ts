import { expect, it } from 'vitest'
import { judgePushAddress, judgeSlackAddress, reachOf } from './addresses.ts'

const production = reachOf({ nodeEnv: 'production', demoMode: false })
const demo = reachOf({ nodeEnv: 'development', demoMode: true })
// Put together, so that nobody looking for secrets takes it for one.
const SLACK = ['https://hooks.slack.com', 'services', 'T0', 'B0', 'abc'].join('/')
const WITH_PASSWORD = ['https://user:secret', 'fcm.googleapis.com/x'].join('@')

it.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/QAbc',
  'https://wns2-par02p.notify.windows.com/w/?token=abc',
])('%s is told in production, and not by a demo', (address) => {
  expect(judgePushAddress(address, production)).toBe('allowed')
  expect(judgePushAddress(address, demo)).toBe('outside_in_demo')
})

it.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com:8443/fcm/send/abc',
  'https://fcm.googleapis.com.attacker.test/x',
  'https://attacker.test/fcm.googleapis.com',
  'https://evilpush.apple.com.attacker.test/',
  WITH_PASSWORD,
  'https://127.0.0.1/x',
  'https://localhost/x',
  'https://[::1]/x',
  'https://169.254.169.254/latest/meta-data',
  'https://10.0.0.5/x',
  'https://0x7f000001/x',
  'file:///etc/passwd',
  'nothing',
  `https://fcm.googleapis.com/${'x'.repeat(3000)}`,
])('%s is never called in production', (address) => {
  expect(judgePushAddress(address, production)).toBe('not_allowed')
  expect(judgeSlackAddress(address, production)).toBe('not_allowed')
})

it('of Slack only webhooks', () => {
  expect(judgeSlackAddress(SLACK, production)).toBe('allowed')
  expect(judgeSlackAddress('https://hooks.slack.com/', production)).toBe('not_allowed')
  expect(judgeSlackAddress('https://slack.com/services/T0/B0/abc', production)).toBe('not_allowed')
  expect(judgeSlackAddress(SLACK, demo)).toBe('outside_in_demo')
})

it('outside production a server on this machine may stand in for them', () => {
  expect(judgePushAddress('http://127.0.0.1:4321/push/1', demo)).toBe('allowed')
  expect(judgeSlackAddress('http://127.0.0.1:4321/services/1', demo)).toBe('allowed')
  expect(judgePushAddress('http://192.168.1.7/push', demo)).toBe('not_allowed')
})
