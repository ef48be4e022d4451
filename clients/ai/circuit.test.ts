import { beforeEach, expect, it } from 'vitest'
import { createCircuit, type Circuit } from './circuit.ts'

let now = 0
let told: (number | null)[]
let circuit: Circuit
beforeEach(() => {
  now = 1_000_000
  told = []
  circuit = createCircuit({
    opensAfter: 3,
    restMs: 10_000,
    longestRestMs: 30_000,
    now: () => now,
    onChange: (restMs) => told.push(restMs),
  })
})

function fails(times: number) {
  for (let time = 0; time < times; time++) {
    expect(circuit.mayTry()).toBe(true)
    circuit.failed()
  }
}

it('opens after failures in a row, and not after as many with a success between', () => {
  fails(2)
  circuit.mayTry()
  circuit.worked()
  fails(2)
  expect(circuit.mayTry()).toBe(true)
  circuit.failed()
  expect(circuit.mayTry()).toBe(false)
  expect(told).toEqual([10_000])
})

it('lets one try through after the rest, and all of them once that worked', () => {
  fails(3)
  now += 9_999
  expect(circuit.mayTry()).toBe(false)
  now += 1
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, false])
  circuit.worked()
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, true])
  expect(told).toEqual([10_000, null])
})

it('rests twice as long each time that the try fails, up to the longest', () => {
  fails(3)
  for (const rest of [20_000, 30_000, 30_000]) {
    now += 60_000
    expect(circuit.mayTry()).toBe(true)
    circuit.failed()
    expect(circuit.waitMs()).toBe(rest)
  }
})

it('takes a try that was called off for none at all', () => {
  fails(3)
  now += 10_000
  expect(circuit.mayTry()).toBe(true)
  circuit.toldNothing()
  expect(circuit.mayTry()).toBe(true)
})

it('rests once for many that were under way when it broke', () => {
  for (let time = 0; time < 6; time++) circuit.mayTry()
  for (let time = 0; time < 6; time++) circuit.failed()
  expect(told).toEqual([10_000])
  expect(circuit.waitMs()).toBe(10_000)
})

it('leaves an endpoint alone for as long as it asks, then everybody may ask it', () => {
  circuit.mayTry()
  circuit.failed(2_000)
  expect([circuit.mayTry(), circuit.waitMs()]).toEqual([false, 2_000])
  now += 2_000
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, true])
  circuit.failed(3_600_000)
  expect(circuit.waitMs()).toBe(30_000)
})
