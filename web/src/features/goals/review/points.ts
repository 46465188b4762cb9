import type { ReviewSheet } from '@/api/goals'

export interface Given {
  score: string
  note: string
}

/** What the reviewer has given so far; where he gave nothing, what the findings propose stands in the field. */
export function startPoints(sheet: ReviewSheet): Record<string, Given> {
  const out: Record<string, Given> = {}
  for (const group of sheet.groups) for (const p of group.points) out[p.id] = { score: String(p.score ?? p.proposed ?? ''), note: p.note }
  return out
}

/** Why a score is none; empty when it is one. */
export function scoreFault(text: string, full: number): string {
  if (text.trim() === '') return '还没有打分'
  if (!/^\d+(\.\d{1,2})?$/.test(text.trim())) return '应为数，最多两位小数'
  return Number(text) > full ? `最多 ${full} 分` : ''
}

export function faults(sheet: ReviewSheet, given: Record<string, Given>): number {
  return sheet.groups.flatMap((g) => g.points).filter((p) => scoreFault(given[p.id]?.score ?? '', p.full)).length
}

/** Sum in hundredths, so that 0.1 and 0.2 make 0.3. */
export function sumOf(given: Record<string, Given>, ids: string[]): string {
  const sum = ids.reduce((total, id) => total + Math.round(Number(given[id]?.score || 0) * 100), 0)
  return String(sum / 100)
}
