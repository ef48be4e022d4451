import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { ConversationList } from '../components/conversation-list.tsx'
import { listQuestion, loadList } from '../inbox/list.server.ts'
import { preferencesOf } from '../preferences.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { tx, user } = await requireWorkspaceMembership(request)
  const { rows, next } = await tx((work) => loadList(work, { ...listQuestion(request.url), userId: user.id }))
  const { language } = preferencesOf(request, user)
  return {
    language,
    next: next && new URLSearchParams({ after: next }).toString(),
    rows: rows.map(({ conversationId: id, name, phone, stage, floor, score, at, lastMessage }) => ({
      id,
      title: name ?? phone ?? '',
      preview: lastMessage?.body ?? '',
      kind: lastMessage?.kind ?? 'text',
      fromUs: lastMessage !== null && lastMessage.author !== 'customer',
      ...{ stage, floor, score, at },
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
