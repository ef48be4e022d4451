import { reason } from './reasons.ts'
import { unmasked } from './text.ts'

// Whole words: about the customer, the company or anybody else.
const RUDE = [
  /\b(?:goblok|goblog|tolol|bodoh|bego|dungu|idiot|anjing|anjir|anjay|asu|babi|monyet|bangsat|kampret|brengsek|bajingan|sialan|keparat|tai|jancok|ngentot|kontol|memek|pantat|lonte|setan|otak udang|sampah|penipu|menipu|nipu|payah|busuk|bau|kampungan|norak|jelek|terburuk|becus|malas|pemalas|munafik|pembohong|bohong|gila|gendut|otak(?:nya|mu)? (?:kosong|dangkal)|diam kamu|bacot|pecundang|memalukan|murahan|benci|kerjanya molor|jorok|sombong|pelit|kotor|maling|pencuri|mencuri|korup|rasis|anying|siah|kasar|licik|culas|tipu|tertipu|menyesatkan|hina|najis|jijik)\b/u,
  /\b(?:stupid|dumb|idiots?|morons?|imbecile|fuck\w*|shit\w*|crap|damn|bitch|bastard|asshole|arse|ass|useless|worthless|scam\w*|frauds?|liars?|worst|terrible|horrible|awful|pathetic|garbage|trash|rubbish|incompetent|lazy|ugly|losers?|hate|hates|sucks?|shut up|silly|mock(?:s|ing)?|ridiculous|disgusting|dishonest|despair|clown|ignorant|steals?|stole|thief|thieves|dirty|arrogant|greedy|corrupt|nasty|feeble|cheats?|lying|inferior|badly|potato|so bad|bad at)\b/u,
]

// Verse is no answer to anything that a customer of ours asks.
const VERSE =
  /\b(?:roses are red|pantun|la la la|there once (?:was|lived)|once upon a time|alkisah|jalan-jalan ke|ada udang di balik|haiku|sajak)\b/u

/** Whether the reply insults somebody, or makes rhymes. */
export function rudenessIn(reply: string): string | null {
  const text = unmasked(reply)
  if (RUDE.some((pattern) => pattern.test(text))) return reason('rude')
  return VERSE.test(text) ? reason('verse') : null
}
