import { describe, expect, it } from 'vitest'
import { resetText } from './reset'

describe('a password that somebody else reset', () => {
  it('is told with his name and the minute', () => {
    const at = new Date(2023, 10, 13, 9, 5, 59).toISOString()
    expect(resetText({ by: '周敏（xitong）', at })).toBe(
      '口令最近由周敏（xitong）于 2023-11-13 09:05 重置；不是您要求的，请告知审计管理员核查日志。',
    )
  })
})
