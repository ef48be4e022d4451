import { expect, it } from 'vitest'
import { listChanges } from './list-changes.ts'

const told = (before: string, after: string) =>
  listChanges(Array.from(before), Array.from(after)).map((one) =>
    [one.kind, one.item, 'from' in one ? one.from : '', 'to' in one ? one.to : ''].join(' ').trim().replace(/ +/g, ' '),
  )

it.each([
  ['abcd', 'abcd', []],
  ['abcd', 'abd', ['removed c 3']],
  ['abcd', 'axbcd', ['added x 2']],
  // One that moved is not every other one that moved.
  ['abcd', 'dabc', ['moved d 4 1']],
  ['abcd', 'bcda', ['moved a 1 4']],
  ['abcd', 'xdcb', ['removed a 1', 'added x 1', 'moved c 3 3', 'moved b 2 4']],
  ['', 'ab', ['added a 1', 'added b 2']],
  ['aab', 'ba', ['moved a 1 2']],
])('%s becomes %s', (before, after, changes) => {
  expect(told(before, after)).toEqual(changes)
})
