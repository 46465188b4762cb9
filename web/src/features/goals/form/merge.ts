import type { Fields, IndicatorRow } from '@/api/goals'

/** One field that two people changed in different ways since both last agreed on it. */
export interface Conflict {
  /** "text", or "7/target" of an indicator row. */
  field: string
  base: unknown
  mine: unknown
  theirs: unknown
}

export const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Three ways to one: what only one side changed is taken, what both changed differently is a conflict (mine stands). */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): { merged: Fields; conflicts: Conflict[] } {
  const merged: Fields = {}
  const conflicts: Conflict[] = []
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [b, m, t] = [base[field], mine[field], theirs[field]]
    merged[field] = same(m, b) ? t : m
    if (!same(m, b) && !same(t, b) && !same(m, t)) conflicts.push({ field, base: b, mine: m, theirs: t })
  }
  return { merged, conflicts }
}

const cells = ['level1', 'level2', 'name', 'op', 'target', 'target_medium', 'unit', 'weight', 'core', 'basis', 'source', 'method'] as const
type Cell = (typeof cells)[number]

function mergeRow<R extends IndicatorRow>(base: IndicatorRow, mine: R, theirs: IndicatorRow): { row: R; conflicts: Conflict[] } {
  const conflicts: Conflict[] = []
  // What is not typed in (who fixed it, last year) is the server's.
  const row: R = { ...mine, ...theirs, ...('key' in mine ? { key: mine['key'] } : {}) }
  for (const cell of cells) {
    if (!same(mine[cell], base[cell])) (row as Record<Cell, unknown>)[cell] = mine[cell]
    if (!same(mine[cell], base[cell]) && !same(theirs[cell], base[cell]) && !same(mine[cell], theirs[cell]))
      conflicts.push({ field: `${mine.id}/${cell}`, base: base[cell], mine: mine[cell], theirs: theirs[cell] })
  }
  return { row, conflicts }
}

const touched = (a: IndicatorRow, b: IndicatorRow) => cells.some((c) => !same(a[c], b[c]))

/**
 * Rows are held together by their id. New rows of either side stay; a row that one side removed is gone unless the other
 * side changed it, which is a conflict `id/row` and keeps it. My order holds, theirs are put behind their neighbour.
 */
export function mergeRows<R extends IndicatorRow>(
  base: IndicatorRow[],
  mine: R[],
  theirs: IndicatorRow[],
  adopt: (row: IndicatorRow) => R,
): { merged: R[]; conflicts: Conflict[] } {
  const byId = <T extends IndicatorRow>(rows: T[]) => new Map(rows.flatMap((r) => (r.id ? [[r.id, r] as const] : [])))
  const [b, m, t] = [byId(base), byId(mine), byId(theirs)]
  const conflicts: Conflict[] = []
  const merged: R[] = []
  for (const row of mine) {
    if (!row.id) {
      merged.push(row)
      continue
    }
    const [before, other] = [b.get(row.id), t.get(row.id)]
    if (!other) {
      if (!before || !touched(row, before)) continue
      // Theirs is gone and mine was changed: as a new row it can still be saved.
      conflicts.push({ field: `${row.id}/row`, base: before.name, mine: row.name, theirs: null })
      merged.push({ ...row, id: null })
      continue
    }
    const one = mergeRow(before ?? other, row, other)
    conflicts.push(...one.conflicts)
    merged.push(one.row)
  }
  theirs.forEach((row, i) => {
    if (!row.id || m.has(row.id)) return
    const before = b.get(row.id)
    if (before && !touched(row, before)) return
    if (before) conflicts.push({ field: `${row.id}/row`, base: before.name, mine: null, theirs: row.name })
    const neighbour = theirs[i - 1]?.id
    const at = neighbour ? merged.findIndex((r) => r.id === neighbour) : -1
    merged.splice(neighbour && at < 0 ? merged.length : at + 1, 0, adopt(row))
  })
  return { merged, conflicts }
}
