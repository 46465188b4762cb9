import { describe, expect, it } from 'vitest'
import type { Reminder } from '@/api/notices'
import { groupsOf, pathOf, when } from './data'

const row = (kind: Reminder['kind'], key: string) => ({ kind, kind_label: `“${kind}”`, key }) as Reminder

describe('reminders', () => {
  it('come in groups, the pressing ones first, and none that is empty', () => {
    const groups = groupsOf([row('arrived', 'a'), row('overdue', 'b'), row('arrived', 'c')])
    expect(groups.map((g) => [g.label, g.rows.map((r) => r.key)])).toEqual([
      ['“overdue”', ['b']],
      ['“arrived”', ['a', 'c']],
    ])
  })
  it('of nothing are no groups', () => expect(groupsOf([])).toEqual([]))
  it('lead to the form, and to the review where one is waited for', () => {
    const about = { record: 'goal', record_id: '7', state: 'returned', kind: 'returned' } as Reminder
    expect(pathOf(about)).toBe('/goals/7')
    expect(pathOf({ ...about, state: 'finance_review', kind: 'due' })).toBe('/goals/7/review')
    expect(pathOf({ ...about, state: 'finance_review', kind: 'opened' })).toBe('/goals/7')
    expect(pathOf({ ...about, record: 'department_goal' })).toBe('/department-goals/7')
  })
  it('tell the time of Beijing', () => expect(when('2023-11-01T23:30:00.000Z')).toBe('11-02 07:30'))
})
