// Reads and changes cells of a workbook as a spreadsheet program would store them: the archive is taken apart and put
// together with what Node has, so that the tests do not rest on the program's own writer.
import { crc32, inflateRawSync } from 'node:zlib'

/** The parts of a zip archive by name. */
export function unzip(bytes) {
  const parts = new Map()
  let end = bytes.length - 22
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, names, extra, comment] = [10, 20, 28, 30, 32].map((o, i) =>
      i === 1 ? bytes.readUInt32LE(at + o) : bytes.readUInt16LE(at + o),
    )
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.subarray(at + 46, at + 46 + names).toString('utf8')
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(start, start + size)
    parts.set(name, method === 8 ? inflateRawSync(packed) : Buffer.from(packed))
    at += 46 + names + extra + comment
  }
  return parts
}

/** An archive of the parts, stored as they are. */
export function zip(parts) {
  const [files, list] = [[], []]
  let at = 0
  for (const [name, content] of parts) {
    const id = Buffer.from(name, 'utf8')
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(0x0800, 6)
    head.writeUInt32LE(crc32(content), 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt32LE(content.length, 22)
    head.writeUInt16LE(id.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    files.push(head, id, content)
    list.push(entry, id)
    at += 30 + id.length + content.length
  }
  const listed = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, listed, end])
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The workbook with these cells of its first sheet: texts as inline strings, numbers as numbers, null empties. */
export function withCells(bytes, cells) {
  const parts = unzip(bytes)
  const name = 'xl/worksheets/sheet1.xml'
  let xml = parts.get(name).toString('utf8')
  for (const [place, value] of Object.entries(cells)) {
    const cell = new RegExp(`<c r="${place}"([^>]*?)(/>|>.*?</c>)`, 's')
    if (!cell.test(xml)) throw new Error(`no cell ${place}`)
    xml = xml.replace(cell, (_, attributes) => {
      const kept = attributes.replace(/ t="[^"]*"/, '')
      if (value === null) return `<c r="${place}"${kept}/>`
      if (typeof value === 'number') return `<c r="${place}"${kept}><v>${value}</v></c>`
      return `<c r="${place}"${kept} t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`
    })
  }
  parts.set(name, Buffer.from(xml, 'utf8'))
  return zip(parts)
}

/** All the text of a workbook's strings and comments, to look for a word. */
export function textOf(bytes) {
  return [...unzip(bytes)]
    .filter(([name]) => /sharedStrings|worksheets\/|comments/.test(name))
    .map(([, content]) => content.toString('utf8'))
    .join('\n')
}

const kSpread = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const kOffice = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kRels = 'http://schemas.openxmlformats.org/package/2006/relationships'
const kType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A cell as a spreadsheet stores what is typed: numbers as numbers, dates as days with a format, else text. */
function typed(place, value) {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (value instanceof Date) return `<c r="${place}" s="1"><v>${(value.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000}</v></c>`
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`
}

/** A new workbook of one sheet with these rows, at most 26 columns. */
export function workbookOf(rows) {
  const cells = (row, i) => row.map((value, k) => typed(`${String.fromCharCode(65 + k)}${i + 1}`, value)).join('')
  const xml = (text) => Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`, 'utf8')
  const part = (name, kind) => `<Override PartName="/xl/${name}" ContentType="${kType}.${kind}+xml"/>`
  const rel = (id, kind, target) => `<Relationship Id="${id}" Type="${kOffice}/${kind}" Target="${target}"/>`
  const sheet = rows.map((row, i) => `<row r="${i + 1}">${cells(row, i)}</row>`).join('')
  return zip(
    new Map([
      [
        '[Content_Types].xml',
        xml(
          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part('workbook.xml', 'sheet.main')}${part('worksheets/sheet1.xml', 'worksheet')}${part('styles.xml', 'styles')}</Types>`,
        ),
      ],
      ['_rels/.rels', xml(`<Relationships xmlns="${kRels}">${rel('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`)],
      [
        'xl/_rels/workbook.xml.rels',
        xml(`<Relationships xmlns="${kRels}">${rel('r1', 'worksheet', 'worksheets/sheet1.xml')}${rel('r2', 'styles', 'styles.xml')}</Relationships>`),
      ],
      ['xl/workbook.xml', xml(`<workbook xmlns="${kSpread}" xmlns:r="${kOffice}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`)],
      [
        'xl/styles.xml',
        xml(
          `<styleSheet xmlns="${kSpread}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
        ),
      ],
      ['xl/worksheets/sheet1.xml', xml(`<worksheet xmlns="${kSpread}"><sheetData>${sheet}</sheetData></worksheet>`)],
    ]),
  )
}
