import { useState } from 'react'
import { Input, Textarea } from '../field.tsx'
import { Select } from '../select.tsx'
import { Switch } from '../switch.tsx'
import { Sample, Section } from './frame.tsx'

const LONG =
  'A very long text that nobody foresaw and that goes on and on, so that it can be seen what becomes of it where it has no room left'
const COURSES = [
  { value: 'any', label: 'Any course' },
  { value: 'foundation', label: 'Foundation year' },
  { value: 'bachelor', label: 'Bachelor' },
  { value: 'long', label: LONG },
] as const
type Course = (typeof COURSES)[number]['value']

const GRID = 'grid items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3'

export function Fields() {
  const [course, setCourse] = useState<Course>('any')
  const select = { options: COURSES, onChange: setCourse }
  return (
    <Section
      id="fields"
      title="Fields"
      about="A label always; a hint where it helps; what is wrong stands under the field, in words that say what to do."
    >
      <Sample label="One line" className={GRID}>
        <Input label="Name" placeholder="As the customer writes it" />
        <Input label="Email" hint="Only your team sees it." defaultValue="laksmi@example.com" />
        <Input label="Number" error="Begin with the country, as in +62." defaultValue="0812" />
        <Input label="Workspace" disabled defaultValue="Cannot be changed" />
        <Input label="Long" defaultValue={LONG} error={`${LONG}.`} />
        <Input label="Large, of the sign-in page" size2="l" type="password" defaultValue="not a password" />
      </Sample>
      <Sample label="Several lines" className={GRID}>
        <Textarea label="Note" hint="Only your team sees it; it is never sent." placeholder="What should be known" />
        <Textarea label="Greeting" error="Write something first." />
        <Textarea label="Instructions" disabled defaultValue={LONG} />
      </Sample>
      <Sample label="One of several" className={GRID}>
        <Select label="Course" value={course} {...select} />
        <Select label="Course, with an error" value={course} error="Choose one." {...select} />
        <Select label="Course, disabled" value="bachelor" disabled {...select} />
        <Select label="Course, a long one" value="long" {...select} />
      </Sample>
      <Switches />
    </Section>
  )
}

function Switches() {
  const [isOn, setOn] = useState(true)
  const [isAriOn, setAriOn] = useState(true)
  return (
    <Sample label="On or off, at once" className="gap-6">
      <Switch label="Notify me" checked={isOn} onChange={setOn} />
      <Switch label="Weekends" checked={!isOn} onChange={(on) => setOn(!on)} />
      <Switch label="AI Aktif" tone="ari" checked={isAriOn} onChange={setAriOn} />
      <Switch label="Disabled" checked disabled onChange={() => undefined} />
      <Switch label="Disabled, off" checked={false} disabled onChange={() => undefined} />
    </Sample>
  )
}
