import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireWorkspaceMembership } from '../auth.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { workspace } = await requireWorkspaceMembership(request)
  return { name: workspace.name }
}

export default function InboxPage() {
  return <h1 className="p-6 text-xl font-semibold">{useLoaderData<typeof loader>().name}</h1>
}
