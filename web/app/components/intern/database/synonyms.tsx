import { useRevalidator } from '@remix-run/react'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { postJson } from '../../../inbox/api.ts'
import type { SynonymGroup } from '../../../knowledge/contract.ts'
import { problemsIn, SynonymForm } from '../../../knowledge/forms.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/states.tsx'

/** The workspace's own words that mean the same. */
export function Synonyms({ groups, mayEdit }: { groups: readonly SynonymGroup[]; mayEdit: boolean }) {
  const { t } = useTranslation('database')
  const { revalidate } = useRevalidator()
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState<string | null>(null)

  async function send(path: string, body: object, doing: string): Promise<boolean> {
    setBusy(doing)
    setFailed(false)
    const answer = await postJson(path, body)
    setBusy(null)
    if (answer.ok || answer.status === 404) {
      revalidate()
      return true
    }
    const key = answer.errors['words']
    if (key === undefined) setFailed(true)
    else setError(t(`problems.words.${key}`))
    return false
  }

  async function add(): Promise<void> {
    const checked = SynonymForm.safeParse({ words })
    if (!checked.success) {
      setError(t(`problems.words.${problemsIn(checked.error)['words'] ?? 'too-few'}`))
      return
    }
    if (await send('/api/knowledge/synonyms', checked.data, 'add')) setWords('')
  }

  return (
    <section aria-label={t('synonyms.listLabel')} className="max-w-160">
      <p className="text-ink-2 mb-4">{t('synonyms.about')}</p>
      {failed ? (
        <Notice tone="stop" className="mb-3">
          {t('synonyms.failed')}
        </Notice>
      ) : null}
      {mayEdit ? (
        <form
          noValidate
          className="mb-4 flex items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <div className="min-w-0 flex-1">
            <Input
              label={t('synonyms.label')}
              hint={t('synonyms.hint')}
              error={error}
              value={words}
              onChange={(event) => {
                setWords(event.target.value)
                setError(undefined)
              }}
            />
          </div>
          <Button type="submit" look="primary" busy={busy === 'add'} className="mt-5.5">
            {t('synonyms.add')}
          </Button>
        </form>
      ) : null}
      {groups.length === 0 ? (
        <p className="text-ink-3">{t('synonyms.none')}</p>
      ) : (
        <ul className="border-line bg-surface divide-line divide-y rounded-md border">
          {groups.map(({ id, words: same }) => (
            <li key={id} className="flex min-h-11 items-center gap-2 py-1.5 pr-2 pl-3 md:pl-4">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{same.join(' = ')}</span>
              {mayEdit ? (
                <IconButton
                  label={t('synonyms.remove', { words: same.join(', ') })}
                  busy={busy === id}
                  onClick={() => void send(`/api/knowledge/synonyms/${id}/delete`, {}, id)}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
