import { expect, it } from 'vitest'
import { rebase } from './rebase.ts'

const base = { persona: { botName: 'ARI', tone: '' }, factors: [{ key: 'name', points: 5 }] }

it('keeps what was typed, and takes what somebody else has saved everywhere else', () => {
  const typed = { ...base, persona: { botName: 'Kia', tone: '' } }
  const saved = { persona: { botName: 'Ara', tone: 'warm' }, factors: [{ key: 'name', points: 4 }] }
  expect(rebase(base, typed, saved)).toEqual({
    persona: { botName: 'Kia', tone: 'warm' },
    factors: [{ key: 'name', points: 4 }],
  })
  expect(rebase(base, base, saved)).toEqual(saved)
})

it('makes no list of two lists', () => {
  const typed = { ...base, factors: [...base.factors, { key: 'cv', points: 7 }] }
  const saved = { ...base, factors: [] }
  expect(rebase(base, typed, saved).factors).toEqual(typed.factors)
})
