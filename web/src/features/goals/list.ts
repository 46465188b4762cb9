import type { GoalListRow } from '@/api/goals'

/** States in the order of the process; the words are the server's. */
export const stateOrder = [
  'drafting',
  'returned',
  'adjusting',
  'unit_review',
  'department_review',
  'finance_review',
  'final_review',
  'finalized',
  'approved',
]

/** What a chosen set of goals may be approved as: all of them must have passed the last review. */
export function approvable(rows: GoalListRow[], chosen: Set<string>): { rows: GoalListRow[]; why: string } {
  const picked = rows.filter((r) => chosen.has(r.id))
  const early = picked.filter((r) => r.state !== 'finalized')
  return { rows: picked, why: early.length ? `“${early[0]!.project.name}”等 ${early.length} 项还没有终审` : '' }
}

/** A share between 0 and 1 as whole percent; a part that is not whole is never shown as 100. */
export function filledText(share: number): string {
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100}%`
}
