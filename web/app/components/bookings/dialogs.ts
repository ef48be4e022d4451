// Fetched together when one of them is opened.
export { CancelDialog } from './cancel-dialog.tsx'
export { MoveDialog } from './move-dialog.tsx'
