import type { Topic } from '../conversation.ts'
import { greeting } from './greeting.ts'

/** Every conversation of the set, by what it is about. */
export const TOPICS: readonly Topic[] = [greeting]
