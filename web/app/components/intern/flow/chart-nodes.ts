import { Position, type Node } from '@xyflow/react'
import { PLACES, ruleMiddle, type Drawing, type Place, type Shown } from '../../../intern/flow/place.ts'
import { ENTRY } from '../../../intern/flow/place.ts'

export type PlaceNode = Node<{ place: Place; direction: Drawing['direction'] }>

/** Where every rule of others enters. */
export const ENTRY_HANDLE = 'entry'
/** Where a new rule is drawn from. */
export const NEW_RULE = 'new'
export const ruleHandle = (at: number) => `rule-${String(at)}`

/** Which rule a handle is the end of; null: none yet. */
export function ruleAt(handle: string | null): number | null {
  return handle?.startsWith('rule-') === true ? Number(handle.slice(5)) : null
}

type Handles = NonNullable<Node['handles']>

/** A drawing's boxes as the graph takes them. Where lines begin and end is said, not measured: it is there at once. */
export function placedNodes(
  { boxes, direction }: Drawing,
  { flow, mayEdit }: Omit<Shown, 'width'>,
  nameOf: (place: Place) => string,
): PlaceNode[] {
  return PLACES.map((place) => {
    const { x, y, width, height } = boxes[place]
    const point = { width: 1, height: 1 }
    const entry = {
      ...{ id: ENTRY_HANDLE, type: 'target' as const, y: ENTRY, ...point },
      ...(direction === 'right' ? { position: Position.Left, x: 0 } : { position: Position.Right, x: width }),
    }
    const out = (id: string, middle: number) => ({
      ...{ id, type: 'source' as const, position: Position.Right, x: width, y: middle, ...point },
    })
    const handles: Handles = [entry]
    if (place !== 'people') {
      const { rules } = flow.stages[place]
      handles.push(...rules.map((_, at) => out(ruleHandle(at), ruleMiddle({ flow }, place, at))))
      if (mayEdit) handles.push(out(NEW_RULE, ruleMiddle({ flow }, place, rules.length)))
    }
    return {
      ...{ id: place, type: place === 'people' ? 'people' : 'stage', position: { x, y }, width, height, handles },
      ...{ measured: { width, height }, data: { place, direction }, ariaRole: 'group', ariaLabel: nameOf(place) },
      domAttributes: { 'aria-roledescription': undefined },
    }
  })
}
