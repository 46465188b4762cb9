import { describe, expect, it } from 'vitest'
import { foundTargets, joined, search, type Target } from './palette'

const target = (group: Target['group'], label: string, id: string): Target => ({ group, label, id, to: { path: '/', query: {} } })
const targets = [
  target('规则', '项目支出绩效评价管理办法', 'caiyu-2020-10'),
  target('指标', '重点项目评价个数', 'evaluation.key.count'),
  target('指标', '项目数', 'project.count'),
  target('页面', '总览', '/'),
]

describe('palette', () => {
  it('finds nothing for a word nobody has', () => expect(search(targets, '抽签')).toEqual([]))
  it('shows pages first when nothing is typed', () => expect(search(targets, ' ')[0]!.label).toBe('总览'))
  it('finds by id as well as by words', () => expect(search(targets, 'KEY.count').map((t) => t.id)).toEqual(['evaluation.key.count']))
  it('wants every word', () => expect(search(targets, '项目 重点').map((t) => t.label)).toEqual(['重点项目评价个数']))
  it('puts labels that begin with the word first inside a group', () =>
    expect(search(targets, '项目').map((t) => t.label)).toEqual(['项目数', '重点项目评价个数', '项目支出绩效评价管理办法']))
  it('finds by pinyin initials, after those that hold the letters themselves', () => {
    expect(search(targets, 'zdxm').map((t) => t.label)).toEqual(['重点项目评价个数'])
    expect(search([...targets, target('指标', '甲乙', 'xms')], 'xms').map((t) => t.label)).toEqual(['甲乙', '项目数'])
  })
  it('what the server found leads to the project, to the unit’s projects, to the goal of its year', () => {
    const found = foundTargets(
      [
        { kind: 'project', label: '项目', total: 1, rows: [{ id: '7', code: '64', name: '校车', extra: '教体局', year: null }] },
        { kind: 'unit', label: '单位', total: 1, rows: [{ id: '3', code: '203001', name: '教体局', extra: '', year: null }] },
        { kind: 'goal', label: '绩效目标', total: 1, rows: [{ id: '9', code: '64', name: '校车', extra: '草稿', year: 2025 }] },
      ],
      { year: '2022' },
    )
    expect(found.map((t) => [t.to.path, t.to.query])).toEqual([
      ['/projects/7', { year: '2022' }],
      ['/projects', { year: '2022', unit: '203001' }],
      ['/goals/9', { year: '2025' }],
    ])
    expect(joined([target('规则', '办法', 'x')], found).map((t) => t.group)).toEqual(['项目', '单位', '绩效目标', '规则'])
  })
  it('holds to its limit in each group', () => expect(search(targets, '项目', 1)).toHaveLength(2))
})
