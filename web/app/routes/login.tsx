import { redirect, type LoaderFunctionArgs } from '@remix-run/node'

export const loader = ({ request }: LoaderFunctionArgs) => redirect(`/sign-in${new URL(request.url).search}`)
