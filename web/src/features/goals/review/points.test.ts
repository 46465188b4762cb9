import { describe, expect, it } from 'vitest'
import type { ReviewSheet } from '@/api/goals'
import { faults, scoreFault, startPoints, sumOf } from './points'

const point = (id: string, over = {}) => ({ id, label: id, full: 10, proposed: null, because: [], score: null, note: '', ...over })
const sheet: ReviewSheet = {
  groups: [
    { id: 'completeness', label: '完整性', points: [point('a', { proposed: 8, score: 6, note: '缺' }), point('b', { proposed: 8 })] },
    { id: 'relevance', label: '相关性', points: [point('c')] },
  ],
  total: 6,
  grade: null,
  consequence: null,
}

describe('points of a review', () => {
  it('what a person gave stands before what is proposed, and nothing is not zero', () =>
    expect(startPoints(sheet)).toEqual({ a: { score: '6', note: '缺' }, b: { score: '8', note: '' }, c: { score: '', note: '' } }))

  it.each([
    ['', '还没有打分'],
    ['-1', '应为数，最多两位小数'],
    ['1.234', '应为数，最多两位小数'],
    ['11', '最多 10 分'],
    ['10', ''],
    ['0', ''],
    ['7.25', ''],
  ])('%j: %s', (text, fault) => expect(scoreFault(text, 10)).toBe(fault))

  it('counts what is missing and adds without losing a hundredth', () => {
    expect(faults(sheet, startPoints(sheet))).toBe(1)
    expect(sumOf({ a: { score: '0.1', note: '' }, b: { score: '0.2', note: '' } }, ['a', 'b', 'z'])).toBe('0.3')
  })
})
