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
  done: '这一年还没有你办过的事。送审、审核、退回、终审以后，在这里找得到。',
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

/** A step that many cases could take together. */
export interface ManyStep {
  id: string
  label: string
  needs_reason: boolean
  needs_opinion: boolean
}

/** What a row has in common with others that can be dealt with at once: its step, of what I did what may be taken back. */
export function stepOf(row: WorkRow, tab: WorkTab): string | null {
  return tab === 'done' ? (row.undo && `${row.process} ${row.undo.id}`) : row.state
}

/** The chosen of `rows`; `common` is what they share (stepOf), so that one step fits all of them. */
export function chosenOf(rows: WorkRow[], chosen: Set<string>, tab: WorkTab): { common: string | null; rows: WorkRow[] } {
  const picked = rows.filter((r) => chosen.has(r.case))
  const steps = new Set(picked.map((r) => stepOf(r, tab)))
  return { common: steps.size === 1 ? [...steps][0]! : null, rows: picked }
}

const step = (id: string, label: string, needs_reason = false): ManyStep => ({ id, label, needs_reason, needs_opinion: false })

/** What may be taken back of rows that have it in common. */
export function undoOf(rows: WorkRow[]): ManyStep[] {
  const undo = rows[0]?.undo
  return undo ? [{ ...undo, needs_reason: false }] : []
}

/** Actions that make sense for many cases of a state at once, to a role; none where the cases wait for others. */
export function batchActions(state: string | null, tab: WorkTab, role: string | null): ManyStep[] {
  // The budget section is only asked for its opinion, and that is about one case.
  if (!state || tab === 'waiting' || tab === 'done' || role === 'budget_section') return []
  if (state === 'drafting' || state === 'returned' || state === 'adjusting') return role?.startsWith('unit_') ? [step('submit', '送审')] : []
  if (state === 'final_review') return [step('finalize', '终审'), step('return', '退回', true)]
  if (/review/.test(state)) return [step('pass', '审核通过'), step('return', '退回', true)]
  return []
}
