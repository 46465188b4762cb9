import { describe, expect, it } from 'vitest'
import { cellText, columnHead, exactAmount, isNumeric } from './rows'

const column = (name: string, kind = 'text', unit = '') => ({ name, label: name, unit, kind })
const words = (_: string, code: string) => ({ red: '严重' })[code] ?? code

describe('rows behind a figure', () => {
  it.each([
    ['money shows its ready text', { amount: 847261000, amount_text: '8,472.61' }, 'amount', '8,472.61'],
    ['not filled is not zero', { amount: null }, 'amount', '—'],
    ['zero is not "not filled"', { amount: 0 }, 'amount', '0'],
    ['a missing cell is not filled', {}, 'score', '—'],
    ['a code shows its word', { alert: 'red' }, 'alert', '严重'],
    ['an unknown code shows itself', { alert: 'blue' }, 'alert', 'blue'],
    ['yes and no in words', { late: true }, 'late', '是'],
  ])('%s', (_, row, name, expected) => expect(cellText(row, column(name), words)).toBe(expected))

  it('an amount is told to the last 分, nothing else is', () => {
    expect(exactAmount({ amount: 847261055 }, column('amount', 'money'))).toBe('8,472,610.55 元')
    expect(exactAmount({ amount: null }, column('amount', 'money'))).toBeUndefined()
    expect(exactAmount({ score: 92 }, column('score', 'score'))).toBeUndefined()
  })

  it('heads carry the unit, numbers are flush right', () => {
    expect(columnHead(column('金额', 'money', '万元'))).toBe('金额（万元）')
    expect(columnHead(column('名称'))).toBe('名称')
    expect(isNumeric(column('金额', 'money'))).toBe(true)
    expect(isNumeric(column('名称'))).toBe(false)
  })
})
