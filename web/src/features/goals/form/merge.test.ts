import { describe, expect, it } from 'vitest'
import type { IndicatorRow } from '@/api/goals'
import { emptyRow } from '../grid/rows'
import { mergeFields, mergeRows } from './merge'

describe('two people in one section', () => {
  it('take each other’s fields; only what both changed differently is a conflict', () => {
    const base = { text: 'a', basis: 'b', plan: 'c', necessity: '' }
    const got = mergeFields(
      base,
      { ...base, text: '我', plan: '同', necessity: '我的' },
      { ...base, basis: '他', plan: '同', necessity: '他的' },
    )
    expect(got.merged).toEqual({ text: '我', basis: '他', plan: '同', necessity: '我的' })
    expect(got.conflicts).toEqual([{ field: 'necessity', base: '', mine: '我的', theirs: '他的' }])
  })

  it('lists are compared as a whole', () => {
    const line = (amount: number) => ({ lines: [{ fund_type: '11', amount }] })
    expect(mergeFields(line(1), line(1), line(2)).merged).toEqual(line(2))
    expect(mergeFields(line(1), line(3), line(2)).conflicts.map((c) => c.field)).toEqual(['lines'])
  })
})

const row = (id: string | null, over: Partial<IndicatorRow> = {}): IndicatorRow => {
  const { key, ...wire } = emptyRow()
  void key
  return { ...wire, id, name: `n${id}`, ...over }
}
const adopt = (r: IndicatorRow) => r
const ids = (rows: IndicatorRow[]) => rows.map((r) => r.id ?? '+').join(',')

describe('two people in the indicators', () => {
  const base = [row('1'), row('2'), row('3')]

  it('different cells of one row are both kept', () => {
    const got = mergeRows(base, [row('1', { target: '5' }), row('2'), row('3')], [row('1', { weight: '10' }), row('2'), row('3')], adopt)
    expect(got.conflicts).toEqual([])
    expect(got.merged[0]).toMatchObject({ target: '5', weight: '10' })
  })

  it('the same cell differently is a conflict, and mine stands meanwhile', () => {
    const got = mergeRows(base, [row('1', { target: '5' }), row('2'), row('3')], [row('1', { target: '6' }), row('2'), row('3')], adopt)
    expect(got.conflicts).toEqual([{ field: '1/target', base: '', mine: '5', theirs: '6' }])
    expect(got.merged[0]!.target).toBe('5')
  })

  it('new rows of both stay: mine where I put it, theirs behind its neighbour', () => {
    const got = mergeRows(base, [row(null, { name: 'neu' }), ...base], [row('1'), row('9'), row('2'), row('3')], adopt)
    expect(ids(got.merged)).toBe('+,1,9,2,3')
  })

  it('my order holds', () => expect(ids(mergeRows(base, [row('3'), row('1'), row('2')], base, adopt).merged)).toBe('3,1,2'))

  it('a row that one removed and the other left is gone', () => {
    expect(ids(mergeRows(base, [row('1'), row('3')], base, adopt).merged)).toBe('1,3')
    expect(ids(mergeRows(base, base, [row('1'), row('3')], adopt).merged)).toBe('1,3')
  })

  it('a row that one removed and the other changed is kept and told', () => {
    const mine = mergeRows(base, [row('1'), row('3')], [row('1'), row('2', { target: '6' }), row('3')], adopt)
    expect(ids(mine.merged)).toBe('1,2,3')
    expect(mine.conflicts.map((c) => c.field)).toEqual(['2/row'])
    const theirs = mergeRows(base, [row('1'), row('2', { target: '6' }), row('3')], [row('1'), row('3')], adopt)
    expect(ids(theirs.merged)).toBe('1,+,3')
    expect(theirs.conflicts.map((c) => c.field)).toEqual(['2/row'])
  })
})
