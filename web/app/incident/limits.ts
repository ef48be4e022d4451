export const REASON_MOST = 500
export const NOTE_MOST = 2000
export const TOLD_MOST = 500
/** WhatsApp takes 4096; a name is filled in. */
export const MESSAGE_MOST = 3500
/** So many customers are shown at first, and so many more each time. */
export const CUSTOMERS_MORE = 200
