import { describe, expect, it } from 'vitest'
import type { ProjectYear } from '@/api/projects'
import { fiveLinks, moneyBar, mostMoney, shown, trends } from './data'

const money = { initial: 200, initial_text: '0.02', adjusted: 100, adjusted_text: '0.01', executed: null, executed_text: '—' }
const year: ProjectYear = {
  year: 2022,
  budget: { ...money, released: null, released_text: '—' },
  lines: [],
  changes: [],
  releases: [],
  assessments: [{ conclusion: 'support', conclusion_label: '予以支持', score: null }],
  goals: [{ id: '9', state: 'approved', state_label: '已批复' }],
  monitorings: [{ quarter: 'q2', quarter_label: '第二季度', alert: 'yellow', alert_label: '关注' }],
  self_evaluations: [{ claimed_total: 92.5, reviewed_total: null, grade: 'excellent', grade_label: '优' }],
  evaluations: [],
  result_uses: [],
  case: null,
}

describe('a project over the years', () => {
  it.each([
    ['no record', undefined, ''],
    ['not filled', { a: null }, ''],
    ['zero is filled', { a: 0 }, '0'],
    ['the word of a code', { a: 'x', a_label: '词' }, '词'],
    ['ready money', { a: 5, a_text: '0.05' }, '0.05'],
  ])('%s', (_, record, text) => expect(shown(record, 'a')).toBe(text))

  it('has five links in the order of the cycle, each with what was done', () =>
    expect(fiveLinks(year).map((l) => [l.label, l.lines.map((x) => x.text)])).toEqual([
      ['事前评估', ['予以支持']],
      ['绩效目标', ['已批复']],
      ['绩效监控', ['第二季度 关注']],
      ['绩效评价', ['自评 92.5 优']],
      ['结果应用', []],
    ]))

  it('a bar is as long as its share of the largest; what is not filled has none', () =>
    expect(moneyBar(year.budget)).toEqual([
      { label: '年初', text: '0.02', width: 100 },
      { label: '调整后', text: '0.01', width: 50 },
      { label: '执行', text: '—', width: 0 },
    ]))

  it('the years beside each other: what no year says is left out, a single year makes no row of charts', () => {
    expect(trends([year])).toEqual([])
    const next = { ...year, year: 2023, budget: { ...year.budget, adjusted: 400, adjusted_text: '0.04', executed: 100 }, evaluations: [] }
    const charts = trends([next, { ...year, evaluations: [], self_evaluations: [] }])
    expect(charts.map((c) => c.label)).not.toContain('评价得分')
    const money = charts.find((c) => c.label === '调整后预算')!
    expect(money.points.map((p) => [p.year, p.text, p.share])).toEqual([
      [2022, '0.01', 0.25],
      [2023, '0.04', 1],
    ])
    expect(charts.find((c) => c.label === '执行率')!.points.map((p) => p.text)).toEqual(['—', '25'])
    expect(mostMoney([year, next])).toBe(400)
    expect(moneyBar(year.budget, 400).map((b) => b.width)).toEqual([50, 25, 0])
  })
})
