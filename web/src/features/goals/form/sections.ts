import type { Fields, Goal, GoalFinding, IndicatorRow, MoneyLine, Section, SectionName, WireRow } from '@/api/goals'
import { fromWire, isBlank, toWire, type GridRow } from '../grid/rows'
import { mergeFields, mergeRows, same, type Conflict } from './merge'

/** What one section holds while it is typed in: fields, or rows of the grid. */
export type Value = Fields | GridRow[]

/** Sums are the server's to compute; they do not count as typed. */
const computed = new Set(['total', 'fiscal', 'other'])

export function valueOf(section: Section, before: Value | null = null): Value {
  if (section.rows) return fromWire(section.rows, Array.isArray(before) ? before : [])
  const typed = Object.entries(spread(section.fields ?? {})).filter(
    ([name]) => !computed.has(name) && !/_(text|label)$/.test(name.replace(/^text_/, '')),
  )
  // Lines carry words beside their codes; only what is typed counts.
  return Object.fromEntries(typed.map(([name, value]) => [name, name === 'lines' ? (value as MoneyLine[]).map(plainLine) : value]))
}

const plainLine = ({ fund_type, fund_tag, amount }: MoneyLine): MoneyLine => ({ fund_type, fund_tag, amount })

export function bodyOf(value: Value): { fields: Fields } | { rows: IndicatorRow[] } {
  return Array.isArray(value) ? { rows: toWire(value) } : { fields: gather(value) }
}

/** A department's tasks as fields of their own ("tasks/3/total"), so that two people merge cell by cell. */
function spread(fields: Fields): Fields {
  const tasks = fields['tasks']
  if (!Array.isArray(tasks)) return fields
  const out: Fields = { ...fields, tasks: 'list' }
  for (const { number, ...cells } of tasks as ({ number: number } & Fields)[])
    for (const [cell, value] of Object.entries(cells)) out[`tasks/${number}/${cell}`] = value
  return out
}

/** Back into the list that the server takes, by number. */
function gather(fields: Fields): Fields {
  if (fields['tasks'] !== 'list') return fields
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('tasks'))),
    tasks: taskNumbers(fields).map((number) => ({ number, ...taskOf(fields, number) })),
  }
}

export function taskNumbers(fields: Fields): number[] {
  const numbers = Object.entries(fields).flatMap(([name, value]) => {
    const number = value === undefined ? undefined : /^tasks\/(\d+)\//.exec(name)?.[1]
    return number ? [Number(number)] : []
  })
  return [...new Set(numbers)].sort((a, b) => a - b)
}

/** The cells of one task. */
export function taskOf(fields: Fields, number: number): Fields {
  const prefix = `tasks/${number}/`
  const cells = Object.entries(fields).filter(([name, value]) => name.startsWith(prefix) && value !== undefined)
  return Object.fromEntries(cells.map(([name, value]) => [name.slice(prefix.length), value]).sort(([a], [b]) => (a! < b! ? -1 : 1)))
}

export function withoutTask(fields: Fields, number: number): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith(`tasks/${number}/`)))
}

/** Is anything typed that the server does not have? */
export function isDirty(base: Value, mine: Value): boolean {
  return !same(bodyOf(base), bodyOf(mine))
}

export function mergeValues(base: Value, mine: Value, theirs: Value): { merged: Value; conflicts: Conflict[] } {
  if (!Array.isArray(mine) || !Array.isArray(base) || !Array.isArray(theirs))
    return mergeFields(base as Fields, mine as Fields, theirs as Fields)
  return mergeRows<GridRow>(base, mine, theirs, (row) => fromWire([row], theirs as GridRow[])[0]!)
}

/** `value` with one field of a conflict set to what the person chose. */
export function withChoice(value: Value, conflict: Conflict, choice: 'mine' | 'theirs', theirs: Value): Value {
  const chosen = conflict[choice]
  if (!Array.isArray(value)) return { ...value, [conflict.field]: chosen }
  const [id, cell] = conflict.field.split('/') as [string, string]
  if (cell === 'row') {
    // Keep or remove the row as a whole, as that side has it.
    if (chosen === null) return value.filter((r) => r.id !== id && r.key !== `i${id}`)
    const other = (theirs as GridRow[]).find((r) => r.id === id)
    return value.some((r) => r.id === id || r.key === `i${id}`) || !other ? value : [...value, other]
  }
  return value.map((r) => (r.id === id ? { ...r, [cell]: chosen } : r))
}

