import { describe, expect, it } from 'vitest'
import { ApiError } from '@/api/client'
import { faultsOfLine, missingOfAct, type ActKind, type ActLine } from './acts'

const line: ActLine = { key: 1, fund_type: '11', fund_tag: 'none', amount: 5, down: false }
const form = { document: '文号', on: '2024-03-01', text: '理由', lines: [line] }

describe('acts on a budget', () => {
  it.each<[ActKind, Partial<typeof form>, string]>([
    ['adjust', { document: ' ' }, '请写文号'],
    ['adjust', { on: '3月1日' }, '请写日期，如 2024-03-01'],
    ['adjust', { text: '' }, '请写理由'],
    ['release', { text: '' }, ''],
    ['supplement', { lines: [] }, '至少一种资金'],
    ['supplement', { lines: [{ ...line, amount: null }] }, '每一行都要写金额'],
    ['supplement', { lines: [{ ...line, amount: 0 }] }, '每一行都要写金额'],
    ['initial', {}, ''],
  ])('%s %j: %s', (kind, over, said) => expect(missingOfAct(kind, { ...form, ...over })).toBe(said))

  it('a refusal stands at its line, what is about none apart', () => {
    const error = new ApiError(409, '', '', [
      { pointer: '/lines/0', detail: 'a' },
      { pointer: '/lines/10', detail: 'b' },
      { pointer: '/on', detail: 'c' },
    ])
    expect([0, 1, 10, -1].map((i) => faultsOfLine(error, i).map((f) => f.detail))).toEqual([['a'], [], ['b'], ['c']])
    expect(faultsOfLine(null, 0)).toEqual([])
  })
})
