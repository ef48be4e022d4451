import { Archive, Bell, PanelRight, Pencil, RotateCw, Search, SendHorizontal, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import { Kbd } from '../kbd.tsx'
import { Segments } from '../segments.tsx'
import { Sample, Section } from './frame.tsx'

const LOOKS = ['primary', 'secondary', 'quiet', 'ari', 'danger', 'link'] as const
const SIZES = ['s', 'm', 'l'] as const
const NAMES = { s: 'Small', m: 'Medium', l: 'Large' }

export function Buttons() {
  return (
    <Section
      id="buttons"
      title="Buttons"
      about="One primary button in view. Frequent ones show their key. A thumb gets 44 px, a mouse at least 28."
    >
      {LOOKS.map((look) => (
        <Sample key={look} label={look}>
          {SIZES.map((size) => (
            <Button key={size} look={look} size={size}>
              {NAMES[size]}
            </Button>
          ))}
          <Button look={look}>
            <SendHorizontal aria-hidden className="size-4" />
            With icon
          </Button>
          {look === 'link' ? null : (
            <Button look={look} square aria-label={`Edit, ${look}`}>
              <Pencil aria-hidden className="size-4" />
            </Button>
          )}
          <Button look={look} busy>
            Busy
          </Button>
          <Button look={look} disabled>
            Disabled
          </Button>
          <Button look={look} asChild>
            <a href="#buttons">As a link</a>
          </Button>
        </Sample>
      ))}
      <Sample label="With its key">
        <Button look="primary">
          Take over<Kbd inverse>T</Kbd>
        </Button>
        <Button>
          Search<Kbd>Ctrl K</Kbd>
        </Button>
        <Button look="danger">
          <Trash2 aria-hidden className="size-4" />
          Delete for good
        </Button>
      </Sample>
      <Sample label="Icon buttons: what they do stands in a tooltip" className="gap-1">
        <IconButton label="Search" keyHint="Ctrl K">
          <Search aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Show contact info" keyHint="I">
          <PanelRight aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Reload" busy>
          <RotateCw aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Archive" disabled>
          <Archive aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Notifications" look="secondary" size="s">
          <Bell aria-hidden className="size-3.5" />
        </IconButton>
      </Sample>
      <Choices />
    </Section>
  )
}

const FILTERS = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Needs people' },
  { value: 'mine', label: 'Mine' },
] as const

function Choices() {
  const [segment, setSegment] = useState<(typeof FILTERS)[number]['value']>('all')
  const [chip, setChip] = useState<(typeof FILTERS)[number]['value']>('waiting')
  return (
    <>
      <Sample label="Segments">
        <Segments label="Filter, as segments" value={segment} options={FILTERS} onChange={setSegment} />
      </Sample>
      <Sample label="Chips">
        <Segments label="Filter, as chips" look="chips" value={chip} options={FILTERS} onChange={setChip} />
      </Sample>
    </>
  )
}
