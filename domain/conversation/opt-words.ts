/** What a customer can say for good, in one word: nothing unasked any more, or again. */
export type OptWord = 'out' | 'in'

// The words that the business's mails and campaigns name, in both languages. A whole message, never a part of one:
// "jangan berhenti dulu" stops nothing.
const WORDS: Readonly<Record<OptWord, readonly string[]>> = {
  out: ['stop', 'berhenti', 'unsubscribe', 'stop promosi', 'berhenti langganan', 'berhenti berlangganan'],
  in: ['mulai', 'start', 'langganan lagi', 'subscribe'],
}

/** Whether this message is such a word, whatever its case and marks around it. */
export function optWordOf(text: string): OptWord | null {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (WORDS.out.includes(word)) return 'out'
  return WORDS.in.includes(word) ? 'in' : null
}
