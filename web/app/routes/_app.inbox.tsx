import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listConversations } from '#db/queries/conversation-list.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { ConversationList } from '../components/conversation-list.tsx'
import { preferencesOf } from '../preferences.server.ts'

const Key = z.object({ at: z.string().regex(/^[\d :.+-]{10,40}$/), id: z.uuid() })

export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const asked = Key.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  const { conversations, next } = await tx((work) => listConversations(work, asked.success ? asked.data : null))
  const { language } = preferencesOf(request, user)
  return {
    language,
    next: next && new URLSearchParams(next).toString(),
    rows: conversations.map(({ id, name, phone, stage, floor, score, lastMessageAt, lastMessage }) => ({
      id,
      title: name ?? phone ?? '',
      preview: lastMessage?.body ?? '',
      kind: lastMessage?.kind ?? 'text',
      fromUs: lastMessage !== null && lastMessage.author !== 'customer',
      stage,
      floor,
      score,
      at: lastMessageAt.toISOString(),
    })),
  }
}

export default function InboxPage() {
  const { t } = useTranslation('inbox')
  const { rows, next, language } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto w-full max-w-3xl py-6">
      <h1 className="px-4 pb-4 text-xl font-semibold">{t('title')}</h1>
      {rows.length === 0 ? (
        <p className="text-ink-2 px-4">{t('empty')}</p>
      ) : (
        <div className="bg-surface border-line overflow-hidden rounded-xl border">
          <ConversationList rows={rows} language={language} />
        </div>
      )}
      {next === null ? null : (
        <p className="px-4 pt-4">
          <Link to={`/inbox?${next}`} className="text-accent font-medium">
            {t('older')}
          </Link>
        </p>
      )}
    </div>
  )
}
