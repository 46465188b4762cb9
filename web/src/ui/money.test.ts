import { describe, expect, it } from 'vitest'
import { yuanText } from './money'

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
