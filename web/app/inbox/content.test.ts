import { expect, it } from 'vitest'
import type { JsonObject } from '#schema/tables.ts'
import { contentOf } from './content.server.ts'

const NO_FILE = { fileState: null, fileReason: null, fileName: null, fileType: null, fileBytes: null }
const shown = (content: JsonObject) => contentOf({ kind: 'interactive', content, ...NO_FILE })

it('PX-06 the thread shows what the customer can press: rows, buttons, a link', () => {
  const buttons = [{ id: 'yes', title: 'Ya, batalkan' }]
  const rows = [{ id: 'person', title: 'Bicara dengan konsultan' }]
  const link = { label: 'Buka peta', url: 'https://maps.google.com/?q=Sudirman' }
  expect(shown({ buttons })).toEqual({ buttons })
  expect(shown({ button: 'Pilih waktu', rows })).toEqual({ rows })
  expect(shown({ link })).toEqual({ link })
})

it('a link that is none of ours is not made one', () => {
  expect(shown({ link: { label: 'Buka', url: 'javascript:alert(1)' } })).toEqual({})
})
