import type { Filter } from '@/api/types'
import { csvText } from './csv'

/** One shown number: what it says, which figure says it, and the filters that lead to exactly this number. */
export interface Mark {
  figure: string
  label: string
  value: number | null
  text: string
  unit: string
  filters: Filter[]
  /** What a click on the mark chooses on the page. */
  key: Record<string, string>
  illustrative: boolean
  /** Share of the whole the mark belongs to, between 0 and 1, where that makes sense. */
  share: number | null
  year: number | null
}

export interface ChartColumn {
  id: string
  label: string
  unit: string
}

export interface ChartRow {
  id: string
  label: string
  key: Record<string, string>
  cells: (Mark | null)[]
}

/** The numbers of one chart. Chart, table beneath it and CSV are three views of this one thing. */
export interface ChartTable {
  head: string
  columns: ChartColumn[]
  rows: ChartRow[]
  total: ChartRow | null
  /** Filters of the page that the figures of this chart do not know. */
  ignored: string[]
}

export function isEmpty(table: ChartTable): boolean {
  return table.rows.every((row) => row.cells.every((cell) => cell === null || cell.value === null))
}

/** A share as a percentage with one decimal; what is not whole is never shown as 100 or 0. */
export function percentText(share: number): string {
  const tenths = Math.round(share * 1000)
  if (tenths === 1000 && share < 1) return '99.9%'
  if (tenths === 0 && share > 0) return '0.1%'
  return `${(tenths / 10).toFixed(1).replace(/\.0$/, '')}%`
}

/** How much of a table rests on demonstration data: when all of it does, it is said once and not at every number. */
export function illustrated(table: ChartTable): 'none' | 'some' | 'all' {
  const rows = table.total ? [...table.rows, table.total] : table.rows
  // A number that is zero or missing rests on no record, real or not.
  const marks = rows.flatMap((row) => row.cells).filter((cell): cell is Mark => !!cell && !!cell.value)
  const made = marks.filter((mark) => mark.illustrative).length
  return made === 0 ? 'none' : made === marks.length ? 'all' : 'some'
}

/** Gives the numbers of a column equally many decimals, so that their points stand under each other: 100 → 100.00. */
export function alignDecimals(marks: (Mark | null)[]): void {
  const decimals = (text: string) => /^-?[\d,]+(?:\.(\d+))?$/.exec(text)?.[1]?.length ?? 0
  const most = Math.max(0, ...marks.map((m) => (m && m.value !== null ? decimals(m.text) : 0)))
  for (const mark of marks) {
    if (!mark || mark.value === null || most === 0 || !/^-?[\d,.]+$/.test(mark.text)) continue
    const own = decimals(mark.text)
    mark.text += (own === 0 ? '.' : '') + '0'.repeat(most - own)
  }
}

export function columnTitle(column: ChartColumn): string {
  return column.unit ? `${column.label}（${column.unit}）` : column.label
}

/** The table as CSV, with the units in its head. */
export function tableCsv(table: ChartTable): string {
  const rows = table.total ? [...table.rows, table.total] : table.rows
  return csvText(
    [table.head, ...table.columns.map(columnTitle)],
    rows.map((row) => [row.label, ...row.cells.map((cell) => (cell && cell.value !== null ? cell.text.replaceAll(',', '') : null))]),
  )
}
