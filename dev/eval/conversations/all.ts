import type { Topic } from '../conversation.ts'
import { attacks } from './attacks.ts'
import { booking } from './booking.ts'
import { bursts } from './bursts.ts'
import { checks } from './checks.ts'
import { course } from './course.ts'
import { desk } from './desk.ts'
import { endpoints } from './endpoints.ts'
import { facts } from './facts.ts'
import { greeting } from './greeting.ts'
import { knowledge } from './knowledge.ts'
import { people } from './people.ts'
import { qualification } from './qualification.ts'
import { refusedSubjects } from './refused.ts'
import { score } from './score.ts'
import { unasked } from './unasked.ts'
import { unreadable } from './unreadable.ts'

/** Every conversation of the set, by what it is about. */
export const TOPICS: readonly Topic[] = [
  ...[greeting, qualification, facts, course, knowledge, refusedSubjects, checks],
  ...[people, booking, score, unreadable, bursts, desk, unasked, attacks, endpoints],
]
