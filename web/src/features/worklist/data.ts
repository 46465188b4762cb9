import type { WorkRow, WorkTab } from '@/api/work'

export const tabLabels: Record<WorkTab, string> = {
  mine: '我的',
  unit: '本单位',
  returned: '退回给我',
  overdue: '逾期',
  waiting: '等别人',
  done: '已办',
}

export const emptyText: Record<WorkTab, string> = {
  mine: '没有等你办的事。',
  unit: '本单位没有在办的事。',
  returned: '没有退回给你的。',
  overdue: '没有逾期的。',
  waiting: '没有在等别人办的。',
  done: '还没有办过的。',
}

export interface WorkGroup {
  id: string
  label: string
  rows: WorkRow[]
}

const urgencies: { id: string; label: string; has: (row: WorkRow) => boolean }[] = [
  { id: 'overdue', label: '已逾期', has: (r) => r.days_left !== null && r.days_left < 0 },
  { id: 'soon', label: '三天内到期', has: (r) => r.days_left !== null && r.days_left <= 3 },
  { id: 'week', label: '一周内到期', has: (r) => r.days_left !== null && r.days_left <= 7 },
  { id: 'later', label: '以后', has: () => true },
]

/** Rows by how near their day is, the most pressing first; groups without rows are left out. */
export function byUrgency(rows: WorkRow[]): WorkGroup[] {
  const groups: WorkGroup[] = urgencies.map((u) => ({ id: u.id, label: u.label, rows: [] }))
  for (const row of rows) groups[urgencies.findIndex((u) => u.has(row))]!.rows.push(row)
  return groups.filter((g) => g.rows.length > 0)
}

/** Where a row is worked on. */
export function rowPath(row: WorkRow, tab: WorkTab): { path: string; query: Record<string, string> } {
  const reviewing = /review|finalized/.test(row.state) && tab !== 'waiting' && tab !== 'done'
  return { path: `${row.record === 'department_goal' ? '/department-goals' : '/goals'}/${row.record_id}${reviewing ? '/review' : ''}`, query: reviewing ? { tab } : {} }
}

/** The chosen of `rows` that are in the same state, so that one step fits all of them. */
export function sameState(rows: WorkRow[], chosen: Set<string>): { state: string | null; rows: WorkRow[] } {
  const picked = rows.filter((r) => chosen.has(r.case))
  const states = new Set(picked.map((r) => r.state))
  return { state: states.size === 1 ? [...states][0]! : null, rows: picked }
}

/** Actions that make sense for many cases of a state at once, to a role; none where the cases wait for others. */
export function batchActions(
  state: string | null,
  tab: WorkTab,
  role: string | null,
): { id: string; label: string; needs_reason: boolean }[] {
  // The budget section is only asked for its opinion, and that is about one case.
  if (!state || tab === 'waiting' || tab === 'done' || role === 'budget_section') return []
  if (state === 'drafting' || state === 'returned' || state === 'adjusting')
    return role?.startsWith('unit_') ? [{ id: 'submit', label: '送审', needs_reason: false }] : []
  if (state === 'final_review')
    return [
      { id: 'finalize', label: '终审', needs_reason: false },
      { id: 'return', label: '退回', needs_reason: true },
    ]
  if (/review/.test(state))
    return [
      { id: 'pass', label: '审核通过', needs_reason: false },
      { id: 'return', label: '退回', needs_reason: true },
    ]
  return []
}
