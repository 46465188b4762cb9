import { describe, expect, it } from 'vitest'
import { blank, fromEntries, missingOfOrder, wireRows } from './order'

const named = (name: string) => ({ ...blank(), name })

describe('core indicators that are sent down', () => {
  it.each<[string, string[], number, string]>([
    ['nothing to send', [], 3, '至少写一个指标'],
    ['a row without a name', ['a', ' '], 3, '第 2 个指标没有名称'],
    ['the same one twice', ['a', 'b', 'a '], 3, '“a”写了两次'],
    ['nobody to receive it', ['a'], 0, '没有正在编制的目标可以收到'],
    ['complete', ['a', 'b'], 1, ''],
  ])('%s', (_, names, receivers, said) => expect(missingOfOrder(names.map(named), receivers)).toBe(said))

  it('an entry of the library brings its place and unit but not its target', () => {
    const entry = { name: '校车准点率', old: { level1: '产出指标', level2: '时效指标' }, op: { code: '>=', label: '≥' }, unit: '%', target: '95' }
    expect(wireRows(fromEntries([entry as never]))).toEqual([
      { level1: '产出指标', level2: '时效指标', name: '校车准点率', op: '>=', target: '', unit: '%', core: true },
    ])
  })
})
