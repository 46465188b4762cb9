import type { IndicatorRow, WireRow } from '@/api/goals'
import { matchesInitials } from '@/ui/pinyin'

/** A row of the grid: the wire's row and a key that stays the same from typing until long after saving. */
export interface GridRow extends IndicatorRow {
  key: string
}

export type Tree = { level1: string; level2: string[] }[]

export type ColumnId = 'level1' | 'level2' | 'name' | 'op' | 'target' | 'unit' | 'weight' | 'target_medium' | 'basis' | 'core' | 'last_year'

export interface Column {
  id: ColumnId
  label: string
  /** Other heads under which Excel files carry it. */
  also: string[]
  /** Share of the width, in pixels of the usual screen. */
  width: number
  kind: 'text' | 'choice' | 'number' | 'flag' | 'shown'
  /** Only with “more columns”. */
  extra?: boolean
}

export const columns: Column[] = [
  { id: 'level1', label: '一级指标', also: [], width: 76, kind: 'shown' },
  { id: 'level2', label: '二级指标', also: [], width: 92, kind: 'choice' },
  { id: 'name', label: '三级指标', also: ['指标名称', '指标内容', '绩效指标'], width: 210, kind: 'text' },
  { id: 'op', label: '性质', also: ['符号', '指标符号', '指标性质'], width: 50, kind: 'choice' },
  { id: 'target', label: '年度指标值', also: ['指标值', '年度目标值', '目标值'], width: 104, kind: 'text' },
  { id: 'unit', label: '单位', also: ['计量单位', '度量单位'], width: 58, kind: 'text' },
  { id: 'weight', label: '分值', also: ['权重'], width: 56, kind: 'number' },
  { id: 'last_year', label: '上年 目标／实际', also: [], width: 104, kind: 'shown' },
  { id: 'core', label: '★', also: ['核心', '核心指标'], width: 34, kind: 'flag' },
  { id: 'target_medium', label: '中期指标值', also: ['中期目标值', '实施期指标值'], width: 100, kind: 'text', extra: true },
  { id: 'basis', label: '设定依据', also: ['指标值设定依据', '依据'], width: 170, kind: 'text', extra: true },
]

export const operators: { code: string; label: string; also: string[] }[] = [
  { code: '>=', label: '≥', also: ['>=', '不少于', '不低于', '大于等于', '达到', '以上'] },
  { code: '<=', label: '≤', also: ['<=', '不超过', '不高于', '小于等于', '以内', '控制在'] },
  { code: '=', label: '=', also: ['等于', '为'] },
  { code: '>', label: '＞', also: ['大于', '高于', '超过'] },
  { code: '<', label: '＜', also: ['小于', '低于', '少于'] },
  { code: 'qualitative', label: '定性', also: ['定性', 'dx'] },
]
export const operatorLabel = (code: string) => operators.find((o) => o.code === code)?.label ?? code

let made = 0
export const newKey = () => `n${(made += 1)}`

export function emptyRow(): GridRow {
  return {
    key: newKey(),
    id: null,
    level1: '',
    level2: '',
    name: '',
    op: '',
    target: '',
    target_medium: '',
    unit: '',
    weight: '',
    core: false,
    basis: '',
    source: '',
    method: '',
    fixed_by: '',
    fixed_target: false,
    last_year: null,
  }
}

const texts = [
  'level1',
  'level2',
  'name',
  'op',
  'target',
  'target_medium',
  'unit',
  'weight',
  'basis',
  'source',
  'method',
  'fixed_by',
] as const

export const isBlank = (row: GridRow) =>
  row.id === null && !row.level2 && !row.name && !row.target && !row.weight && !row.unit && !row.target_medium && !row.basis && !row.core

/** Rows of the wire with keys; a saved row keeps the key that its id had. What is not filled is an empty text. */
export function fromWire(rows: WireRow[], before: GridRow[] = []): GridRow[] {
  const keys = new Map(before.flatMap((r) => (r.id ? [[r.id, r.key] as const] : [])))
  return rows.map((wire) => {
    const row = emptyRow()
    for (const name of texts) row[name] = wire[name] === null || wire[name] === undefined ? '' : String(wire[name])
    row.core = wire.core === true
    row.fixed_target = wire.fixed_target === true
    row.last_year = (wire.last_year as GridRow['last_year']) ?? null
    row.id = wire.id ? String(wire.id) : null
    if (row.id) row.key = keys.get(row.id) ?? `i${row.id}`
    return row
  })
}

export function toWire(rows: GridRow[]): IndicatorRow[] {
  return rows
    .filter((r) => !isBlank(r))
    .map((row) => {
      const { key, last_year, ...wire } = row
      void key
      void last_year
      return wire
    })
}

const half = (text: string) => text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ')

