import { describe, expect, it } from 'vitest'
import type { GoalListRow } from '@/api/goals'
import { approvable, filledText } from './list'

const row = (id: string, state: string) => ({ id, state, project: { id, code: '', name: `项目${id}` } }) as GoalListRow

describe('list of goals', () => {
  it('only what has passed the last review can be approved, and the refusal names one', () => {
    const rows = [row('1', 'finalized'), row('2', 'final_review'), row('3', 'finalized')]
    expect(approvable(rows, new Set(['1', '3']))).toMatchObject({ why: '', rows: [{ id: '1' }, { id: '3' }] })
    expect(approvable(rows, new Set(['1', '2'])).why).toBe('“项目2”等 1 项还没有终审')
  })

  it.each([
    [0, '0%'],
    [0.5, '50%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('%s is %s', (share, text) => expect(filledText(share)).toBe(text))
})
