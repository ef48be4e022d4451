import { Archive, LogOut, Pencil } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../button.tsx'
import { Dialog, Drawer } from '../dialog.tsx'
import { Input } from '../field.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../menu.tsx'
import { Tooltip } from '../tooltip.tsx'
import { Sample, Section } from './frame.tsx'

const THEMES = [
  { value: 'system', label: 'Like the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const NOTHING = () => undefined

export function Layers() {
  return (
    <Section
      id="layers"
      title="Layers"
      about="What floats has one shadow, goes away with Escape and gives the focus back. A dialog only for what cannot be done in place."
    >
      <Sample label="Menu, dialog, drawer, tooltip">
        <SampleMenu />
        <SampleDialog />
        <SampleDrawer />
        <Tooltip text="Never the only place where something is said" keyHint="?">
          <Button look="quiet">Tooltip</Button>
        </Tooltip>
      </Sample>
      <Sample label="Toasts: for what could not be seen otherwise">
        <Button onClick={() => toast('The conversation was archived')}>Plain</Button>
        <Button onClick={() => toast.success('Note saved')}>Done</Button>
        <Button
          onClick={() =>
            toast.error('The server cannot be reached', {
              description: 'Nothing was lost. Check your connection and try again.',
            })
          }
        >
          Failed
        </Button>
        <Button
          onClick={() =>
            toast.error('The change was not taken', {
              description: 'Nothing has changed; try again in a moment.',
              action: { label: 'Try again', onClick: NOTHING },
            })
          }
        >
          With an action
        </Button>
      </Sample>
    </Section>
  )
}

function SampleMenu() {
  const [theme, setTheme] = useState<(typeof THEMES)[number]['value']>('system')
  return (
    <Menu trigger={<Button>Menu</Button>} align="start">
      <MenuItem icon={<Pencil aria-hidden className="size-4" />} onSelect={NOTHING}>
        Rename
      </MenuItem>
      <MenuItem icon={<Archive aria-hidden className="size-4" />} onSelect={NOTHING}>
        Something with a name that is far too long for a menu
      </MenuItem>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice value={theme} options={THEMES} onChange={setTheme} />
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={NOTHING}>
        Sign out
      </MenuItem>
    </Menu>
  )
}

function SampleDialog() {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Dialog</Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Delete this contact?"
        description="Their messages, notes and bookings go with them. This cannot be undone."
        actions={
          <>
            <Button onClick={close}>Keep</Button>
            <Button look="danger" onClick={close}>
              Delete for good
            </Button>
          </>
        }
      >
        <Input label="Write the name to confirm" placeholder="Laksmi Paramitha" />
      </Dialog>
    </>
  )
}

function SampleDrawer() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Drawer</Button>
      <Drawer open={isOpen} onOpenChange={setOpen} title="Contact info">
        <p className="text-ink-2 px-4 pb-6">What stands beside the conversation where there is room, opens over it.</p>
      </Drawer>
    </>
  )
}
