import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { validate as isUuid } from 'uuid'
import { NotInStore } from '#clients/media-store/media-store.ts'
import { deleteDocument, findDocumentFile, waitAgain } from '#db/queries/knowledge-documents.ts'
import { requireWorkspaceMembership } from '../auth.server.ts'
import { json, notFound, wrongMethod } from '../inbox/answer.server.ts'
import { nameOf } from '../inbox/media.server.ts'
import { fieldsOf } from '../inbox/orders.server.ts'
import { DocumentOrderForm, problemsIn } from '../knowledge/forms.ts'
import { services } from '../services.server.ts'

/** The file as it was given, to save: never to be shown in our own name. */
export async function loader({ request, params: { documentId = '' } }: LoaderFunctionArgs) {
  const { tx } = await requireWorkspaceMembership(request)
  const found = isUuid(documentId) ? await tx((work) => findDocumentFile(work, documentId)) : undefined
  if (found === undefined) return notFound()
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment${nameOf(found.name)}`,
    'Content-Length': String(found.bytes),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
  }
  try {
    return new Response(await services().store.open(found.fileKey), { headers })
  } catch (error) {
    if (!(error instanceof NotInStore)) throw error
    services().log.error({ event: 'document_missing', documentId }, 'A file that should be kept is not there')
    return notFound()
  }
}

/** Deletes a document with its passages, or has it read again. */
export async function action({ request, params: { documentId = '' } }: ActionFunctionArgs) {
  const { tx, user, workspace } = await requireWorkspaceMembership(request, { role: 'admin' })
  const wrong = wrongMethod(request)
  if (wrong) return wrong
  if (!isUuid(documentId)) return notFound()
  const read = DocumentOrderForm.safeParse(await fieldsOf(request))
  if (!read.success) return json({ errors: problemsIn(read.error) }, 400)
  const { store, knowledgeImports } = services()
  const workspaceId = workspace.id
  const by = { userId: user.id, workspaceId }
  if (read.data.order === 'delete') {
    const gone = await tx((work) => deleteDocument(work, documentId, by))
    if (gone === undefined) return notFound()
    await store.delete(gone.fileKey)
    return json({ outcome: 'deleted' })
  }
  if (!(await tx((work) => waitAgain(work, documentId, by)))) return notFound()
  const isStarted = await knowledgeImports.start({ workspaceId, documentId })
  return json({ outcome: isStarted ? 'started' : 'unavailable' })
}
