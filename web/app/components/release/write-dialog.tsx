import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOrder } from '../../release/use-order.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Input, Textarea } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { Notice } from '../ui/states.tsx'

const PASSES = ['either', 'yes', 'no'] as const

/** A test conversation in somebody's own words. */
export function WriteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('release')
  const { order, busy, trouble, errorOf } = useOrder()
  const [title, setTitle] = useState('')
  const [says, setSays] = useState('')
  const [language, setLanguage] = useState<'id' | 'en'>(i18n.language === 'en' ? 'en' : 'id')
  const [passesToPeople, setPasses] = useState<(typeof PASSES)[number]>('either')
  const [isThere, setThere] = useState(false)
  const save = async () => {
    setThere(false)
    const done = await order({ do: 'write', ...{ title, says, language, passesToPeople } })
    if (done?.added === 0) setThere(true)
    else if (done !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('write.title')}
      description={t('write.about')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={busy !== null} onClick={() => void save()}>
            {t('write.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Input
          label={t('write.name')}
          value={title}
          error={errorOf('title')}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Textarea
          label={t('write.says')}
          hint={t('write.saysHint')}
          value={says}
          error={errorOf('says')}
          onChange={(event) => setSays(event.target.value)}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t('write.language')}
            value={language}
            options={(['id', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
            onChange={setLanguage}
          />
          <Select
            label={t('write.passes')}
            value={passesToPeople}
            options={PASSES.map((value) => ({ value, label: t(`write.passesTo.${value}`) }))}
            onChange={setPasses}
          />
        </div>
        {isThere ? <Notice>{t('write.isThere')}</Notice> : null}
        {trouble === null ? null : <Notice tone="stop">{trouble}</Notice>}
      </div>
    </Dialog>
  )
}
