import { cellText, columns, emptyRow, readLevel2, setCell, type Column, type ColumnId, type GridRow, type Tree } from './rows'

/** A rectangle of cells; `to` is inside. */
export interface Area {
  top: number
  bottom: number
  left: number
  right: number
}

export function areaOf(a: { r: number; c: number }, b: { r: number; c: number }): Area {
  return { top: Math.min(a.r, b.r), bottom: Math.max(a.r, b.r), left: Math.min(a.c, b.c), right: Math.max(a.c, b.c) }
}

/** Cells of what a spreadsheet puts on the clipboard: tabs and lines, cells with breaks inside quotes. */
export function readClipboard(text: string): string[][] {
  const out: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    out.at(-1)!.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[++i]
      else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === '\t') endCell()
    else if (c === '\n') {
      endCell()
      out.push([])
    } else if (c !== '\r') cell += c
  }
  endCell()
  // A spreadsheet ends its last line too.
  if (out.length > 1 && out.at(-1)!.length === 1 && out.at(-1)![0] === '') out.pop()
  return out
}

export function writeClipboard(rows: GridRow[], shown: Column[], area: Area): string {
  const quote = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows
    .slice(area.top, area.bottom + 1)
    .map((row) =>
      shown
        .slice(area.left, area.right + 1)
        .map((c) => quote(cellText(row, c.id)))
        .join('\t'),
    )
    .join('\n')
}

const plain = (text: string) => text.replace(/[\s（）()]/g, '').replace(/万元|%$/, '')

/** Which column each cell of a heading line names; null when the line is no heading. */
export function readHeading(line: string[]): (ColumnId | null)[] | null {
  const named = line.map((cell) => columns.find((c) => plain(cell) === plain(c.label) || c.also.some((a) => plain(cell) === a))?.id ?? null)
  return named.filter(Boolean).length >= 2 ? named : null
}

export interface Pasted {
  rows: GridRow[]
  /** Where the pasted block lies now. */
  area: Area
  /** Cells that were closed and stayed as they were. */
  refused: number
}

/**
 * Puts a block of cells over the grid at (r, c), with new rows where it is longer. A heading line maps the columns by
 * name. Cells that a spreadsheet left empty under a merged level stand for the level above.
 */
export function pasteBlock(
  rows: GridRow[],
  shown: Column[],
  at: { r: number; c: number },
  block: string[][],
  tree: Tree,
  most = 500,
): Pasted {
  const heading = readHeading(block[0] ?? [])
  const lines = heading ? block.slice(1) : block
  const targets: (ColumnId | null)[] = heading ?? (block[0] ?? []).map((_, i) => shown[at.c + i]?.id ?? null)
  const next = [...rows]
  const levelAt = targets.findIndex((t) => t === 'level2' || t === 'level1')
  let level = levelAt >= 0 ? { level1: rows[at.r - 1]?.level1 ?? '', level2: rows[at.r - 1]?.level2 ?? '' } : null
  let refused = 0
  let last = at.r
  lines.forEach((line, i) => {
    const r = at.r + i
    if (r >= most) return
    last = r
    let row = next[r] ?? emptyRow()
    line.forEach((text, k) => {
      const column = targets[k]
      if (!column || column === 'level1' || column === 'last_year') return
      if (column === 'level2') {
        if (text.trim()) level = readLevel2(text, tree)
        if (level && !row.fixed_by) row = { ...row, ...level }
        return
      }
      const before = row
      row = setCell(row, column, text, tree)
      if (row === before && cellText(row, column) !== text.trim()) refused += 1
    })
    next[r] = row
  })
  const at2 = targets.map((t) => shown.findIndex((c) => c.id === t)).filter((x) => x >= 0)
  return { rows: next, refused, area: { top: at.r, bottom: last, left: Math.min(...at2, at.c), right: Math.max(...at2, at.c) } }
}

/** The rows with the cells of an area emptied; closed cells stay. */
export function clearArea(rows: GridRow[], shown: Column[], area: Area, tree: Tree): GridRow[] {
  return rows.map((row, r) =>
    r < area.top || r > area.bottom
      ? row
      : shown.slice(area.left, area.right + 1).reduce((now, column) => setCell(now, column.id, '', tree), row),
  )
}

/** Rows `from…to` moved by one place up or down; the same rows when there is no room. */
export function moveRows(rows: GridRow[], from: number, to: number, by: 1 | -1): GridRow[] {
  if (from + by < 0 || to + by >= rows.length) return rows
  const next = [...rows]
  if (by === -1) next.splice(to, 0, ...next.splice(from - 1, 1))
  else next.splice(from, 0, ...next.splice(to + 1, 1))
  return next
}

/** Rows without `from…to`; those that were sent down stay. */
export function removeRows(rows: GridRow[], from: number, to: number): GridRow[] {
  return rows.filter((row, i) => i < from || i > to || row.fixed_by !== '')
}
