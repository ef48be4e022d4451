import { constants, crc32, deflateRawSync } from 'node:zlib'

// Documents as people and attackers make them, put together byte by byte: no library of the product's is asked.

export type ZipPart = {
  name: string
  data: Buffer | string
  /** Already deflated, with the sizes that it claims. */
  deflated?: { bytes: Buffer; claims: number }
}

/** A zip file of these parts. */
export function givenZip(parts: ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const { name, data, deflated } of parts) {
    const raw = Buffer.from(data)
    const packed = deflated?.bytes ?? deflateRawSync(raw)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(raw), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(deflated?.claims ?? raw.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, Buffer.from(name)]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** The parts of a Word document with this body; `more` are put beside them. */
export function docxParts(body: string, more: ZipPart[] = []): ZipPart[] {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  return [
    {
      name: '[Content_Types].xml',
      data: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      data: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'word/styles.xml',
      data: `${XML}<w:styles xmlns:w="${W}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    },
    { name: 'word/document.xml', data: `${XML}<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>` },
    ...more,
  ]
}

export const wordParagraph = (text: string, style?: string): string =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export const wordTable = (rows: string[][]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${wordParagraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

export const givenDocx = (body: string, more?: ZipPart[]): Buffer => givenZip(docxParts(body, more))

type PdfLine = { text: string; size?: number; gap?: number }
type PdfWish = {
  pages: PdfLine[][]
  /** Asks for a password that nobody has. */
  encrypted?: boolean
  /** In place of the first page's words: a deflated stream. */
  stream?: Buffer
}

/** A PDF with these lines on its pages. */
export function givenPdf({ pages, encrypted = false, stream }: PdfWish): Buffer {
  const objects: (string | Buffer)[] = ['', '']
  const add = (object: string | Buffer) => objects.push(object)
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  const contents = new Map<string, number>()
  const kids = pages.map((lines, at) => {
    const drawn = `BT 72 770 Td ${lines.map(({ text, size = 11, gap = 14 }) => `/F1 ${String(size)} Tf 0 -${String(gap)} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj`).join(' ')} ET`
    const given = at === 0 ? stream : undefined
    const key = given === undefined ? drawn : 'stream'
    const id =
      contents.get(key) ??
      add(
        given === undefined
          ? `<< /Length ${String(drawn.length)} >>\nstream\n${drawn}\nendstream`
          : Buffer.concat([
              Buffer.from(`<< /Length ${String(given.length)} /Filter /FlateDecode >>\nstream\n`),
              given,
              Buffer.from('\nendstream'),
            ]),
      )
    contents.set(key, id)
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${String(font)} 0 R >> >> /Contents ${String(id)} 0 R >>`,
    )
  })
  objects[0] = '<< /Type /Catalog /Pages 2 0 R >>'
  objects[1] = `<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids.map((id) => `${String(id)} 0 R`).join(' ')}] >>`
  const lock = encrypted
    ? ` /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`
    : ''
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const places: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    places.push(at)
    const part = Buffer.concat([
      Buffer.from(`${String(index + 1)} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ])
    parts.push(part)
    at += part.length
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = String(objects.length + 1)
  const trailer = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R${lock} >>\nstartxref\n${String(at)}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(trailer)])
}

/** A deflated stream of a few megabytes that becomes `gigabytes` of letters: blocks that end on a byte, over and over. */
export function givenBomb(gigabytes: number): Buffer {
  const chunk = Buffer.alloc(8 * 1024 * 1024, 'a')
  const block = deflateRawSync(chunk, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const end = deflateRawSync(Buffer.alloc(0))
  return Buffer.concat([...Array.from({ length: gigabytes * 128 }, () => block), end])
}
