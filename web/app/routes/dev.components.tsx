import { data, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BRAND } from '../brand.ts'
import { Buttons } from '../components/ui/showcase/buttons.tsx'
import { Colours } from '../components/ui/showcase/colours.tsx'
import { Fields } from '../components/ui/showcase/fields.tsx'
import { Foundations } from '../components/ui/showcase/foundations.tsx'
import { Layers } from '../components/ui/showcase/layers.tsx'
import { Marks } from '../components/ui/showcase/marks.tsx'
import { Panels } from '../components/ui/showcase/panels.tsx'
import { Rows } from '../components/ui/showcase/rows.tsx'
import { ThreadSamples } from '../components/ui/showcase/thread.tsx'
import { useDark } from '../components/ui/showcase/use-dark.ts'
import { Switch } from '../components/ui/switch.tsx'
import { Toaster } from '../components/ui/toaster.tsx'
import { TooltipProvider } from '../components/ui/tooltip.tsx'
import { services } from '../services.server.ts'
import { NowContext } from '../time/use-times.ts'

const SECTIONS = [
  ['colours', 'Colours'],
  ['foundations', 'Type and measure'],
  ['buttons', 'Buttons'],
  ['fields', 'Fields'],
  ['marks', 'Marks'],
  ['layers', 'Layers'],
  ['states', 'Empty, loading, broken'],
  ['rows', 'Rows and the floor'],
  ['thread', 'The thread'],
] as const

export const meta: MetaFunction = () => [{ title: `Components · ${BRAND}` }]

/** Every part of the pages in every state, for whoever works on them. Elsewhere there is no such page. */
export function loader() {
  if (!services().settings.demoMode && !import.meta.env.DEV) throw data(null, { status: 404 })
  return { now: Date.now() }
}

export default function ComponentsPage() {
  const { now } = useLoaderData<typeof loader>()
  const [dark, setDark] = useDark()
  return (
    <NowContext.Provider value={now}>
      <TooltipProvider delayDuration={400}>
        <header className="bg-surface border-line sticky top-0 z-20 flex h-12 items-center justify-between gap-4 border-b px-4 lg:px-6">
          <h1 className="text-md truncate font-semibold">Components</h1>
          <Switch label="Dark" checked={dark} onChange={setDark} />
        </header>
        <div className="mx-auto max-w-330 lg:grid lg:grid-cols-[200px_minmax(0,1fr)]">
          <nav aria-label="Sections" className="sticky top-12 hidden h-fit p-6 lg:block">
            <ul className="flex flex-col gap-0.5">
              {SECTIONS.map(([id, title]) => (
                <li key={id}>
                  <a href={`#${id}`} className="text-ink-2 hover:bg-hover flex h-8 items-center rounded-sm px-2">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <main className="min-w-0 px-4 pb-16 lg:px-6">
            <Colours />
            <Foundations />
            <Buttons />
            <Fields />
            <Marks />
            <Layers />
            <Panels />
            <Rows />
            <ThreadSamples />
          </main>
        </div>
        <Toaster />
      </TooltipProvider>
    </NowContext.Provider>
  )
}
