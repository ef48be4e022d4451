import { BlockList, isIP, isIPv6 } from 'node:net'

const NEAR = new BlockList()
NEAR.addSubnet('127.0.0.0', 8)
NEAR.addSubnet('10.0.0.0', 8)
NEAR.addSubnet('172.16.0.0', 12)
NEAR.addSubnet('192.168.0.0', 16)
NEAR.addSubnet('169.254.0.0', 16)
NEAR.addAddress('::1', 'ipv6')
NEAR.addSubnet('fc00::', 7, 'ipv6')
NEAR.addSubnet('fe80::', 10, 'ipv6')

/**
 * The address that a request comes from. A proxy beside us tells whom it speaks for, at the end of the list;
 * what stands before that, or what a stranger says, could be anything.
 */
export function clientIp(socketAddress: string | undefined, forwardedFor: string | string[] | undefined): string {
  const from = plain(socketAddress ?? '')
  if (!isNear(from)) return from
  const last = plain([forwardedFor ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '')
  return isIP(last) === 0 ? from : last
}

/** Of IPv6 the /64: within it one person chooses addresses freely. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [first = [], last = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(8 - first.length - last.length).fill('0')
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

function isNear(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && NEAR.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/** IPv4 as IPv4, also where the socket speaks IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