/** The operator somebody means: "＞＝", "不低于", "≥". */
export function readOperator(typed: string): string | null {
  const text = half(typed).replace(/\s/g, '').toLowerCase()
  if (text === '') return ''
  const found = operators.find((o) => o.code === text || half(o.label) === text || o.also.includes(text))
  return found?.code ?? null
}

/** The level-2 name somebody means: whole, its beginning, or its pinyin initials; as typed when the tree has none. */
export function readLevel2(typed: string, tree: Tree): { level1: string; level2: string } {
  const text = typed.trim()
  const all = tree.flatMap((t) => t.level2.map((level2) => ({ level1: t.level1, level2 })))
  const hit =
    all.find((x) => x.level2 === text || x.level2 === `${text}指标`) ??
    (text ? all.filter((x) => x.level2.startsWith(text) || matchesInitials(x.level2, text)) : [])
  const one = Array.isArray(hit) ? (hit.length === 1 ? hit[0] : undefined) : hit
  return one ?? { level1: '', level2: text }
}

const units = /^(%|‰|个|人|人次|名|户|家|件|项|次|套|台|辆|条|座|处|平方米|公里|米|亩|吨|天|日|小时|万元|元|份|册|场|期|间|所|只|头|株|盏)$/

/** "≥95%" in one cell, as official forms carry it: operator, number, unit; or "42条", a number and a unit that is one. */
export function splitTarget(typed: string): { op: string; target: string; unit: string } | null {
  const bare = /^(-?[\d,]+(?:\.\d+)?)\s*(\D+)$/.exec(half(typed).trim())
  if (bare && units.test(bare[2]!)) return { op: '', target: bare[1]!.replace(/,/g, ''), unit: bare[2]! }
  const found = /^(>=|<=|≥|≤|=|>|<)\s*(-?[\d,]+(?:\.\d+)?)\s*(.*)$/.exec(half(typed).trim())
  if (!found) return null
  return { op: readOperator(found[1]!) ?? '', target: found[2]!.replace(/,/g, ''), unit: found[3]!.trim() }
}

/** May this cell of this row be typed in? Rows that were sent down keep what was fixed. */
export function isOpen(row: GridRow, column: ColumnId): boolean {
  if (column === 'level1' || column === 'last_year') return false
  if (!row.fixed_by) return true
  if (column === 'target') return !row.fixed_target
  return column === 'weight' || column === 'target_medium' || column === 'basis'
}

/** The row with a cell set to what was typed or pasted; the same row when the cell is closed. */
export function setCell(row: GridRow, column: ColumnId, typed: string, tree: Tree): GridRow {
  if (!isOpen(row, column)) return row
  const text = typed.replace(/\s*\n\s*/g, '').trim()
  switch (column) {
    case 'level2':
      return { ...row, ...readLevel2(text, tree) }
    case 'op':
      return { ...row, op: readOperator(text) ?? row.op }
    case 'core':
      return { ...row, core: /^(1|★|√|✓|是|y|yes|true|核心)$/i.test(half(text)) }
    case 'target': {
      const parts = splitTarget(text)
      if (!parts) return { ...row, target: /^[-\d０-９．.,，－]+$/.test(text) ? half(text).replace(/,/g, '') : text }
      return {
        ...row,
        op: row.fixed_by ? row.op : parts.op || row.op,
        target: parts.target,
        unit: row.fixed_by ? row.unit : parts.unit || row.unit,
      }
    }
    case 'weight':
      return { ...row, weight: half(text).replace(/分$/, '') }
    default:
      return { ...row, [column]: text }
  }
}

/** What a cell shows and what is copied from it. */
export function cellText(row: GridRow, column: ColumnId): string {
  switch (column) {
    case 'op':
      return operatorLabel(row.op)
    case 'core':
      return row.core ? '★' : ''
    case 'last_year':
      return row.last_year ? `${row.last_year.target || '—'}／${row.last_year.actual ?? '—'}` : ''
    default:
      return row[column]
  }
}

/** Points written with at most two decimals, in hundredths; null when it is no such number. */
export function hundredths(weight: string): number | null {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(weight.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}

/** Sum of the weights as it is written: "90", "99.5". */
export function weightTotal(rows: GridRow[]): string {
  const sum = rows.reduce((total, row) => total + (hundredths(row.weight) ?? 0), 0)
  return `${Math.floor(sum / 100)}${
    sum % 100
      ? `.${String(sum % 100)
          .padStart(2, '0')
          .replace(/0$/, '')}`
      : ''
  }`
}

/** Rows in the order of the tree; inside a level-2 they stay as they were, unknown ones come last. */
export function inTreeOrder(rows: GridRow[], tree: Tree): GridRow[] {
  const order = tree.flatMap((t) => t.level2)
  const rank = (row: GridRow) => (order.includes(row.level2) ? order.indexOf(row.level2) : order.length)
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => rank(a.row) - rank(b.row) || a.i - b.i)
    .map((x) => x.row)
}
