import { z } from 'zod'

const ms = z.number().min(0)
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How the far end behaves when nothing goes wrong. */
export const Settings = z.strictObject({
  pace: z.strictObject({ sentMs: ms, deliveredMs: ms, readMs: ms }).describe('each counted from the one before'),
  reads: z.enum(['soon', 'on-open', 'never']),
  window: z
    .enum(['async', 'refuse', 'off'])
    .describe('a free-form send after 24 hours: failed later, refused, or let through'),
  pairRate: z.boolean().describe('one message per 6 s to one customer, bursts up to 45'),
  messagesPerSecond: z.number().positive().nullable().describe('of one number; more answers 130429'),
  unknownTemplates: z.enum(['refuse', 'accept']),
  templateApprovalMs: ms,
  absentPhone: z.enum(['left-out', 'empty']),
  retryPausesMs: z.array(ms).min(1).describe('the last one repeats'),
  giveUpAfterMs: ms,
  kapsoRetryPausesMs: z.array(ms),
  webhookTimeoutMs: z.number().positive(),
  webhooksAtOnce: z.int().positive().describe('POSTs under way to one number at a time'),
  mediaUrlLifeMs: ms,
})
export type Settings = z.infer<typeof Settings>

export const SettingsPatch = Settings.partial().extend({ pace: Settings.shape.pace.partial().optional() })
export type SettingsPatch = z.infer<typeof SettingsPatch>

export const DEFAULT_SETTINGS: Settings = {
  pace: { sentMs: 15, deliveredMs: 150, readMs: 700 },
  reads: 'soon',
  window: 'async',
  pairRate: false,
  messagesPerSecond: null,
  unknownTemplates: 'refuse',
  templateApprovalMs: 100,
  absentPhone: 'left-out',
  retryPausesMs: [1, 2, 5, 10, 30, 60, 300, 900, 3600].map((seconds) => seconds * SECOND),
  giveUpAfterMs: 36 * HOUR,
  kapsoRetryPausesMs: [10, 40, 90].map((seconds) => seconds * SECOND),
  webhookTimeoutMs: 10 * SECOND,
  webhooksAtOnce: 64,
  mediaUrlLifeMs: 5 * MINUTE,
}

/** Changes `settings` in place: everybody holds the same object. */
export function applySettings(settings: Settings, { pace, ...patch }: SettingsPatch) {
  Object.assign(settings.pace, pace)
  for (const [name, value] of Object.entries(patch)) if (value !== undefined) Object.assign(settings, { [name]: value })
}
