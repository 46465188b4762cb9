import { describe, expect, it } from 'vitest'
import type { Report } from '@/api/types'
import { countNumbers, isNumberCell, numberedBlocks, outline, readParts, spanFilters } from './data'

const report: Report = {
  id: 'annual',
  title: '',
  place: '640323',
  year: 2022,
  snapshot: null,
  as_of: '2022-12-31',
  illustrative: true,
  illustrative_note: '',
  blocks: [
    { kind: 'heading', level: 1, number: '一、', spans: [{ text: '措施及' }, { text: '成效' }] },
    {
      kind: 'paragraph',
      spans: [{ text: '评估' }, { text: '27', figure: 'b', by: { conclusion: 'support' }, illustrative: true }, { text: '个' }],
    },
    {
      kind: 'table',
      header: ['项目', '个'],
      rows: [
        [[{ text: '甲' }], [{ text: '8', figure: 'a' }]],
        [[{ text: '乙' }], [{ text: '2', figure: 'b' }]],
      ],
    },
  ],
  figures: [],
  signature: '',
  rules: [],
}

describe('report', () => {
  it('the table of contents holds headings only, with their numbers', () =>
    expect(outline(numberedBlocks(report))).toEqual([{ id: 'b1', level: 1, text: '一、措施及成效' }]))

  it('counts numbers in paragraphs and in tables', () => expect(countNumbers(report.blocks)).toEqual({ linked: 3, illustrative: 1 }))

  it('a number that is a part of its figure opens that part', () => {
    expect(spanFilters({ text: '10', figure: 'b', by: { conclusion: 'support' } })).toEqual([
      { dimension: 'conclusion', codes: ['support'] },
    ])
    expect(spanFilters({ text: '19', figure: 'b', by: { grade: 'excellent,good' } })).toEqual([
      { dimension: 'grade', codes: ['excellent', 'good'] },
    ])
    expect(spanFilters({ text: '27', figure: 'b', by: null })).toEqual([])
  })

  it.each([
    ['', []],
    ['conclusion:', []],
    [
      'conclusion:support;grade:good,fair',
      [
        { dimension: 'conclusion', codes: ['support'] },
        { dimension: 'grade', codes: ['good', 'fair'] },
      ],
    ],
  ])('reads the part %j of a printed link', (text, expected) => expect(readParts(text)).toEqual(expected))

  it.each([
    ['84,726.10', true],
    ['80%', true],
    ['-3', true],
    ['优', false],
    ['2022年', false],
    ['', false],
  ])('cell %j is a number: %j', (text, expected) => expect(isNumberCell([{ text }])).toBe(expected))
})
