import type { Row, RowColumn } from '@/api/types'
import { yuanText } from './money'

/** What a cell of a figure's rows shows: the ready text, else the code's word, else the value; "—" when not filled. */
export function cellText(row: Row, column: RowColumn, codeLabel: (dimension: string, code: string) => string): string {
  for (const suffix of ['_text', '_label']) {
    const ready = row[column.name + suffix]
    if (typeof ready === 'string' && ready !== '') return ready
  }
  const value = row[column.name]
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? codeLabel(column.name, value) : String(value)
}

/** An amount in 元, for the pointer that rests on it. */
export function exactAmount(row: Row, column: RowColumn): string | undefined {
  const value = row[column.name]
  return column.kind === 'money' && typeof value === 'number' ? yuanText(value) : undefined
}

/** Numbers are set flush right. */
export function isNumeric(column: RowColumn): boolean {
  return ['money', 'score', 'ratio', 'count', 'integer', 'number'].includes(column.kind)
}

export function columnHead(column: RowColumn): string {
  return column.unit ? `${column.label}（${column.unit}）` : column.label
}
