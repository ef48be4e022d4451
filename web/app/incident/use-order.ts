import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { postJson, type Answer } from '../inbox/api.ts'
import type { IncidentOrder } from './contract.ts'

/** Which placeholders a message may have, by the reader's language: both are always understood. */
export const MARKS = {
  id: { customer: '{{nama}}', agent: '{{petugas}}' },
  en: { customer: '{{name}}', agent: '{{agent}}' },
}

/**
 * Has something done about an incident; what is refused stands by its field, in words, and what has no field is told at
 * the edge of the page.
 */
export function useOrder(incidentId: string) {
  const { t, i18n } = useTranslation('incident')
  const { revalidate } = useRevalidator()
  const [busy, setBusy] = useState<string | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})

  /** `doing` names it where a part of the page does several things. */
  async function order(what: IncidentOrder, doing: string = what.do): Promise<Answer<{ changed?: number }>> {
    setBusy(doing)
    const answer = await postJson<{ changed?: number }>(`/api/incidents/${incidentId}`, what)
    setBusy(null)
    setErrors(answer.ok ? {} : answer.errors)
    if (answer.ok || answer.status === 409 || answer.status === 503) revalidate()
    if (!answer.ok && answer.errors['incident'] !== undefined) toast.error(t('closedMeanwhile'))
    else if (!answer.ok && Object.keys(answer.errors).length === 0) toast.error(t('failed'))
    return answer
  }

  const errorOf = (field: string): string | undefined => {
    const code = errors[field]
    const marks = MARKS[i18n.language === 'id' ? 'id' : 'en']
    return code === undefined ? undefined : t(`problems.${code}`, { defaultValue: t('problems.invalid'), ...marks })
  }
  return { order, busy, errors, errorOf, forget: () => setErrors({}) }
}
