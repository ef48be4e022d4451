import { useRevalidator } from '@remix-run/react'
import { FileText } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownDocument } from '../../../knowledge/contract.ts'
import { EmptyState } from '../../ui/states.tsx'
import { DocumentRow } from './document-row.tsx'
import { UploadDocument } from './upload-document.tsx'

const ASK_AGAIN_MS = 1_000

/** The documents that ARI answers from, and how far each one is. */
export function Documents({ documents, mayEdit }: { documents: readonly ShownDocument[]; mayEdit: boolean }) {
  const { t } = useTranslation('database')
  const { revalidate } = useRevalidator()
  const isUnderWay = documents.some(({ state, isStuck }) => !isStuck && (state === 'waiting' || state === 'reading'))
  useEffect(() => {
    if (!isUnderWay) return undefined
    const timer = setInterval(revalidate, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isUnderWay, revalidate])
  return (
    <section aria-label={t('documents.listLabel')}>
      {mayEdit ? <UploadDocument onUploaded={revalidate} /> : null}
      {documents.length === 0 ? (
        <EmptyState icon={FileText} title={t('documents.emptyTitle')}>
          <p>{mayEdit ? t('documents.emptyText') : t('emptyMember')}</p>
        </EmptyState>
      ) : (
        <ul className="border-line bg-surface divide-line divide-y rounded-md border">
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} mayEdit={mayEdit} onChanged={revalidate} />
          ))}
        </ul>
      )}
    </section>
  )
}
