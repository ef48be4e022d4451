import { STAGES, type Stage } from '#schema/conversation.ts'
import type { Flow } from './edits.ts'

/** Where a stage, or the people, stands in the drawing, and how large it is. */
export type Box = { x: number; y: number; width: number; height: number }
export type Point = { x: number; y: number }
export type Place = Stage | 'people'
/** One rule as a line: out of its row, along a lane, into the stage that it leads to. */
export type Line = { stage: Stage; at: number; to: Place; points: Point[] }
export type Direction = 'right' | 'down'
export type Drawing = {
  direction: Direction
  boxes: Record<Place, Box>
  lines: Line[]
  width: number
  height: number
}

// The drawing is what the page shows: the parts of a stage have the heights that they are given here.
export const PARTS = { head: 58, goal: 36, rule: 44, add: 40, people: 64 }
export const PLACES: readonly Place[] = [...STAGES, 'people']
/** A line enters at the name. */
export const ENTRY = 22
const GAP = 48
/** Between lines side by side. */
const LANE = 4
const LANE_DOWN = 6
const MARGIN = 12
/** What the page leaves free at its left. */
const PAGE = 16
/** Below everything, where the library says its name. */
const FOOT = 28
const LEAST_WIDE = 146
const MOST_WIDE = 248
const MOST_WIDE_DOWN = 440
const BETWEEN = 16

export type Shown = { flow: Flow; width: number; mayEdit: boolean }

/** Draws the flow into a width: from left to right where every stage has room beside the others, else downwards. */
export function drawFlow(shown: Shown): Drawing {
  const wide = Math.floor((shown.width - 2 * MARGIN - GAP * STAGES.length) / STAGES.length)
  return wide >= LEAST_WIDE ? drawRight(shown, Math.min(wide, MOST_WIDE)) : drawDown(shown)
}

/** How far down in its stage a rule's row has its middle. */
export function ruleMiddle({ flow }: Pick<Shown, 'flow'>, stage: Stage, at: number): number {
  return headOf(flow, stage) + (at + 0.5) * PARTS.rule
}

function headOf({ stages }: Flow, stage: Stage): number {
  return PARTS.head + (stages[stage].goal === '' ? 0 : PARTS.goal)
}

function heightOf({ flow, mayEdit }: Shown, place: Place): number {
  if (place === 'people') return PARTS.people
  return headOf(flow, place) + flow.stages[place].rules.length * PARTS.rule + (mayEdit ? PARTS.add : 0)
}

type Wanted = { stage: Stage; at: number; to: Place }

function wantedLines({ stages }: Flow): Wanted[] {
  return STAGES.flatMap((stage) => stages[stage].rules.map(({ to }, at) => ({ stage, at, to })))
}

/** Stages in one row, people under the last; what does not lead to the next stage runs below the row. */
function drawRight(shown: Shown, wide: number): Drawing {
  const { flow, width } = shown
  const column = (place: Place) => (place === 'people' ? STAGES.length - 1 : STAGES.indexOf(place))
  const left = Math.round(GAP / 2 + (width - (GAP + wide) * STAGES.length) / 2)
  const at = (place: Place) => left + column(place) * (wide + GAP)
  const wanted = wantedLines(flow)
  const isNext = ({ stage, to }: Wanted) => to !== 'people' && column(to) === column(stage) + 1
  const below = PLACES.filter((place) => wanted.some((line) => line.to === place && !isNext(line)))
  const rowEnds = MARGIN + Math.max(...STAGES.map((stage) => heightOf(shown, stage)))
  const laneOf = (to: Place) => rowEnds + BETWEEN + below.indexOf(to) * LANE * 2
  const peopleTop = rowEnds + 2 * BETWEEN + Math.max(0, below.length - 1) * LANE * 2
  const boxes = boxesOf((place) => ({
    ...{ x: at(place), y: place === 'people' ? peopleTop : MARGIN },
    ...{ width: wide, height: heightOf(shown, place) },
  }))
  const lines = wanted.map((line) => {
    const [from, to] = [boxes[line.stage], boxes[line.to]]
    const start = { x: from.x + wide, y: from.y + ruleMiddle(shown, line.stage, line.at) }
    const enter = { x: to.x - BETWEEN, y: to.y + ENTRY }
    const out = start.x + 8 + below.indexOf(line.to) * LANE
    const along = [
      ...[
        { x: out, y: start.y },
        { x: out, y: laneOf(line.to) },
      ],
      { x: enter.x, y: laneOf(line.to) },
    ]
    const way = isNext(line) ? [{ x: enter.x, y: start.y }] : along
    return { ...line, points: straight([start, ...way, enter, { x: to.x, y: enter.y }]) }
  })
  return { direction: 'right', boxes, lines, width, height: peopleTop + PARTS.people + FOOT }
}

