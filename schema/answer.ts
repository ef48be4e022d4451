/** What a reader looks at in an answer that went out, each of them in order or not. */
export const ANSWER_POINTS = ['factual', 'tone', 'grounded', 'escalates', 'polite'] as const
export type AnswerPoint = (typeof ANSWER_POINTS)[number]

/** Which of them were. Where `grounded` is not, something was made up. */
export type AnswerPoints = Record<AnswerPoint, boolean>

/**
 * How an answer stands: read before it went out and sent as it was, or in a person's words; read afterwards; by nobody;
 * `fixed`: words of our own that nobody has to read, as of a consultation that stands.
 */
export type AnswerState = 'unread' | 'approved' | 'edited' | 'read' | 'fixed'

/** What of a list is shown beside these: what a person read, what a customer complained of, what a reader found made up. */
export type AnswerShow = 'all' | AnswerState | 'seen' | 'complaint' | 'invented' | 'faulty'

/** Of the first live answers so many are looked at by a person. */
export const FIRST_ANSWERS = 50

/** Reactions by which a customer says that they are not content, without their colour of skin. */
export const UNHAPPY_REACTIONS = ['👎', '😡', '😠', '🤬', '😤', '😞', '😒', '🙁', '☹', '😣', '🖕', '💩', '🤮'] as const
