import { describe, expect, it } from 'vitest'
import { isDate } from './date'

describe('dates', () => {
  it.each(['', '2022', '2022-2-3', '2022/02/03', '2022-02-29', '2022-13-01', '2022-00-10', '20220203', '2022-02-03 '])('%j is none', (t) =>
    expect(isDate(t)).toBe(false),
  )
  it.each(['2022-02-28', '2020-02-29', '2022-12-31', '1999-01-01'])('%j is one', (t) => expect(isDate(t)).toBe(true))
})
