import { expect, it } from 'vitest'
import { readTestConversations } from './test-conversations.ts'

it('lines of JSON and rows of CSV are read, with what is expected or without', () => {
  const json = [
    '{"title":"Harga","language":"id","says":["Halo","Berapa biayanya?"],"expected":{"passesToPeople":true}}',
    '',
    '{"title":"Price","language":"en","says":["How much?"]}',
  ].join('\n')
  const anything = { says: [], saysNot: [], passesToPeople: null }
  expect(readTestConversations(json)).toEqual({
    tests: [
      {
        ...{ title: 'Harga', language: 'id', persona: null, says: ['Halo', 'Berapa biayanya?'] },
        expected: { ...anything, passesToPeople: true },
      },
      { title: 'Price', language: 'en', persona: null, says: ['How much?'], expected: anything },
    ],
  })
  expect(readTestConversations('title,language,says\nHarga,ID,Halo,"Berapa, ya?"\n')).toMatchObject({
    tests: [{ title: 'Harga', language: 'id', says: ['Halo', 'Berapa, ya?'] }],
  })
})

it('lines that are wrong are named, and then nothing of it is taken', () => {
  expect(readTestConversations('title,language,says\nHarga,id,Halo\nX,fr,Bonjour\n,id,Halo\nY,id\n')).toEqual({
    problems: [
      { line: 3, why: 'language' },
      { line: 4, why: 'title' },
      { line: 5, why: 'says' },
    ],
  })
  expect(readTestConversations('{"title":"a","language":"id","says":["x"]}\n{nonsense\n')).toEqual({
    problems: [{ line: 2, why: 'json' }],
  })
  expect(readTestConversations('"open,id,Halo')).toEqual({ problems: [{ line: 1, why: 'csv' }] })
})
