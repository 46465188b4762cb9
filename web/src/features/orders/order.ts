import type { LibraryEntry } from '@/api/library'

/** One core indicator that is sent down; a target that is written is fixed too. */
export interface OrderRow {
  key: number
  level1: string
  level2: string
  name: string
  op: string
  target: string
  unit: string
}

export const ops = [
  { code: '>=', label: '≥' },
  { code: '<=', label: '≤' },
  { code: '=', label: '=' },
  { code: '>', label: '>' },
  { code: '<', label: '<' },
  { code: 'qualitative', label: '定性' },
]

export const levels: Record<string, string[]> = {
  产出指标: ['数量指标', '质量指标', '时效指标', '成本指标'],
  效益指标: ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标'],
  满意度指标: ['服务对象满意度指标'],
}

let serial = 0
export const blank = (): OrderRow => ({ key: ++serial, level1: '产出指标', level2: '数量指标', name: '', op: '>=', target: '', unit: '' })

/** Rows for library entries; the library's target is only a start, so that it is left out: each project sets its own. */
export function fromEntries(entries: LibraryEntry[]): OrderRow[] {
  return entries.map((e) => ({ ...blank(), level1: e.old.level1, level2: e.old.level2, name: e.name, op: e.op.code, unit: e.unit ?? '' }))
}

/** What is still missing before the rows can be sent; empty: nothing. */
export function missingOfOrder(rows: OrderRow[], receivers: number): string {
  if (!rows.length) return '至少写一个指标'
  const bare = rows.findIndex((r) => !r.name.trim())
  if (bare >= 0) return `第 ${bare + 1} 个指标没有名称`
  const names = rows.map((r) => r.name.trim())
  const twice = names.find((n, i) => names.indexOf(n) !== i)
  if (twice) return `“${twice}”写了两次`
  return receivers ? '' : '没有正在编制的目标可以收到'
}

export const wireRows = (rows: OrderRow[]) =>
  rows.map((r) => ({ level1: r.level1, level2: r.level2, name: r.name.trim(), op: r.op, target: r.target.trim(), unit: r.unit.trim(), core: true }))
