import type { Prompt } from './wire.ts'

/** Half a second to load, and not needed before the first answer. */
const tokenizer = () => import('gpt-tokenizer')

/** What a model counts: near enough, as each has its own way. Marks like `<|endoftext|>` are text like any other. */
export async function countTokens(text: string): Promise<number> {
  return (await tokenizer()).countTokens(text, { disallowedSpecial: new Set() })
}

/** What a prompt costs, where the endpoint does not tell. */
export async function estimateInput({ system, turns, repair }: Prompt): Promise<number> {
  const texts = [system, ...turns.map(({ content }) => content), repair?.answer ?? '', repair?.complaint ?? '']
  return countTokens(texts.join('\n'))
}
