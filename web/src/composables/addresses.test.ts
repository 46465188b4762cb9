import { describe, expect, it } from 'vitest'
import { defaultYear, offeredYears } from './useContext'
import { readExplained, writeExplained } from './useExplain'
import { isChosen, narrowed, readFilters, toggled, writeFilters } from './useFilters'

describe('filters in the address', () => {
  it('drops what cannot be read', () => {
    expect(readFilters({ filter: ['', ':11', 'fund_type', 'fund_type:', null] })).toEqual([])
  })

  it('joins repeated dimensions and survives a round trip', () => {
    const filters = readFilters({ filter: ['fund_type:11,12', 'alert:red', 'fund_type:12,3'] })
    expect(filters).toEqual([
      { dimension: 'fund_type', codes: ['11', '12', '3'] },
      { dimension: 'alert', codes: ['red'] },
    ])
    expect(readFilters({ filter: writeFilters(filters) })).toEqual(filters)
  })

  it('a click chooses, the same click gives up, another code replaces, Shift adds', () => {
    const one = toggled([], { fund_type: '11' })
    expect(writeFilters(one)).toEqual(['fund_type:11'])
    expect(toggled(one, { fund_type: '11' })).toEqual([])
    expect(writeFilters(toggled(one, { fund_type: '12' }))).toEqual(['fund_type:12'])
    expect(writeFilters(toggled(one, { fund_type: '12' }, true))).toEqual(['fund_type:11,12'])
  })

  it('a mark of two dimensions is chosen and given up as a whole, leaving others alone', () => {
    const before = [{ dimension: 'department', codes: ['201'] }]
    const after = toggled(before, { fund_type: '11', alert: 'red' })
    expect(isChosen(after, { fund_type: '11', alert: 'red' })).toBe(true)
    expect(isChosen(after, { fund_type: '11', alert: 'green' })).toBe(false)
    expect(toggled(after, { fund_type: '11', alert: 'red' })).toEqual(before)
  })

  it('an empty key is never chosen', () => {
    expect(isChosen([{ dimension: 'a', codes: ['1'] }], {})).toBe(false)
  })

  it('a mark narrows the page filter of its own dimension', () => {
    const page = [
      { dimension: 'fund_type', codes: ['11', '12'] },
      { dimension: 'alert', codes: ['red'] },
    ]
    expect(writeFilters(narrowed(page, { fund_type: '12' }))).toEqual(['alert:red', 'fund_type:12'])
  })
})

describe('the explained figure in the address', () => {
  it.each([null, '', '~conclusion:support'])('nothing to explain in %j', (text) => {
    expect(readExplained(text)).toBeNull()
  })

  it('survives a round trip with filters and year', () => {
    const e = {
      figure: 'evaluation.key.grades',
      filters: [{ dimension: 'grade', codes: ['excellent', 'good'] }],
      year: 2021,
    }
    expect(writeExplained(e)).toBe('evaluation.key.grades~grade:excellent,good~@2021')
    expect(readExplained(writeExplained(e))).toEqual(e)
  })
})

describe('the year that opens', () => {
  it.each([
    [[], null],
    [[2022], 2022],
    [[2023, 2022], 2022],
    [[2021, 2022, 2023], 2022],
  ])('of %j is %j', (years, expected) => {
    expect(defaultYear(years)).toBe(expected)
  })

  it('of a demonstration is its first', () => expect(defaultYear([2022, 2024, 2023], true)).toBe(2022))
})

describe('the years on offer', () => {
  it.each([
    [[2022, 2023], null, [2022, 2023]],
    [[2022, 2023], { logged_in: false, years: [] }, [2022, 2023]],
    [[2023, 2022], { logged_in: true, years: [2022, 2023] }, [2022, 2023, 2024]],
    [[2022, 2023], { logged_in: true, years: [2022, 2023, 2024] }, [2022, 2023, 2024]],
    [[], null, []],
    [[], { logged_in: true }, [2026, 2027]],
    [[], { logged_in: true, years: [2024] }, [2024, 2025]],
  ])('with data of %j and session %j are %j', (years, session, expected) =>
    expect(offeredYears(years, session, 2026)).toEqual(expected),
  )
})
