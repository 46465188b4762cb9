import { describe, expect, it } from 'vitest'
import type { DecompositionLine } from '@/api/decompositions'
import { emptyPart, filledParts, millionths, pasteParts, sumOf } from './parts'

const line = (change: Partial<DecompositionLine>): DecompositionLine => ({
  level1: '产出指标',
  level2: '数量指标',
  name: '受益人数',
  op: '>=',
  op_label: '≥',
  target: '1200',
  unit: '人',
  additive: true,
  sum: null,
  fits: true,
  ...change,
})
const part = (target: string) => ({ ...emptyPart(), name: 'x', targets: { 受益人数: target } })

describe('parts of a decomposed goal', () => {
  it.each([
    ['', null],
    ['约八百', null],
    ['1e3', null],
    ['0.1234567', null],
    ['1,200', 1_200_000_000],
    ['0.1', 100_000],
  ])('reads %j as %j millionths', (text, value) => expect(millionths(text)).toBe(value))

  it.each([
    ['>=', ['700', '400'], -100],
    ['>=', ['700', '600'], 0],
    ['<=', ['700', '600'], 100],
    ['=', ['0.1', '1199.9'], 0],
  ])('%s %j is off by %d', (op, targets, off) => expect(sumOf(line({ op }), targets.map(part)).off).toBe(off))

  it('does not add up rates, and says when a part is no number', () => {
    expect(sumOf(line({ additive: false }), [part('95')]).off).toBeNull()
    expect(sumOf(line({}), [part('许多')]).broken).toBe(true)
  })

  it('leaves blank rows out of what is saved', () => {
    expect(filledParts([emptyPart(), part('1')])).toHaveLength(1)
  })

  it('takes a block from a spreadsheet: name, 万元, indicators', () => {
    const rows = pasteParts([emptyPart()], 0, '花马池镇\t12.5\t700\r\n大水坑镇\t\t500\n', [line({})])
    expect(rows.map((r) => [r.name, r.amount, r.targets['受益人数']])).toEqual([
      ['花马池镇', 12_500_000, '700'],
      ['大水坑镇', null, '500'],
    ])
  })
})
