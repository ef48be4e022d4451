import { data } from '@remix-run/node'

/** Whatever no other route knows. */
export const loader = () => nothing()
export const action = () => nothing()

export default function NothingHere() {
  return null
}

function nothing(): never {
  throw data(null, { status: 404 })
}
