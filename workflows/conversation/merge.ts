import { setHandler } from '@temporalio/workflow'
import { isSameFloor, mergeFloors, mergeStates } from '#domain/conversation/merge.ts'
import type { Heard } from '#schema/conversation.ts'
import { absorbed, merged } from './contract.ts'
import { note, passFloor, type Notes } from './notes.ts'

/** Takes note of what is told about this conversation and another one being one person's. */
export function takeMergeNotes(notes: Notes): void {
  setHandler(merged, () => {
    if (notes.isMerged) return
    notes.isMerged = true
    const { state } = notes
    // Whatever is being drafted or read by a reviewer is no longer wanted.
    notes.state = { ...state, floor: { ...state.floor, epoch: state.floor.epoch + 1 } }
    // Postgres refuses all of it already: the merge stands there.
    notes.toldEpoch = notes.state.floor.epoch
  })

  setHandler(absorbed, ({ from, state, messages, epoch }) => {
    if (notes.absorbed.includes(from)) return
    notes.absorbed.push(from)
    notes.lastHeardAtMs = Date.now()
    for (const message of messages) note(notes, message)
    if (state === null) return
    const mine = notes.state.floor
    const floor = mergeFloors({ ...mine, epoch: Math.max(mine.epoch, epoch) }, state.floor)
    // The floor at once, for it stops what is under way; the rest when nothing is.
    if (!isSameFloor(floor, mine)) passFloor(notes, { ...notes.state, floor }, 'merge')
    notes.toJoin.push(state)
  })
}

/** Joins what others knew with the state; whether there was anything. The floor was joined when it was told. */
export function joinAbsorbed(notes: Notes): boolean {
  const others = notes.toJoin.splice(0)
  for (const other of others)
    notes.state = mergeStates(notes.state, { ...other, floor: notes.state.floor }, notes.rules.scoring)
  return others.length > 0
}

/** The conversation was found to be part of another one before it was told so. */
export function isOfMerged(heard: Heard): boolean {
  return heard.kind === 'not_ours' && heard.outcome === 'merged'
}
