import { describe, expect, it } from 'vitest'
import { ApiError } from '@/api/client'
import type { Budget, ProjectRow } from '@/api/projects'
import { added, faultsByLine, linesOf } from './draft'

const row = { id: '7', code: '64', name: '校车', unit_name: '教体局' } as ProjectRow
const budget = (lines: [string, number | null, number][]): Budget =>
  ({
    goal_state_label: '已批复',
    lines: lines.map(([fund_type, adjusted, released]) => ({ fund_type, fund_tag: 'none', adjusted, released })),
  }) as unknown as Budget

describe('a release document that is being made', () => {
  it.each<[string, [string, number | null, number][], [string, number | null, number | null][]]>([
    ['a project without money gives one empty line', [], [['11', null, 0]]],
    ['what is released already is not offered again', [['11', 500, 500], ['3', 300, 100]], [['3', 200, 200]]],
    ['all released: its first money, with no amount', [['11', 500, 500]], [['11', null, 0]]],
    ['released beyond the budget leaves nothing', [['11', 500, 700]], [['11', null, 0]]],
  ])('%s', (_, lines, expected) => expect(linesOf(row, budget(lines)).map((l) => [l.fund_type, l.amount, l.left])).toEqual(expected))

  it('a project chosen twice keeps what was typed', () => {
    const first = linesOf(row, budget([['11', 500, 0]])).map((l) => ({ ...l, amount: 1 }))
    expect(added(first, linesOf(row, budget([['11', 500, 0], ['3', 9, 0]]))).map((l) => l.amount)).toEqual([1, 9])
  })

  it('faults stand at their lines, the others by themselves', () => {
    const error = new ApiError(409, '', '', [
      { pointer: '/lines/1', detail: 'a' },
      { pointer: '/lines/1/amount', detail: 'b' },
      { pointer: '/document_number', detail: 'c' },
      { detail: 'd' },
    ])
    const found = faultsByLine(error)
    expect(found.get(1)?.map((f) => f.detail)).toEqual(['a', 'b'])
    expect(found.get(-1)?.map((f) => f.detail)).toEqual(['c', 'd'])
    expect(faultsByLine(null).size).toBe(0)
  })
})
