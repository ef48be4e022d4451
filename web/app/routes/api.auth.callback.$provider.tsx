import type { LoaderFunctionArgs } from '@remix-run/node'
import { betterAuth } from '../auth.server.ts'

/** Where Google and GitHub send people back. The only address of better-auth that is open to the outside. */
export const loader = ({ request }: LoaderFunctionArgs) => betterAuth().handler(request)
