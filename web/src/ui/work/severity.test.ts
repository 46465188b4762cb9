import { describe, expect, it } from 'vitest'
import { countFindings, dueText, shortTime } from './severity'

describe('what stands beside work', () => {
  it.each([
    [null, ''],
    [-3, '逾期 3 天'],
    [0, '今天到期'],
    [1, '还有 1 天'],
  ])('%s days left: %s', (days, text) => expect(dueText(days)).toBe(text))

  it('counts each severity, also those nobody has', () =>
    expect(countFindings([{ severity: 'error' }, { severity: 'info' }, { severity: 'error' }])).toEqual({ error: 2, warning: 0, info: 1 }))

  it('shows what is no time as it is', () => expect(shortTime('昨天')).toBe('昨天'))
})
