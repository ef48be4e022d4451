import { ArrowDown, ArrowUp, Ellipsis, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'

type RowActions = {
  name: string
  /** Null: it is the first, or the last. */
  onUp: (() => void) | null
  onDown: (() => void) | null
  removal: string
  onRemove: () => void
}

/** What dragging does, and taking away, as things to choose. */
export function RowMenu({ name, onUp, onDown, removal, onRemove }: RowActions) {
  const { t } = useTranslation('flow')
  return (
    <Menu
      trigger={
        <Button square size="s" look="quiet" aria-label={t('panel.more', { name })}>
          <Ellipsis aria-hidden className="size-4" />
        </Button>
      }
    >
      {onUp === null ? null : (
        <MenuItem icon={<ArrowUp aria-hidden className="size-4" />} onSelect={onUp}>
          {t('panel.up')}
        </MenuItem>
      )}
      {onDown === null ? null : (
        <MenuItem icon={<ArrowDown aria-hidden className="size-4" />} onSelect={onDown}>
          {t('panel.down')}
        </MenuItem>
      )}
      <MenuItem icon={<X aria-hidden className="size-4" />} onSelect={onRemove}>
        {removal}
      </MenuItem>
    </Menu>
  )
}
