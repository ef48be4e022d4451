import { describe, expect, it } from 'vitest'
import { AriConfig } from '#schema/ari-config.ts'
import type { LastPlay, ReleaseFacts, TestFacts } from '#schema/release.ts'
import { releaseOf } from './standing.ts'

const config = (given: object = {}) => AriConfig.parse(given)
const play = (about: Partial<LastPlay> = {}): LastPlay => ({
  ...{ id: 'p', state: 'played', version: 1, entries: [], findings: [], verdict: 'good', playedAt: '2026-11-22' },
  ...about,
})
const test = (id: string, about: LastPlay | null = play(), lastVerdict = about?.verdict ?? null): TestFacts => ({
  ...{ id, title: id, persona: null, language: 'id', source: 'written', play: about, lastVerdict, isWaiting: false },
})
const facts = (tests: TestFacts[], about: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  ...{ minimum: 2, version: 1, versions: [{ number: 1, config: config() }], tests, entryAges: {} },
  ...{ signOff: null, liveAt: null, ...about },
})
const signOff = {
  ...{ phrase: 'x', version: 1, entries: [], minimum: 2, tests: 2, read: 2 },
  ...{ signedBy: 'A', signedAt: '2026-11-22' },
}

describe('HR-08 what is in the way of a release', () => {
  it('is reading less than the minimum, then whatever stands as bad', () => {
    expect(releaseOf(facts([test('a'), test('b', play({ verdict: null }))]))).toMatchObject({
      read: 1,
      lacks: 'reading',
    })
    expect(releaseOf(facts([test('a'), test('b', play({ verdict: 'bad' }))]))).toMatchObject({ read: 2, lacks: 'bad' })
    expect(releaseOf(facts([test('a'), test('b')]))).toMatchObject({ read: 2, lacks: null, isSigned: false })
    expect(releaseOf(facts([test('a'), test('b')], { signOff })).isSigned).toBe(true)
  })

  it('what was never played, or could not be, is not read', () => {
    const { counts } = releaseOf(facts([test('a', null), test('b', play({ state: 'failed', verdict: null }))]))
    expect(counts).toMatchObject({ new: 2, good: 0 })
  })
})

describe('HR-10 a bad reading', () => {
  const good = [test('a'), test('b')]

  it('counts until what was played since is read, however many others are good', () => {
    const rerun = test('c', play({ verdict: null }), 'bad')
    expect(releaseOf(facts([...good, rerun], { signOff }))).toMatchObject({
      ...{ read: 2, rerun: 1, lacks: 'rerun', isSigned: false, counts: { bad: 0, unread: 1 } },
      tests: [{ wasBad: false }, { wasBad: false }, { standing: 'unread', wasBad: true }],
    })
    expect(releaseOf(facts([...good, test('c', play(), 'good')]))).toMatchObject({ rerun: 0, lacks: null })
    expect(releaseOf(facts([...good, test('c', play({ verdict: 'bad' }))]))).toMatchObject({ rerun: 0, lacks: 'bad' })
  })

  it('counts too where what was played since has changed before anybody read it', () => {
    const rerun = test('c', play({ verdict: null, entries: [{ id: 'k1', at: '1' }] }), 'bad')
    const release = releaseOf(facts([...good, rerun], { entryAges: { k1: '2' } }))
    expect(release).toMatchObject({ lacks: 'rerun', tests: [{}, {}, { standing: 'changed', wasBad: true }] })
  })
})

describe('HR-11 what was signed', () => {
  const versions = (given: object) => [
    { number: 1, config: config() },
    { number: 2, config: config(given) },
  ]
  const at = (version: number) => [test('a', play({ version })), test('b', play({ version }))]
  const drawn = (from: string, age: string) => [test('a', play({ entries: [{ id: from, at: age }] })), test('b')]
  const signed = { ...signOff, entries: [{ id: 'k1', at: '1' }] }

  it('does not hold for a version that answers otherwise, though all of that one is read and good', () => {
    const later = facts(at(2), { version: 2, versions: versions({ persona: { tone: 'dry' } }), signOff })
    expect(releaseOf(later)).toMatchObject({ lacks: null, isOutdated: true, isSigned: false })
    expect(releaseOf({ ...later, signOff: { ...signOff, version: 2 } })).toMatchObject({
      ...{ isOutdated: false, isSigned: true },
    })
    const same = facts(at(2), { version: 2, versions: versions({ followUp: { afterHours: 3 } }), signOff })
    expect(releaseOf(same)).toMatchObject({ isOutdated: false, isSigned: true })
  })

  it('does not hold once an entry that it stood on is another or gone, though that is played and read again', () => {
    const now = (entryAges: Record<string, string>, tests: TestFacts[]) =>
      releaseOf(facts(tests, { signOff: signed, entryAges }))
    expect(now({ k1: '1' }, drawn('k1', '1'))).toMatchObject({ isOutdated: false, isSigned: true })
    expect(now({ k1: '2' }, drawn('k1', '2'))).toMatchObject({ lacks: null, isOutdated: true, isSigned: false })
    expect(now({ k2: '1' }, drawn('k2', '1'))).toMatchObject({ lacks: null, isOutdated: true, isSigned: false })
    // A new entry concerns nothing that was signed.
    expect(now({ k1: '1', k9: '9' }, drawn('k9', '9'))).toMatchObject({ isOutdated: false, isSigned: true })
  })

  it('is the version and the entries that what is good stands on, each once', () => {
    const tests = [
      ...drawn('k1', '1'),
      ...drawn('k1', '1'),
      test('c', play({ entries: [{ id: 'k2', at: '1' }], verdict: null })),
    ]
    expect(releaseOf(facts(tests, { entryAges: { k1: '1', k2: '1' } })).ground).toEqual([{ id: 'k1', at: '1' }])
  })
})

describe('what must be read again after a change', () => {
  const both = [
    test('a', play({ entries: [{ id: 'k1', at: '1' }] })),
    test('b', play({ entries: [{ id: 'k2', at: '1' }] })),
  ]
  const ages = { k1: '1', k2: '1' }

  it('all of it where the persona or a guard changed, nothing where only follow-ups did', () => {
    const versions = (given: object) => [
      { number: 1, config: config() },
      { number: 2, config: config(given) },
    ]
    const at = (given: object) =>
      releaseOf(facts(both, { entryAges: ages, version: 2, versions: versions(given), signOff }))
    expect(at({ persona: { tone: 'dry' } })).toMatchObject({ counts: { changed: 2 }, changes: 1, isSigned: false })
    expect(at({ guard: { leastConfidence: 0.9 } })).toMatchObject({ counts: { changed: 2 }, changes: 1 })
    expect(at({ followUp: { afterHours: 3 } })).toMatchObject({ counts: { changed: 0 }, changes: 0, isSigned: true })
  })

  it('where an entry changed or is gone, what was drawn from it', () => {
    expect(releaseOf(facts(both, { entryAges: { ...ages, k2: '2' } }))).toMatchObject({
      ...{ counts: { changed: 1, good: 1 }, changes: 1 },
      tests: [{ standing: 'good' }, { standing: 'changed' }],
    })
    expect(releaseOf(facts(both, { entryAges: { k2: '1' } })).tests[0]?.standing).toBe('changed')
  })

  it('a bad one stays bad until it is played again', () => {
    const bad = test('a', play({ verdict: 'bad', entries: [{ id: 'k1', at: '1' }] }))
    expect(releaseOf(facts([bad], { entryAges: { k1: '2' } })).counts).toMatchObject({ bad: 1, changed: 0 })
  })
})
