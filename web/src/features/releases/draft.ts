import type { ApiError } from '@/api/client'
import type { Fault } from '@/api/http'
import type { Budget, ProjectRow } from '@/api/projects'

/** One line of a release document that is being made. */
export interface DraftLine {
  key: string
  project: { id: string; code: string; name: string }
  unit_name: string
  fund_type: string
  fund_tag: string
  amount: number | null
  /** What may still be released of it, in 分; null: not known. */
  left: number | null
  goal_label: string
}

/** Lines for a chosen project: one for each kind of its money with what is not released yet; without money, one empty. */
export function linesOf(row: ProjectRow, budget: Budget): DraftLine[] {
  const about = {
    project: { id: row.id, code: row.code, name: row.name },
    unit_name: row.unit_name,
    goal_label: budget.goal_state_label,
  }
  const open = budget.lines.filter((l) => (l.adjusted ?? 0) > l.released)
  const lines = open.length ? open : budget.lines.slice(0, 1)
  if (!lines.length) return [{ ...about, key: `${row.id}-11-none`, fund_type: '11', fund_tag: 'none', amount: null, left: 0 }]
  return lines.map((l) => {
    const left = Math.max(0, (l.adjusted ?? 0) - l.released)
    return { ...about, key: `${row.id}-${l.fund_type}-${l.fund_tag}`, fund_type: l.fund_type, fund_tag: l.fund_tag, amount: left || null, left }
  })
}

/** `lines` with those of a newly chosen project; a line that is there already stays as it was typed. */
export function added(lines: DraftLine[], more: DraftLine[]): DraftLine[] {
  return [...lines, ...more.filter((m) => !lines.some((l) => l.key === m.key))]
}

/** Faults by line number; under -1 those about none. */
export function faultsByLine(error: Error | null): Map<number, Fault[]> {
  const out = new Map<number, Fault[]>()
  for (const fault of (error as ApiError | null)?.faults ?? []) {
    const at = Number(/^\/lines\/(\d+)/.exec(fault.pointer ?? '')?.[1] ?? -1)
    out.set(at, [...(out.get(at) ?? []), fault])
  }
  return out
}
