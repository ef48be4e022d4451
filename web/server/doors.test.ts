import { describe, expect, it } from 'vitest'
import { contentPolicy } from '../app/content-policy.ts'
import { clientIp } from './client-ip.ts'
import { isFromOurPages } from './same-origin.ts'

const APP = 'https://desk.example.co.id'

describe('what may change something', () => {
  it.each([
    ['a page of ours', { origin: APP, 'sec-fetch-site': 'same-origin' }, true],
    ['an older browser', { origin: APP }, true],
    ['this machine under another name', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, true],
    ['a page of somebody else', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    ['a neighbour of the domain', { origin: APP, 'sec-fetch-site': 'same-site' }, false],
    ['a page that hides where it is', { origin: 'null', host: 'desk.example.co.id' }, false],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }, false],
    ['nothing said', {}, false],
  ])('%s', (_, headers, expected) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect(isFromOurPages(method, headers, APP)).toBe(expected)
    expect(isFromOurPages('GET', headers, APP)).toBe(true)
  })
})

describe('who asks', () => {
  it.each([
    ['straight from outside', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['through a proxy beside us', '10.0.0.2', '198.51.100.1', '198.51.100.1'],
    ['with an address invented before', '::ffff:10.0.0.2', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['with nonsense', '127.0.0.1', 'x', '127.0.0.1'],
    ['on this machine', '::1', undefined, '::1'],
  ])('%s', (_, socket, forwarded, expected) => expect(clientIp(socket, forwarded)).toBe(expected))
})

it('the content policy runs no script but ours', () => {
  const policy = contentPolicy('abc', { signIn: {} }, false)
  expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toMatch(/form-action 'self'$/)
  expect(contentPolicy('abc', { signIn: { google: {} } }, false)).toContain('https://accounts.google.com')
})
