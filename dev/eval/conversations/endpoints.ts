import { says, type Topic } from '../conversation.ts'
import { HELLO, HELLO_EN } from './openings.ts'

const DOWN = { fault: { do: 'error', status: 500 } } as const

/** Endpoints that fail: another answers, or people do; the customer's message is never lost. */
export const endpoints: Topic = {
  topic: 'model endpoints',
  conversations: [
    {
      name: 'the second endpoint answers when the first is down',
      language: 'id',
      manner: 'terse',
      proves: ['LM-02'],
      turns: [
        HELLO,
        {
          says: 'Rio',
          ari: [DOWN, says('Salam kenal, Kak Rio. Negara tujuannya ke mana?', { facts: { name: 'Rio' } })],
          facts: { name: 'Rio' },
        },
      ],
    },
    {
      name: 'people answer when both are down',
      language: 'id',
      manner: 'polite',
      proves: ['LM-03'],
      turns: [
        HELLO,
        { says: 'Nama saya Laras, Kak', ari: DOWN, why: 'model_failed', facts: { name: null } },
        { says: 'halo?', hears: null },
      ],
    },
    {
      name: 'connections that are cut',
      language: 'en',
      manner: 'terse',
      proves: ['LM-03'],
      turns: [HELLO_EN, { says: 'Tom', ari: { fault: { do: 'cut' } }, why: 'model_failed' }],
    },
    {
      name: 'answers without anything in them',
      language: 'id',
      manner: 'terse',
      proves: ['LM-03'],
      turns: [HELLO, { says: 'lanjut', ari: { fault: { do: 'empty' } }, why: 'model_failed' }],
    },
    {
      name: 'ARI goes on where it was once an endpoint is back',
      language: 'mixed',
      manner: 'chaotic',
      turns: [
        HELLO,
        { says: 'gw Andre', ari: DOWN, why: 'model_failed' },
        { staff: 'hands back', floor: 'bot' },
        {
          says: 'halooo gw Andre mau ke aussie',
          ari: says('Halo Kak Andre! Jurusan apa yang diminati?', {
            facts: { name: 'Andre', destination: 'Australia' },
          }),
          facts: { name: 'Andre', destination: 'Australia' },
        },
      ],
    },
  ],
}
