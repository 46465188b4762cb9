import { describe, expect, it } from 'vitest'
import { dayIn, daysAfter } from '@/composables/useToday'
import { delegationState } from './delegation'

describe('delegations', () => {
  it.each([
    ['2024-03-02', '还没开始'],
    ['2024-03-03', '有效'],
    ['2024-03-09', '有效'],
    ['2024-03-10', '已结束'],
  ])('on %s it is %s', (today, state) => expect(delegationState({ since: '2024-03-03', until: '2024-03-09' }, today)).toBe(state))
  it('days are counted over the end of a month', () => expect(daysAfter('2024-02-29', 1)).toBe('2024-03-01'))
  it.each([
    [2023, '2023-11-13'],
    [2024, '2024-01-01'],
    [2022, '2022-12-31'],
  ])('acts on %i are dated within it', (year, day) => expect(dayIn(year, '2023-11-13')).toBe(day))
})
