import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '#schema/ari-config.ts'
import type { Rule } from '#schema/ari-parts.ts'
import { STAGES } from '#schema/conversation.ts'
import type { Flow } from './edits.ts'
import { drawFlow, pathOf, PLACES, type Box, type Drawing, type Point } from './place.ts'

const { flow } = DEFAULT_CONFIG
const draw = (width: number, of: Flow = flow) => drawFlow({ flow: of, width, mayEdit: true })

/** Whether a piece of a line goes through a box; along its edge is not through it. */
function goesThrough([a, b]: [Point, Point], { x, y, width, height }: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return right > x && left < x + width && bottom > y && top < y + height
}

const pieces = (points: Point[]) => points.slice(1).map((point, at): [Point, Point] => [points[at]!, point])
const crossed = ({ lines, boxes }: Drawing) =>
  lines.flatMap(({ points }) => PLACES.filter((place) => pieces(points).some((one) => goesThrough(one, boxes[place]))))
const overlapping = ({ boxes }: Drawing) =>
  PLACES.flatMap((one, at) =>
    PLACES.slice(at + 1).filter((other) => {
      const { x, y, width, height } = boxes[other]
      return goesThrough(
        [
          { x, y },
          { x: x + width, y: y + height },
        ],
        boxes[one],
      )
    }),
  )

describe('the flow as a drawing', () => {
  it('has every stage and the people, and a line for each rule in its order', () => {
    const { lines } = draw(1000)
    expect(lines.map(({ stage, at, to }) => `${stage} ${String(at + 1)} → ${to}`)).toEqual([
      'greeting 1 → qualification',
      'qualification 1 → routing',
      'routing 1 → booking',
      'routing 2 → people',
      'booking 1 → done',
      'booking 2 → people',
    ])
  })

  it('goes from left to right where there is room, and downwards on a phone', () => {
    const [wide, phone] = [draw(1000), draw(390)]
    expect(wide.direction).toBe('right')
    expect(STAGES.map((stage) => wide.boxes[stage].x)).toEqual(
      STAGES.map((stage) => wide.boxes[stage].x).toSorted((one, other) => one - other),
    )
    expect(phone.direction).toBe('down')
    expect(new Set(PLACES.map((place) => phone.boxes[place].x)).size).toBe(1)
  })

  it('keeps within its width and height, its boxes apart, and its lines out of them, whatever the rules are', () => {
    const rule = fc.record({
      when: fc.constant({ is: 'always' as const }),
      to: fc.constantFrom(...PLACES),
    }) satisfies fc.Arbitrary<Rule>
    const stage = fc.record({
      goal: fc.constantFrom('', 'Know what they need.'),
      questions: fc.constant<string[]>([]),
      rules: fc.array(rule, { maxLength: 8 }),
    })
    const any = fc.record({ greeting: stage, qualification: stage, routing: stage, booking: stage, done: stage })
    fc.assert(
      fc.property(any, fc.integer({ min: 320, max: 1600 }), fc.boolean(), (stages, width, mayEdit) => {
        const drawing = drawFlow({ flow: { questions: [], stages }, width, mayEdit })
        expect(crossed(drawing)).toEqual([])
        expect(overlapping(drawing)).toEqual([])
        for (const { points } of drawing.lines)
          for (const { x, y } of points) {
            expect(x).toBeGreaterThanOrEqual(0)
            expect(x).toBeLessThanOrEqual(width)
            expect(y).toBeLessThanOrEqual(drawing.height)
          }
      }),
      { numRuns: 300 },
    )
  })

  it('begins each line at the row of its rule and ends it at the name of the stage', () => {
    for (const width of [390, 1000]) {
      const { lines, boxes } = draw(width)
      for (const { stage, to, points } of lines) {
        const [first, last] = [points[0]!, points.at(-1)!]
        expect(first.x).toBe(boxes[stage].x + boxes[stage].width)
        expect(last.y).toBe(boxes[to].y + 22)
      }
    }
  })

  it('rounds the corners of a line', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 30 },
    ]
    expect(pathOf(points, 8)).toBe('M0 0 L12 0 Q20 0 20 8 L20 30')
    expect(pathOf([])).toBe('')
  })
})
