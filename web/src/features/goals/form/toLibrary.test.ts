import { describe, expect, it } from 'vitest'
import type { NearEntry } from '@/api/library'
import { emptyRow } from '../grid/rows'
import { draftOfRow, libraryLevel, sameEntry } from './toLibrary'

const near = (share: number, sector: string, common = false) => ({ share, sector, common, code: `${sector}-${share}` }) as NearEntry

describe('a row on its way into the library', () => {
  it.each([
    ['数量指标', '数量'],
    ['服务对象满意度指标', '满意度'],
    ['可持续影响指标', '可持续影响'],
    ['经济成本指标', '成本'],
    ['生态环境成本指标', '成本'],
    ['生态效益指标', '生态效益'],
    ['社会效益指标', '社会效益'],
    ['', ''],
  ])('calls %s %s', (level2, level) => expect(libraryLevel(level2)).toBe(level))

  it('takes what the row says and leaves its weight in the form', () => {
    const row = { ...emptyRow(), level2: '质量指标', name: ' 校车安全检验率 ', op: '=', target: '100', unit: '%', weight: '12', source: '公安交管' }
    expect(draftOfRow(row, '教育')).toEqual({
      name: '校车安全检验率', level: '质量', sector: '教育', op: '=', target: '100', unit: '%',
      explanation: '', evidence: '', data_source: '公安交管', core: false,
    }) // prettier-ignore
    expect(draftOfRow(emptyRow(), '')).toMatchObject({ level: '数量', op: '>=', sector: '' })
  })

  it('is in the library already only by the same name in its own sector or a common one', () => {
    expect(sameEntry([near(100, '交通'), near(90, '教育')], '教育')).toBeUndefined()
    expect(sameEntry([near(100, '交通'), near(100, '教育')], '教育')?.code).toBe('教育-100')
    expect(sameEntry([near(100, '人员经费', true)], '教育')?.code).toBe('人员经费-100')
  })
})
