/** What a million tokens cost, in micro-USD. `cachedInput`: the part of the input that the endpoint had in its cache. */
export type Price = { input: number; cachedInput: number; output: number }

const USD = 1_000_000
const per = (input: number, cachedInput: number, output: number): Price => ({
  input: input * USD,
  cachedInput: cachedInput * USD,
  output: output * USD,
})

/** https://docs.x.ai/developers/pricing, read 2026-11-22. */
const GROK = per(1.25, 0.2, 2.5)

const PRICES: Readonly<Record<string, Price>> = {
  'grok-4.3': GROK,
  'grok-4.20-non-reasoning': GROK,
  'grok-4.20-0309-non-reasoning': GROK,
  'grok-4.20-0309-reasoning': GROK,
  // Retired on 15 May 2026: the names still work, are answered by grok-4.3, and cost what it costs
  // (https://docs.x.ai/developers/migration/may-15-retirement).
  'grok-4-fast-non-reasoning': GROK,
  'grok-4-fast-reasoning': GROK,
  'grok-4-1-fast-non-reasoning': GROK,
  'grok-4-1-fast-reasoning': GROK,
  'grok-4-0709': GROK,
  'grok-3': GROK,
  // https://platform.openai.com/docs/pricing, as quoted in June 2026.
  'gpt-4o-mini': per(0.15, 0.075, 0.6),
  'gpt-4.1-mini': per(0.4, 0.1, 1.6),
}

export type Tokens = { input: number; cached: number; output: number }

/** What the tokens cost in whole micro-USD; null where we do not know the model's price. `cached` is a part of `input`. */
export function costOf(model: string, { input, cached, output }: Tokens): number | null {
  const price = PRICES[model]
  if (price === undefined) return null
  const fresh = Math.max(input - cached, 0)
  return Math.round((fresh * price.input + cached * price.cachedInput + output * price.output) / 1_000_000)
}
