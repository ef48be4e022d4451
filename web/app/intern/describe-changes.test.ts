import { beforeAll, describe, expect, it } from 'vitest'
import { AriConfig, DEFAULT_CONFIG } from '#schema/ari-config.ts'
import { INTENTS } from '#schema/ari-parts.ts'
import { diffConfigs } from '#domain/ari-config/diff.ts'
import { i18nFor, LANGUAGES, loadInternTexts, type Language } from '../i18n/i18n.ts'
import { USUAL_HOURS } from './hours.ts'
import { describeChanges } from './describe-changes.ts'
import type { Text } from './words.ts'

beforeAll(() => Promise.all(LANGUAGES.map(loadInternTexts)))

function textIn(language: Language): Text {
  const t = i18nFor(language).getFixedT(language, 'config')
  return (key, params = {}) => t(key, params)
}
const told = (change: (config: AriConfig) => void, language: Language = 'en') => {
  const after = structuredClone(DEFAULT_CONFIG)
  change(after)
  return describeChanges(DEFAULT_CONFIG, AriConfig.parse(after), textIn(language)).map(
    ({ section, kind, title, before = '', after = '' }) => `${section} ${kind} | ${title} | ${before} > ${after}`,
  )
}

describe('what changes is said', () => {
  it('of plain fields with their values', () => {
    expect(
      told(({ persona, guard, followUp, scoring }) => {
        persona.botName = 'Kia'
        persona.language = 'en'
        persona.followsCustomer = false
        guard.leastConfidence = 0.85
        guard.refusal.id = 'Maaf ya.'
        followUp.afterHours = 4
        scoring.threshold = 60
        scoring.parts.basic = 20
      }),
    ).toEqual([
      'persona changed | Name of the bot | ARI > Kia',
      'persona changed | Language | Bahasa Indonesia > English',
      'persona changed | Follows the customer | Yes > No',
      'scoring changed | Threshold | 70 > 60',
      'scoring changed | Basic: at most | 25 > 20',
      'guard changed | Least confidence | 70% > 85%',
      'guard changed | Refusal in Indonesian | our own words > Maaf ya.',
      'followUp changed | Asks again after | Never > 4 h',
    ])
  })

  it('of questions and stages, as added, removed and moved', () => {
    expect(
      told(({ flow }) => {
        flow.questions = flow.questions.filter(({ key }) => key !== 'cv')
        flow.questions.unshift(flow.questions.splice(5, 1)[0]!)
        flow.questions.push({ key: 'pet', kind: 'wish', required: true, about: 'a cat?', label: 'Pet' })
        flow.questions[1]!.kind = 'document'
        flow.stages.done.goal = 'Say goodbye.'
        flow.stages.done.questions = ['email', ...flow.stages.done.questions.filter((key) => key !== 'email'), 'pet']
      }),
    ).toEqual([
      'flow changed | Question “Name”: kind of answer | Free text > Document: ready or not',
      'flow removed | Question “CV” | asks: CV sudah ada? / CV ready? > ',
      'flow added | Question “Pet” |  > required, asks: a cat?',
      'flow moved | Question “Funding” | place 6 > place 1',
      'flow changed | Done: goal | our own words > Say goodbye.',
      'flow moved | Done: asks “Email” | place 12 > place 1',
      'flow added | Done: asks “Pet” |  > ',
    ])
  })

  it('of rules in sentences, and one that leads elsewhere as changed', () => {
    expect(
      told(({ flow: { stages } }) => {
        stages.routing.rules = [
          { when: { is: 'intent', intent: 'pricing' }, to: 'people' },
          { when: { is: 'score_reached' }, to: 'booking' },
        ]
      }),
    ).toEqual([
      'flow removed | Routing: rule | The customer wants a consultation → Booking > ',
      'flow added | Routing: rule |  > The customer’s message is about: prices → people',
      'flow changed | Routing: rule | The score reaches the threshold → people > The score reaches the threshold → Booking',
    ])
  })

  it('of hours, days that are alike together', () => {
    expect(told(({ away }) => void (away.hours = USUAL_HOURS))).toEqual([
      'away changed | When people are there | Always > Mon–Fri 09:00–17:00 · Sat–Sun closed',
    ])
    const before = AriConfig.parse({ away: { hours: USUAL_HOURS } })
    const after = structuredClone(before)
    after.away.hours!.days[5] = [
      { from: 600, to: 720 },
      { from: 780, to: 1440 },
    ]
    expect(describeChanges(before, after, textIn('id'))).toMatchObject([
      {
        before: 'Sen–Jum 09:00–17:00 · Sab–Min tutup',
        after: 'Sen–Jum 09:00–17:00 · Sab 10:00–12:00, 13:00–24:00 · Min tutup',
      },
    ])
  })

  it('of factors and phrases', () => {
    expect(
      told(({ scoring, guard }) => {
        scoring.factors = scoring.factors.filter(({ key }) => key !== 'city')
        scoring.factors[0]!.points = 10
        scoring.factors[1]!.when = { is: 'document_ready', question: 'cv' }
        scoring.factors.push({ key: 'five', part: 'engagement', points: 2, when: { is: 'answered_count', count: 5 } })
        guard.hedges = [...guard.hedges.filter((phrase) => phrase !== 'maybe'), 'entahlah']
      }),
    ).toEqual([
      'scoring changed | Factor “Name is known”: points | 5 > 10',
      'scoring changed | Factor “CV is ready”: what counts | Phone number is known > CV is ready',
      'scoring removed | Factor “City is known” | Basic, 5 points > ',
      'scoring added | Factor “5 questions answered or more” |  > Engagement, 2 points',
      'guard removed | Forbidden phrase “maybe” |  > ',
      'guard added | Forbidden phrase “entahlah” |  > ',
    ])
  })

  it.each(LANGUAGES)('in %s, of every subject that a rule can wait for', (language) => {
    for (const intent of INTENTS) {
      const text = textIn(language)(`intents.${intent}`)
      expect(text, intent).not.toMatch(/intents\./)
    }
  })

  it.each(LANGUAGES)('in %s, whatever differs, and never by a name that has no words', (language) => {
    const other = AriConfig.parse({
      persona: { botName: 'Kia', greeting: 'Hi', language: 'en', followsCustomer: false, tone: 'warm' },
      flow: {
        questions: DEFAULT_CONFIG.flow.questions.map((one) => ({
          ...one,
          kind: one.kind === 'wish' ? 'text' : 'wish',
          required: !one.required,
          about: `${one.about}!`,
          label: `x ${one.key}`,
        })),
        stages: { greeting: { goal: 'g', questions: [], rules: [] } },
      },
      scoring: {
        threshold: 1,
        parts: { basic: 1, qualification: 1, document: 1, engagement: 1 },
        factors: DEFAULT_CONFIG.scoring.factors.map((one) => ({
          ...one,
          part: one.part === 'basic' ? 'document' : 'basic',
          points: one.points + 1,
          when: { is: 'has_phone' },
        })),
      },
      guard: { leastConfidence: 1, mostCharacters: 100, hedges: ['x y'], refusal: { id: 'a', en: 'b' } },
      followUp: { afterHours: 2, most: 3, text: { id: 'a', en: 'b' } },
      away: { hours: USUAL_HOURS },
    })
    const words = describeChanges(DEFAULT_CONFIG, other, textIn(language))
    expect(words.length).toBeGreaterThanOrEqual(diffConfigs(DEFAULT_CONFIG, other).length)
    for (const { title, before = '', after = '' } of words)
      expect(`${title} ${before} ${after}`).not.toMatch(
        /fields\.|changes\.|kinds\.|factors\.|conditions\.|undefined|\{\{/,
      )
  })
})
