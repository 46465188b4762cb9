import { describe, expect, it } from 'vitest'
import { csvCell, csvText } from './csv'

describe('csv', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@sum', "'@sum"],
    ['-项目', "'-项目"],
    ['-12.50', '-12.50'],
    ['+3%', '+3%'],
    ['84,726.10', '"84,726.10"'],
    ['说“好”,或"坏"', '"说“好”,或""坏"""'],
    ['两\n行', '"两\n行"'],
    [null, ''],
    [0, '0'],
  ])('cell %j is written %j', (value, expected) => {
    expect(csvCell(value)).toBe(expected)
  })

  it('begins with a BOM and ends every line with CRLF', () => {
    expect(csvText(['结论', '个'], [['予以支持', 10]])).toBe('\ufeff结论,个\r\n予以支持,10\r\n')
  })
})
