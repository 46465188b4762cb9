import { describe, expect, it } from 'vitest'
import type { Ranking } from '@/api/lint'
import { points, rankings, stateText } from './data'

const ranking = { year: 2023, index: 21.375, projects: 805, band_middle: 20, band_high: 40 } as Ranking

describe('the words of the ranking', () => {
  it('say nothing where there is no index', () => {
    expect(points(null)).toBe('—')
    expect(stateText({ ...ranking, index: null })).toBe('2023 年还没有指标。')
  })
  it('keep one decimal and no more', () => {
    expect(points(40)).toBe('40')
    expect(points(37.25)).toBe('37.3')
  })
  it('tell how many projects the mean is of and where the bands begin', () => {
    expect(stateText(ranking)).toBe('2023 年 805 个项目平均 21.4；40 分起算空泛，20 分起算一般。')
  })
  it('has each ranking once', () => {
    expect(new Set(rankings.map((r) => r.by)).size).toBe(rankings.length)
  })
})
