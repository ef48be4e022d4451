import type { Json } from '../test-kit/webhook-bodies.ts'
import type { Random } from './random.ts'

type Place = { holder: Record<string, unknown> | unknown[]; key: string | number }

/** Stands in the object for what no object can hold; the text gets it in the end. */
const DEEP = '@deep@'
const ENDLESS = '@endless@'

const TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud83d',
    '\udc00x',
    '\ufffe',
    '\u202e\u200b',
    '\\u0000',
    '"',
    "'; drop table messages; --",
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '[object Object]',
    'null',
    'undefined',
    'true',
    '{}',
    '[]',
  ],
  ...[
    '0',
    '-1',
    '1e400',
    'NaN',
    'Infinity',
    '99999999999999999999',
    '0x10',
    '1504902988',
    '-62135596800',
    '8640000000001',
  ],
  ...['2026-02-30T25:61:00Z', '+62', '081200000001', '62812abc', '+1 (555) 0100', '👩‍👩‍👧‍👦'.repeat(40), 'ﷺ'.repeat(300)],
]
const NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e21,
  1e308,
  5e-324,
  1504902988,
  253402300800,
  8.64e15 + 1,
]
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'then',
  'length',
  '',
  '\0',
  '\ud800',
  'sender',
  'test',
  'id',
]

/** The bytes of a body that was damaged in a few places, as an object and as a text. */
export function damaged(random: Random, body: Json): Buffer {
  const root: Json = { body }
  for (let times = random.below(5); times > 0; times--) {
    const places = placesOf(root)
    if (places.length > 0) damage(random, random.pick(places))
  }
  let text = JSON.stringify(root['body'] ?? null)
  text = text.replaceAll(`"${DEEP}"`, () => nested(random)).replaceAll(`"${ENDLESS}"`, () => '9'.repeat(400) + '.5e999')
  if (random.chance(0.1)) text = damageText(random, text)
  const bytes = Buffer.from(text)
  return random.chance(0.05) ? damageBytes(random, bytes) : bytes
}

function placesOf(root: Json): Place[] {
  const places: Place[] = []
  const open: unknown[] = [root]
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    if (typeof holder !== 'object' || holder === null) continue
    for (const key of Object.keys(holder)) {
      const inner: unknown = Reflect.get(holder, key)
      places.push({ holder: holder as Record<string, unknown>, key })
      if (typeof inner === 'object' && inner !== null) open.push(inner)
    }
  }
  return places
}

function damage(random: Random, { holder, key }: Place): void {
  const value: unknown = Reflect.get(holder, key)
  const put = (next: unknown, at: string | number = key) =>
    // As JSON has it: `__proto__` is a name like any other.
    Object.defineProperty(holder, at, { value: next, enumerable: true, configurable: true, writable: true })
  switch (random.below(11)) {
    case 0:
      return void put(random.pick(TEXTS))
    case 1:
      return void put(random.pick(NUMBERS))
    case 2:
      return void put(random.pick([null, true, false, [], {}, [null], [[]], { '': null }]))
    case 3:
      return void Reflect.deleteProperty(holder, key)
    case 4:
      return void put([value, structuredClone(value), value])
    case 5:
      return void put({ [random.pick(['value', 'id', 'body', '0'])]: value })
    case 6:
      return void put(value, Array.isArray(holder) ? holder.length : random.pick(KEYS))
    case 7:
      return void put(random.chance(0.3) ? DEEP : ENDLESS)
    case 8:
      return void put(
        random
          .pick(['x', '\0', '😀', '\ud83d'])
          .repeat(random.pick([300, 300, 5000, random.chance(0.1) ? 60_000 : 1000])),
      )
    case 9:
      return void put(typeof value === 'string' ? value + random.pick(TEXTS) : String(value))
    default:
      return void put(Array.isArray(value) ? value.toReversed() : [value])
  }
}

function nested(random: Random): string {
  const depth = random.pick([10, 100, 1000, random.chance(0.2) ? 20_000 : 3000])
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const)
  return `${open.repeat(depth)}1${close.repeat(depth)}`
}

function damageText(random: Random, text: string): string {
  const middle = random.below(text.length + 1)
  switch (random.below(6)) {
    case 0:
      return text.slice(0, middle)
    case 1:
      return `\ufeff${text}`
    case 2:
      return text.replace(/"(id|from|type)":/, '"$1":"twice","$1":')
    case 3:
      return text.slice(0, middle) + random.pick(['"', '}', ']', ',', '\\', '\\ud83d', '\n']) + text.slice(middle)
    case 4:
      return text.replace(/:"/, ':"\\u0000')
    default:
      return text + random.pick([' ', 'x', text.slice(0, 2000)])
  }
}

function damageBytes(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length)
  const broken = Buffer.from(random.pick(['ff', 'c0af', 'eda080', 'f8888080', '00']), 'hex')
  return Buffer.concat([bytes.subarray(0, at), broken, bytes.subarray(at + random.below(3))])
}
