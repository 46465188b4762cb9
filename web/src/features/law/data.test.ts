import { describe, expect, it } from 'vitest'
import type { LawDocument } from '@/api/types'
import { filtered, kindCounts, listed, places, timeline, yamlTokens, yearOf } from './data'
import { orderedKinds, validity } from './kinds'

const doc = (kind: string, id: string, place: string, verified: boolean): LawDocument => ({
  kind,
  id,
  title: `题 ${id}`,
  place,
  place_name: place,
  since: '2020-02-25',
  until: null,
  basis: 'law',
  verified,
  status: 'active',
})
const docs = [
  doc('figures', 'project.count', 'cn', true),
  doc('schemes', 'self_evaluation', 'cn', false),
  doc('schemes', 'hubei', 'cn/42', true),
  doc('sources', 'caiyu-2020-10', 'cn', false),
]
const none = { kind: '', place: '', verified: '', text: '' }

describe('list of rules', () => {
  it.each([
    [{ text: '没有' }, []],
    [{ kind: 'schemes' }, ['self_evaluation', 'hubei']],
    [{ verified: 'no' }, ['self_evaluation', 'caiyu-2020-10']],
    [{ verified: 'yes', place: 'cn' }, ['project.count']],
    [{ text: 'HUBEI 题' }, ['hubei']],
    [{}, ['project.count', 'self_evaluation', 'hubei', 'caiyu-2020-10']],
  ])('filter %j gives %j', (f, ids) => expect(filtered(docs, { ...none, ...f }).map((d) => d.id)).toEqual(ids))

  it('counts of kinds heed the other filters but not the chosen kind', () =>
    expect(kindCounts(docs, { ...none, kind: 'sources', verified: 'no' })).toEqual([
      { kind: 'sources', count: 1 },
      { kind: 'schemes', count: 1 },
      { kind: 'figures', count: 0 },
    ]))

  it('is ordered by kind, then from the nation down', () =>
    expect(listed(docs).map((d) => d.id)).toEqual(['caiyu-2020-10', 'self_evaluation', 'hubei', 'project.count']))

  it('unknown kinds come last', () => expect(orderedKinds(['zzz', 'figures', 'sources'])).toEqual(['sources', 'figures', 'zzz']))

  it('names each place once', () => expect(places(docs).map((p) => p.code)).toEqual(['cn', 'cn/42']))

  it('says how long a rule holds', () => {
    expect(validity('2020-02-25', null)).toBe('2020-02-25 起')
    expect(validity('2015-01-01', '2020-02-25')).toBe('2015-01-01 至 2020-02-25')
  })
})

describe('timeline', () => {
  it('has nothing to draw without versions', () => expect(timeline([], '2022-12-31')).toBeNull())

  it('puts the county above the nation, and each span between its dates', () => {
    const t = timeline(
      [
        { place: 'cn', since: '2016-01-01', until: '2020-01-01', file: 'a' },
        { place: 'cn', since: '2020-01-01', until: null, file: 'b' },
        { place: 'cn/640323', since: '2022-01-01', until: null, file: 'c' },
      ],
      '2022-07-01',
    )!
    expect([t.from, t.to]).toEqual([2016, 2024])
    expect(t.lanes.map((l) => l.place)).toEqual(['cn/640323', 'cn'])
    expect(t.lanes[1]!.spans.map((s) => [s.left, s.width])).toEqual([
      [0, 50],
      [50, 50],
    ])
    expect(t.at).toBeCloseTo(81.25)
  })

  it('reads a date as years', () => expect(yearOf('2020-07-01')).toBe(2020.5))
})

describe('rule text', () => {
  it.each([
    [
      'id: a.b',
      [
        ['key', 'id'],
        ['plain', ':'],
        ['plain', ' a.b'],
      ],
    ],
    [
      '  - source: caiyu   # 注',
      [
        ['plain', '  - '],
        ['key', 'source'],
        ['plain', ':'],
        ['plain', ' caiyu   '],
        ['comment', '# 注'],
      ],
    ],
    [
      'weight: 50',
      [
        ['key', 'weight'],
        ['plain', ':'],
        ['number', ' 50'],
      ],
    ],
    [
      't: "a # b"',
      [
        ['key', 't'],
        ['plain', ':'],
        ['string', ' "a # b"'],
      ],
    ],
    ['# 全行', [['comment', '# 全行']]],
    ['  续行：不是键', [['plain', '  续行：不是键']]],
  ])('%j is set as %j', (line, expected) => expect(yamlTokens(line).map((t) => [t.kind, t.text])).toEqual(expected))

  it.each(['', '  a: [1, "x#y"] # c', '说明: 不用"#"号', "- 'it''s' # x", "it's: # y"])('joined again is the line %j', (line) =>
    expect(
      yamlTokens(line)
        .map((t) => t.text)
        .join(''),
    ).toBe(line),
  )
})
