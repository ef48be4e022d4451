import { STAGES } from '#schema/conversation.ts'
import { FloorMark, AriSign } from '../../inbox/floor-mark.tsx'
import { Score } from '../../inbox/score.tsx'
import { StageMark } from '../../inbox/stage-mark.tsx'
import { Ticks } from '../../inbox/ticks.tsx'
import { Avatar } from '../avatar.tsx'
import { Badge, Pill, Tag } from '../badge.tsx'
import { Kbd } from '../kbd.tsx'
import { Sample, Section } from './frame.tsx'

const MOST = { basic: 25, qualification: 33, document: 30, engagement: 10 }

const BADGES = ['accent', 'ari', 'wait', 'stop', 'mute'] as const
const PILLS = [
  ['plain', 'AI off'],
  ['accent', 'You'],
  ['ari', 'Draft'],
  ['wait', 'Waiting for the team'],
  ['stop', 'Overdue'],
  ['done', 'Confirmed'],
] as const
const PEOPLE = ['Laksmi Paramitha', 'Bagas', 'Tri Utami', 'Ömer Şahin', '佐藤 花子', 'I Gusti Ngurah']
const SIZES = [20, 24, 28, 36, 40] as const
const FLOORS = [
  ['bot', 'ARI'],
  ['person', 'A person'],
  ['team', 'The queue of the team'],
  ['nobody', 'Nobody'],
] as const
const STATUSES = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'withdrawn']

const Named = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <span className="text-ink-2 inline-flex items-center gap-1.5 text-xs">
    {children}
    {name}
  </span>
)

export function Marks() {
  return (
    <Section
      id="marks"
      title="Marks"
      about="Small signs that are read at a glance: how many, in which state, who, how far. Each has its words too."
    >
      <Sample label="Badges: how many">
        {BADGES.map((tone, index) => (
          <Badge key={tone} tone={tone}>
            {[3, 12, 1, 99, 128][index]}
          </Badge>
        ))}
      </Sample>
      <Sample label="Pills: a state in a word or two" className="gap-2">
        {PILLS.map(([tone, words]) => (
          <Pill key={tone} tone={tone}>
            {words}
          </Pill>
        ))}
      </Sample>
      <Sample label="Tags: words that were put on something" className="gap-1.5">
        <Tag>Australia</Tag>
        <Tag>Scholarship</Tag>
        <Tag>Intake February</Tag>
      </Sample>
      <Sample label="Keys" className="gap-1.5 pointer-coarse:hidden">
        <Kbd>T</Kbd>
        <Kbd>Esc</Kbd>
        <Kbd>Ctrl K</Kbd>
      </Sample>
      <Sample label="Avatars: a ground that is always the same for the same person; teal for one of ours">
        {SIZES.map((size) => (
          <Avatar key={size} id={String(size)} name="Laksmi Paramitha" size={size} />
        ))}
        {PEOPLE.map((name) => (
          <Avatar key={name} id={name} name={name} size={36} />
        ))}
        <Avatar id="unnamed" name={null} size={36} />
        <Avatar id="staff" name="Bagas Wirawan" size={36} staff />
        <Avatar id="marked" name="Tri Utami" size={40}>
          <FloorMark
            floor="person"
            name="Bagas Wirawan"
            className="absolute -right-1 -bottom-1 shadow-[0_0_0_2px_var(--bg)]"
          />
        </Avatar>
      </Sample>
      <Sample label="Who has the floor" className="gap-5">
        {FLOORS.map(([floor, name]) => (
          <Named key={floor} name={name}>
            <FloorMark floor={floor} name="Bagas Wirawan" />
            <FloorMark floor={floor} name="Bagas Wirawan" size={24} />
          </Named>
        ))}
        <AriSign name="ARI" />
      </Sample>
      <Sample label="Stages" className="gap-5">
        {STAGES.map((stage) => (
          <Named key={stage} name={stage}>
            <StageMark stage={stage} />
          </Named>
        ))}
      </Sample>
      <Sample label="How far a message has come" className="gap-5">
        {STATUSES.map((status) => (
          <Named key={status} name={status}>
            <Ticks status={status} />
          </Named>
        ))}
      </Sample>
      <Sample label="The score" className="grid max-w-180 gap-8 sm:grid-cols-2">
        <Score total={74} parts={{ basic: 20, qualification: 24, document: 20, engagement: 10 }} most={MOST} />
        <Score
          total={43}
          parts={{ basic: 20, qualification: 17, document: 0, engagement: 6 }}
          most={MOST}
          byHand={80}
        />
        <Score total={0} parts={{ basic: 0, qualification: 0, document: 0, engagement: 0 }} most={MOST} />
      </Sample>
    </Section>
  )
}
