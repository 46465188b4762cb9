import { describe, expect, it } from 'vitest'
import type { ImportReport } from '@/api/jobs'
import { byRecord, saysTheSame, sorted, stateText, takeLabel } from './data'

const report = (over: Partial<ImportReport> = {}): ImportReport => ({
  file: 'x.csv',
  mapping: 'm',
  sheet: '',
  rows: 5,
  totals: 0,
  combined: 0,
  refused: 0,
  passed_over: [],
  written: false,
  inserted: 2,
  updated: 1,
  unchanged: 2,
  changes: [],
  findings: [],
  ...over,
})

describe('the state of an import', () => {
  it('says what would happen, what happened, and what is wrong', () => {
    expect(stateText(report())).toBe('5 行：将新增 2，将更新 1，2 没有变化')
    expect(stateText(report({ written: true }))).toContain('已新增 2')
    expect(stateText(report({ refused: 1 }))).toContain('，1 行有错')
  })
  it('is the same when nothing would be written and nothing is wrong', () => {
    expect(saysTheSame(report({ inserted: 0, updated: 0 }))).toBe(true)
    expect(saysTheSame(report({ inserted: 0, updated: 0, refused: 1 }))).toBe(false)
  })
})

describe('the button', () => {
  it('is not there when nothing can be taken, or all is taken', () => {
    expect(takeLabel(report({ inserted: 0, updated: 0, refused: 3 }))).toBe('')
    expect(takeLabel(report({ written: true }))).toBe('')
  })
  it('says how many rows are left out', () => {
    expect(takeLabel(report())).toBe('导入 3 行')
    expect(takeLabel(report({ refused: 2 }))).toBe('导入好的 3 行，跳过有错的 2 行')
  })
})

it('changes stand together by record', () => {
  const change = (record: string, label: string) => ({ where: '第 2 行', record, field: label, label, before: '1', after: '2' })
  const records = byRecord([change('甲', '名称'), change('甲', '行业'), change('乙', '名称')])
  expect(records.map((r) => [r.record, r.changes.length])).toEqual([
    ['甲', 2],
    ['乙', 1],
  ])
})

it('errors stand first', () => {
  const finding = (severity: 'error' | 'warning', where: string) => ({ rule: '', severity, message: '', where, hint: '' })
  expect(sorted([finding('warning', '1'), finding('error', '2'), finding('error', '3')]).map((f) => f.where)).toEqual(['2', '3', '1'])
})
