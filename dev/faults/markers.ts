// Every message says who wrote it and which one it is: `#a12-7` is the seventh of customer 12 of workspace a. The model
// answers with the marks of what it was asked, `#a12-7..#a12-9`, in the customer's
// own words, which a reply may repeat: so it tells at WhatsApp what it is the answer to.

export type Marker = { letter: string; customer: number; number: number }

const MARKER = /#([a-z])(\d+)-(\d+)(?:\.\.#[a-z]\d+-(\d+))?/g
/** A reply may have 150 tokens. */
const MOST_RANGES = 14

export const markerText = ({ letter, customer, number }: Marker): string =>
  `#${letter}${String(customer)}-${String(number)}`

/** All that a text names, ranges counted out. */
export function markersIn(text: string): Marker[] {
  return [...text.matchAll(MARKER)].flatMap(([, letter = '', customer, first, last]) =>
    Array.from({ length: Number(last ?? first) - Number(first) + 1 }, (_, index) => ({
      letter,
      customer: Number(customer),
      number: Number(first) + index,
    })),
  )
}

type ChatMessage = { role: string; content: string }

/** What the model says: the marks of all that the customer wrote since the last answer. */
export function answerByMarkers(messages: readonly ChatMessage[]): Record<string, unknown> {
  const lastAnswer = messages.findLastIndex(({ role }) => role !== 'user')
  const asked = messages.slice(lastAnswer + 1).map(({ content }) => content)
  const wantsPerson = asked.some((text) => text.includes('orang sungguhan'))
  return {
    reply: `Baik, Kak. ${rangesOf(asked.flatMap(markersIn)).slice(-MOST_RANGES).join(' ')}`,
    intent: wantsPerson ? 'human' : 'answer',
    confidence: 0.95,
    facts: {},
    declined: [],
    citations: [],
    slot: null,
    escalate: null,
  }
}

function rangesOf(markers: Marker[]): string[] {
  const sorted = markers.toSorted(
    (a, b) => (a.letter + String(a.customer)).localeCompare(b.letter + String(b.customer)) || a.number - b.number,
  )
  const ranges: { from: Marker; to: number }[] = []
  for (const marker of sorted) {
    const last = ranges.at(-1)
    const goesOn =
      last?.from.letter === marker.letter && last.from.customer === marker.customer && marker.number <= last.to + 1
    if (last && goesOn) last.to = marker.number
    else ranges.push({ from: marker, to: marker.number })
  }
  return ranges.map(
    ({ from, to }) => markerText(from) + (to > from.number ? `..${markerText({ ...from, number: to })}` : ''),
  )
}
