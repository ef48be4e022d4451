/** So many drafts are listed at first, and so many more each time that the end of the list is reached. */
export const SHOWN_AT_FIRST = 200
/** No list is longer: what is due later comes up as those above are decided. */
export const MOST_SHOWN = 2_000