/** Stages one under the other, people last; every line runs beside them, those into one stage in one lane. */
function drawDown(shown: Shown): Drawing {
  const { flow, width } = shown
  const wanted = wantedLines(flow)
  const room = (PLACES.length + 1) * LANE_DOWN + BETWEEN + 4
  const wide = Math.min(width - room - PAGE, MOST_WIDE_DOWN)
  const left = Math.max(PAGE, Math.round((width - wide - room) / 2))
  let top = MARGIN
  const boxes = boxesOf((place) => {
    const box = { x: left, y: top, width: wide, height: heightOf(shown, place) }
    top += box.height + BETWEEN
    return box
  })
  const right = left + wide
  const startOf = ({ stage, at }: Wanted) => boxes[stage].y + ruleMiddle(shown, stage, at)
  const lanes = lanesBeside(
    PLACES.flatMap((place) => {
      const ys = wanted.filter(({ to }) => to === place).map(startOf)
      const enter = boxes[place].y + ENTRY
      return ys.length === 0 ? [] : [{ place, from: Math.min(enter, ...ys), to: Math.max(enter, ...ys) }]
    }),
  )
  const lines = wanted.map((line) => {
    const x = right + BETWEEN + (lanes.get(line.to) ?? 0) * LANE_DOWN
    const [start, enter] = [startOf(line), boxes[line.to].y + ENTRY]
    const points = [
      { x: right, y: start },
      { x, y: start },
      { x, y: enter },
      { x: right, y: enter },
    ]
    return { ...line, points: straight(points) }
  })
  return { direction: 'down', boxes, lines, width, height: top - BETWEEN + FOOT }
}

/** Short spans inside, and none beside another in the same lane. */
function lanesBeside(spans: { place: Place; from: number; to: number }[]): Map<Place, number> {
  const lanes: { from: number; to: number }[][] = []
  const byLength = spans.toSorted((one, other) => one.to - one.from - (other.to - other.from))
  return new Map(
    byLength.map(({ place, from, to }) => {
      const free = lanes.findIndex((lane) => lane.every((span) => to < span.from || from > span.to))
      const lane = free < 0 ? lanes.length : free
      lanes[lane] = [...(lanes[lane] ?? []), { from, to }]
      return [place, lane]
    }),
  )
}

function boxesOf(box: (place: Place) => Box): Record<Place, Box> {
  const [greeting, qualification, routing] = [box('greeting'), box('qualification'), box('routing')]
  return { greeting, qualification, routing, booking: box('booking'), done: box('done'), people: box('people') }
}

/** Without the points that a line would pass anyway. */
function straight(points: Point[]): Point[] {
  return points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]]
    if (before === undefined || after === undefined) return true
    const isPassed = (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y)
    return !isPassed
  })
}

/** A line's points as a path with rounded corners. */
export function pathOf([first, ...rest]: readonly Point[], radius = 8): string {
  if (first === undefined) return ''
  let path = `M${first.x} ${first.y}`
  let before = first
  for (const [at, point] of rest.entries()) {
    const after = rest[at + 1]
    if (after === undefined) return `${path} L${point.x} ${point.y}`
    const most = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2)
    const [into, out] = [towards(point, before, most), towards(point, after, most)]
    path += ` L${into.x} ${into.y} Q${point.x} ${point.y} ${out.x} ${out.y}`
    before = point
  }
  return path
}

function distance(one: Point, other: Point): number {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y)
}

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by }
}
