import { describe, expect, it } from 'vitest'
import { parseWan, wanText, yuanText } from './money'

describe('amounts in 元', () => {
  it.each([
    [0, '0.00 元'],
    [5, '0.05 元'],
    [-5, '-0.05 元'],
    [-123_456, '-1,234.56 元'],
    [84_726_100_000, '847,261,000.00 元'],
    [9_007_199_254_740_991, '90,071,992,547,409.91 元'],
  ])('%d 分 is %s', (fen, text) => expect(yuanText(fen)).toBe(text))
})

describe('amounts in 万元', () => {
  it.each(['若干', '-5', '1e9', '1.2.3', '5万人', '０．５．'])('%s is no amount', (text) => expect(typeof parseWan(text)).toBe('string'))
  it('what is smaller than a 分 is refused, zeros behind it are not', () => {
    expect(parseWan('0.0000001')).toBe('小到一分以下，记不下')
    expect(parseWan('0.0000010')).toBe(1)
  })
  it.each([
    ['', null],
    ['  ', null],
    ['0', 0],
    ['1,234.5', 1_234_500_000],
    ['１２．５万', 12_500_000],
    ['125000元', 12_500_000],
    ['1.5亿元', 15_000_000_000],
    ['0.000001', 1],
  ])('%j is %s 分', (text, fen) => expect(parseWan(text)).toBe(fen))

  it.each([
    [null, ''],
    [0, '0.00'],
    [1_234_500_000, '1,234.50'],
    [1, '0.000001'],
    [-12_345_600, '-12.3456'],
  ])('%s 分 is %j', (fen, text) => expect(wanText(fen)).toBe(text))

  it.each([0, 1, 99, 1_000_000, 123_456_789_012, 8_999_999_999_999_999])('%d survives being shown and read', (fen) =>
    expect(parseWan(wanText(fen))).toBe(fen),
  )
})
