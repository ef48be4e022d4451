// What WhatsApp takes of a message that can be pressed, in characters:
// https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages, and the pages beside it.

/** Over buttons, and over a link button. */
export const PRESSED_BODY_MOST = 1024
export const LIST_BODY_MOST = 4096
/** What stands on a button: one to answer with, one that opens a list, one that opens a page. */
export const BUTTON_MOST = 20
export const BUTTONS_MOST = 3
export const ROWS_MOST = 10
export const ROW_TITLE_MOST = 24
export const ROW_DESCRIPTION_MOST = 72
/** What a customer's choice comes back as. */
export const BUTTON_ID_MOST = 256
export const ROW_ID_MOST = 200
/** Meta names no limit; longer ones do not survive being copied. */
export const LINK_MOST = 2000
