import type { Reminder, ReminderKind } from '@/api/notices'

const order: ReminderKind[] = ['overdue', 'returned', 'due', 'arrived', 'opened']

export const signs: Record<ReminderKind, string> = { overdue: '■', returned: '■', due: '▲', arrived: '●', opened: '○' }

/** Reminders by what they are about, the pressing ones first; within each as they came. */
export function groupsOf(rows: Reminder[]): { kind: ReminderKind; label: string; rows: Reminder[] }[] {
  return order
    .map((kind) => ({ kind, rows: rows.filter((r) => r.kind === kind) }))
    .filter((g) => g.rows.length > 0)
    .map((g) => ({ ...g, label: g.rows[0]!.kind_label }))
}

/** Where a reminder leads: to the form, or to its review where it waits for one. */
export function pathOf(row: Reminder): string {
  const base = row.record === 'department_goal' ? '/department-goals' : '/goals'
  const reviewing = /review|finalized/.test(row.state) && row.kind !== 'opened'
  return `${base}/${row.record_id}${reviewing ? '/review' : ''}`
}

/** "11-03 14:05" in Beijing, wherever the browser stands. */
export function when(instant: string): string {
  const local = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString()
  return `${local.slice(5, 10)} ${local.slice(11, 16)}`
}