/**
 * After a save the server's rows have ids. Rows typed meanwhile keep their content and take the id of the row they were
 * when they were sent.
 */
export function withIds(mine: GridRow[], sent: GridRow[], saved: WireRow[]): GridRow[] {
  const keys = sent.filter((r) => toWire([r]).length > 0).map((r) => r.key)
  const ids = new Map(keys.map((key, i) => [key, saved[i]?.id ? String(saved[i].id) : null] as const))
  return mine.map((r) => (r.id === null && ids.get(r.key) ? { ...r, id: ids.get(r.key)! } : r))
}

const words: Record<string, string> = {
  leader: '项目负责人',
  phone: '联系电话',
  project_period: '项目期',
  period_total: '实施期资金总额',
  period_fiscal: '实施期财政拨款',
  period_other: '实施期其他资金',
  lines: '年度资金',
  text: '年度总体目标',
  text_medium: '中期目标',
  basis: '立项依据',
  necessity: '立项必要性',
  plan: '实施计划',
  name: '三级指标',
  level1: '一级指标',
  level2: '二级指标',
  op: '性质',
  target: '指标值',
  target_medium: '中期指标值',
  unit: '单位',
  weight: '分值',
  core: '核心',
  row: '这一行',
  note: '备注',
  tasks: '年度主要任务',
  task: '任务名称',
  content: '主要内容',
  total: '预算总额',
  fiscal: '财政拨款',
  other: '其他资金',
}
const sectionWords: Record<string, string> = { header: '基本情况', tasks: '年度主要任务', money: '资金', text: '目标', indicators: '绩效指标' }

/** "indicators/2/target" for people: 第 3 行 指标值. */
export function fieldWords(field: string): string {
  const task = /tasks\/(\d+)\/(\w+)$/.exec(field)
  if (task) return `第 ${task[1]} 项任务 ${words[task[2]!] ?? task[2]}`
  const [section = '', at = '', cell] = field.split(/[/.]/)
  if (section === 'indicators' && /^\d+$/.test(at)) return `第 ${Number(at) + 1} 行${cell ? ` ${words[cell] ?? cell}` : ''}`
  return at ? (words[at] ?? at) : (sectionWords[section] ?? words[section] ?? section)
}
export const sectionLabel = (name: SectionName) => sectionWords[name]!

/** May this field be typed in by me, now? */
export function mayWrite(goal: Pick<Goal, 'writable'>, section: SectionName, field?: string): boolean {
  return goal.writable.some((w) => {
    const [s, f] = w.split(/[./]/)
    return s === section && (!f || f === '*' || !field || f === field)
  })
}

/** Sums of the money lines in 分: all, 财政拨款 (11 to 14), the rest. */
export function moneySums(lines: MoneyLine[]): { total: number; fiscal: number; other: number } {
  const out = { total: 0, fiscal: 0, other: 0 }
  for (const line of lines) {
    out.total += line.amount ?? 0
    out[line.fund_type === '2' || line.fund_type === '3' ? 'other' : 'fiscal'] += line.amount ?? 0
  }
  return out
}

/** A value of a conflict, to be read beside the other one. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (typeof value === 'number') return `${(value / 1_000_000).toFixed(2)} 万元`
  if (typeof value === 'boolean') return value ? '★' : '不是核心'
  if (Array.isArray(value)) return value.map((l: MoneyLine) => `${l.fund_type} ${((l.amount ?? 0) / 1_000_000).toFixed(2)} 万元`).join('；')
  return String(value)
}

/** Findings count the rows that were sent; on the screen blank rows may stand between them. */
export function onScreen(findings: GoalFinding[], rows: GridRow[]): GoalFinding[] {
  const places = rows.flatMap((row, i) => (isBlank(row) ? [] : [i]))
  if (places.length === rows.length) return findings
  return findings.map((f) => ({
    ...f,
    field: f.field.replace(/^indicators\/(\d+)/, (_, n: string) => `indicators/${places[Number(n)] ?? n}`),
  }))
}
