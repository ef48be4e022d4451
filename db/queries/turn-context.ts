import { sql } from 'kysely'
import type { WorkspaceTx } from '../connect.ts'
import { newestVersion, publishedFrom } from './ari-config.ts'

export type TurnMessage = {
  id: string
  direction: string
  author: string
  kind: string
  body: string
  content: unknown
  outcome: string | null
  providerMessageId: string | null
  sentAt: Date
}

const HISTORY = 20

/** What a draft needs to know of its conversation: people, settings, facts, and the last messages, oldest first. */
export async function getTurnContext(tx: WorkspaceTx, conversationId: string, messageIds: string[]) {
  const conversation = tx
    .selectFrom('conversations as c')
    .innerJoin('contacts', 'contacts.id', 'c.contact_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .innerJoin('workspaces as w', 'w.id', 'c.workspace_id')
    .where('c.id', '=', conversationId)
    .select([
      'c.contact_id as contactId',
      'c.merged_into as mergedInto',
      'c.language as conversationLanguage',
      'contacts.name as contactName',
      'contacts.phone as contactPhone',
      'channels.provider',
      'channels.phone_number_id as phoneNumberId',
      'channels.access_token_sealed as accessTokenSealed',
      'w.name as businessName',
      'w.timezone',
      'w.phone',
      'w.email',
      'w.bot_on as botOn',
      'w.bot_hold_seconds as holdSeconds',
      'w.review_policy as reviewPolicy',
      'w.review_settings as reviewSettings',
      'w.service_level as serviceLevel',
      'w.live_at as liveAt',
      newestVersion('w.id').as('published'),
      // When the floor last came to ARI: it is told, for others have spoken since.
      sql<Date | null>`(
        select case when e.detail ->> 'holder' = 'bot' then e.at end from conversation_events e
        where e.conversation_id = c.id and e.kind = 'floor' order by e.at desc, e.id desc limit 1)`.as('handedBackAt'),
      sql<{ key: string; value: string | null; declined: number }[]>`coalesce((
        select json_agg(json_build_object('key', f.key, 'value', f.value, 'declined', f.declined_count))
        from contact_facts f where f.contact_id = c.contact_id), '[]')`.as('facts'),
    ])
  const messages = tx
    .selectFrom('messages')
    .where('conversation_id', '=', conversationId)
    .where((where) =>
      where.or([
        where('id', 'in', messageIds),
        where('id', 'in', (nested) =>
          nested
            .selectFrom('messages as recent')
            .where('recent.conversation_id', '=', conversationId)
            .where('recent.status', 'not in', ['withdrawn', 'failed'])
            // What the customer has written since is the next turn's: read here, it would be answered twice.
            .where((of) => of.or([of('recent.direction', '=', 'outbound'), of('recent.outcome', 'is not', null)]))
            .orderBy('recent.sent_at', 'desc')
            .orderBy('recent.id', 'desc')
            .limit(HISTORY)
            .select('recent.id'),
        ),
      ]),
    )
    .orderBy('sent_at')
    .orderBy('id')
    .select([
      'id',
      'direction',
      'author',
      'kind',
      'body',
      'content',
      'outcome',
      'provider_message_id as providerMessageId',
      'sent_at as sentAt',
    ])
  const [about, said] = await Promise.all([conversation.executeTakeFirstOrThrow(), messages.execute()])
  const { published, ...rest } = about
  return { ...rest, ...publishedFrom(published), messages: said satisfies TurnMessage[] }
}
