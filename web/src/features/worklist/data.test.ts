import { describe, expect, it } from 'vitest'
import type { WorkRow } from '@/api/work'
import { batchActions, byUrgency, chosenOf, rowPath, undoOf } from './data'

const row = (id: string, over: Partial<WorkRow> = {}): WorkRow => ({
  case: id,
  process: 'process.goal',
  process_label: '绩效目标',
  record: 'goal',
  record_id: `g${id}`,
  title: id,
  project_code: '',
  unit_name: '',
  state: 'finance_review',
  state_label: '',
  why: '',
  due_on: null,
  days_left: null,
  since: '',
  amount: null,
  amount_text: '',
  findings: { error: 0, warning: 0, info: 0 },
  own_step: null,
  undo: null,
  ...over,
})

describe('work list', () => {
  it('no rows make no groups', () => expect(byUrgency([])).toEqual([]))

  it('groups by the day that is near, what has no day last', () => {
    const rows = [row('a'), row('b', { days_left: 7 }), row('c', { days_left: -1 }), row('d', { days_left: 3 }), row('e', { days_left: 0 })]
    expect(byUrgency(rows).map((g) => [g.id, g.rows.map((r) => r.case).join('')])).toEqual([
      ['overdue', 'c'],
      ['soon', 'de'],
      ['week', 'b'],
      ['later', 'a'],
    ])
  })

  it.each([
    ['drafting', 'mine', '/goals/ga'],
    ['returned', 'returned', '/goals/ga'],
    ['finance_review', 'mine', '/goals/ga/review'],
    ['finalized', 'mine', '/goals/ga/review'],
    ['finance_review', 'waiting', '/goals/ga'],
    ['finalized', 'done', '/goals/ga'],
  ] as const)('%s in %s opens %s', (state, tab, path) => expect(rowPath(row('a', { state }), tab).path).toBe(path))

  it('a step for many is offered only when all are in one state', () => {
    const rows = [row('a'), row('b'), row('c', { state: 'drafting' })]
    expect(chosenOf(rows, new Set(['a', 'b']), 'mine').common).toBe('finance_review')
    expect(chosenOf(rows, new Set(['a', 'c']), 'mine').common).toBeNull()
    expect(chosenOf(rows, new Set(), 'mine').common).toBeNull()
    expect(batchActions(null, 'mine', 'unit_project')).toEqual([])
    expect(batchActions('drafting', 'mine', 'unit_project').map((a) => a.id)).toEqual(['submit'])
    expect(batchActions('department_review', 'mine', 'department_reviewer').map((a) => a.id)).toEqual(['pass', 'return'])
    expect(batchActions('approved', 'mine', 'performance_officer')).toEqual([])
  })

  it('offers nothing for many of what waits for others', () => {
    expect(batchActions('finance_review', 'waiting', 'department_reviewer')).toEqual([])
    expect(batchActions('drafting', 'unit', 'performance_officer')).toEqual([])
    expect(batchActions('finance_review', 'mine', 'budget_section')).toEqual([])
  })

  it('of what I did only that is taken back together which can be, whatever step it is at', () => {
    const undo = { id: 'unfinalize', label: '取消终审', needs_opinion: true }
    const rows = [row('a', { undo }), row('b', { undo, state: 'elsewhere' }), row('c'), row('d', { undo, process: 'process.department-goal' })]
    expect(chosenOf(rows, new Set(['a', 'c']), 'done').common).toBeNull()
    expect(chosenOf(rows, new Set(['c']), 'done').common).toBeNull()
    expect(chosenOf(rows, new Set(['a', 'd']), 'done').common).toBeNull()
    const both = chosenOf(rows, new Set(['a', 'b']), 'done')
    expect([both.common === null, undoOf(both.rows)]).toEqual([false, [{ ...undo, needs_reason: false }]])
    expect(undoOf(rows.slice(2, 3))).toEqual([])
  })
})
