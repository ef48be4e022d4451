import { Inbox, SearchX } from 'lucide-react'
import { useState } from 'react'
import { ThreadSkeleton } from '../../inbox/thread-skeleton.tsx'
import { Button } from '../button.tsx'
import { PanelBoundary } from '../panel-boundary.tsx'
import { Skeleton } from '../skeleton.tsx'
import { EmptyState, Notice } from '../states.tsx'
import { Piece, Sample, Section } from './frame.tsx'

export function Panels() {
  return (
    <Section
      id="states"
      title="Empty, loading, broken"
      about="What is empty says what will appear and how; what loads keeps its layout; what broke says that nothing was lost."
    >
      <Sample label="Notices" className="flex-col items-stretch gap-2">
        <Notice>Live news come back by themselves as soon as there is a connection.</Notice>
        <Notice tone="wait">The 24-hour window closes in 47 minutes.</Notice>
        <Notice tone="stop">Earlier messages could not be loaded. Try again.</Notice>
      </Sample>
      <Sample label="Empty" className="grid items-stretch gap-4 md:grid-cols-2">
        <Piece>
          <EmptyState icon={Inbox} title="No conversation yet" action={<Button>Open the phone</Button>}>
            The first one appears here as soon as a customer writes to your number.
          </EmptyState>
        </Piece>
        <Piece>
          <EmptyState icon={SearchX} title="Nothing found">
            No name or number matches “laksmi”.
          </EmptyState>
        </Piece>
      </Sample>
      <Sample label="Loading" className="grid items-stretch gap-4 md:grid-cols-2">
        <Piece className="bg-surface flex flex-col gap-2.5 p-4">
          <Skeleton className="size-9 rounded-full" />
          <Skeleton className="h-3.5 w-40" />
          <Skeleton />
          <Skeleton className="w-3/4" />
        </Piece>
        <Piece className="flex h-105">
          <ThreadSkeleton />
        </Piece>
      </Sample>
      <Sample label="A panel that breaks takes nothing with it">
        <Piece className="bg-surface max-w-90">
          <PanelBoundary>
            <Fragile />
          </PanelBoundary>
        </Piece>
      </Sample>
    </Section>
  )
}

function Fragile() {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) throw new TypeError('Broken on purpose, to show what becomes of a panel.')
  return (
    <div className="flex items-center justify-between gap-2 p-4">
      <span>A panel that works</span>
      <Button size="s" onClick={() => setBroken(true)}>
        Break it
      </Button>
    </div>
  )
}
