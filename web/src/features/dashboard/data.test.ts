import { describe, expect, it } from 'vitest'
import type { Figure, FigureGroup } from '@/api/types'
import { alignDecimals, illustrated, percentText, tableCsv, type Mark } from '@/ui/table'
import type { BarSpec, LinkSpec, MatrixSpec, StackSpec, StripSpec, TrendSpec } from './charts'
import { charts, links } from './charts'
import {
  barTable,
  batches,
  chartQueries,
  linkPanels,
  linkQueries,
  matrixTable,
  questionKey,
  stackTable,
  stripTable,
  trendTable,
  type Codes,
  type Known,
} from './data'

const words: Record<string, string> = { '11': '一般公共预算', '12': '政府性基金', excellent: '优', good: '良', red: '严重', green: '正常' }
const codes: Codes = { label: (_, code) => words[code] ?? code, ordered: (_, list) => [...list].sort() }

function group(key: Record<string, string>, value: number | null, more: Partial<FigureGroup> = {}): FigureGroup {
  return {
    key,
    label: {},
    value,
    text: value === null ? '—' : String(value),
    rows: value ?? 0,
    illustrative_rows: 0,
    illustrative: false,
    ...more,
  }
}

function figure(id: string, groups: FigureGroup[] | null, more: Partial<Figure> = {}): Figure {
  return {
    id,
    label: id,
    unit: '个',
    kind: 'count',
    entity: 'project_year',
    definition: '',
    value: 1,
    text: '1',
    rows: 1,
    illustrative_rows: 0,
    illustrative: false,
    ignored_filters: [],
    dimensions: ['fund_type', 'alert', 'quarter', 'grade', 'department', 'goal_state'],
    groups,
    ...more,
  }
}

const answers = (...figures: [Figure, string[]][]) => new Map(figures.map(([f, by]) => [questionKey({ figure: f.id, by }), f]))
const known = (...figures: Figure[]): Known => new Map(figures.map((f) => [f.id, f]))
const base = { id: 'x', title: '？', on: [], place: 'wide' as const }

describe('questions', () => {
  const stack: StackSpec = { ...base, kind: 'stack', figure: 'alerts', rows: 'quarter', segments: 'alert', top: 4 }

  it('a chart whose figure is missing, or lacks the dimension, asks nothing', () => {
    expect(chartQueries(stack, known(), 'count')).toEqual([])
    expect(chartQueries(stack, known(figure('alerts', null, { dimensions: ['alert'] })), 'count')).toEqual([])
    expect(chartQueries(stack, known(figure('alerts', null)), 'count')).toEqual([{ figure: 'alerts', by: ['quarter', 'alert'] }])
  })

  it('the five links ask each figure they have once more split by its distribution', () => {
    const spec: LinkSpec = {
      id: 'goal',
      title: '',
      question: '',
      figures: ['a', 'gone'],
      short: {},
      distribution: { figure: 'd', by: 'alert' },
    }
    expect(linkQueries([spec], known(figure('a', null), figure('d', null)))).toEqual([{ figure: 'a' }, { figure: 'd', by: ['alert'] }])
  })

  it('a question split by a dimension is not filtered by it, all others are, and equal filters share a request', () => {
    const filters = [{ dimension: 'alert', codes: ['red'] }]
    const got = batches([{ figure: 'a' }, { figure: 'a', by: ['alert'] }, { figure: 'b' }, { figure: 'b' }], filters)
    expect(got).toEqual([
      { filters, queries: [{ figure: 'a' }, { figure: 'b' }] },
      { filters: [], queries: [{ figure: 'a', by: ['alert'] }] },
    ])
  })

  it('no request holds more questions than the server takes', () => {
    const many = Array.from({ length: 130 }, (_, i) => ({ figure: `f${i}` }))
    const got = batches(many, [])
    expect(got.map((b) => b.queries.length)).toEqual([64, 64, 2])
    expect(got.flatMap((b) => b.queries)).toEqual(many)
  })

  it('every chart and link has its own id, a question as title, and a place to be shown', () => {
    expect(new Set(charts.map((c) => c.id)).size).toBe(charts.length)
    for (const chart of charts) {
      expect(chart.title).toMatch(/？$/)
      expect(chart.on.length).toBeGreaterThan(0)
    }
    for (const link of links) expect(charts.some((c) => c.on.includes(link.id) && c.kind !== 'trend')).toBe(true)
  })
})

describe('stacked rows', () => {
  const spec: StackSpec = { ...base, kind: 'stack', figure: 'alerts', rows: 'quarter', segments: 'alert', top: 4 }
  const alerts = figure('alerts', [
    group({ quarter: '2', alert: 'red' }, 1),
    group({ quarter: '1', alert: 'green' }, 3),
    group({ quarter: '1', alert: 'red' }, 1, { illustrative: true }),
    group({ quarter: '1', alert: 'none' }, 9),
  ])

  it('is empty without an answer', () => expect(stackTable(spec, new Map(), [], codes, '季度').rows).toEqual([]))

  it('orders quarters by time and lights by gravity, leaves out who has no light, and shares add up to the row', () => {
    const t = stackTable(spec, answers([alerts, ['quarter', 'alert']]), [], codes, '季度')
    expect(t.columns.map((c) => c.label)).toEqual(['正常', '严重'])
    expect(t.rows.map((r) => r.id)).toEqual(['1', '2'])
    expect(t.rows[0]!.cells.map((c) => c?.share)).toEqual([0.75, 0.25])
    expect(t.rows[1]!.cells[0]).toBeNull()
  })

  it('a mark carries the filters that lead to its rows, and whether they are demonstration data', () => {
    const page = [
      { dimension: 'alert', codes: ['green', 'red'] },
      { dimension: 'fund_type', codes: ['11'] },
    ]
    const mark = stackTable(spec, answers([alerts, ['quarter', 'alert']]), page, codes, '').rows[0]!.cells[1]!
    expect(mark.filters).toEqual([
      { dimension: 'fund_type', codes: ['11'] },
      { dimension: 'quarter', codes: ['1'] },
      { dimension: 'alert', codes: ['red'] },
    ])
    expect(mark.illustrative).toBe(true)
    expect(mark.key).toEqual({ quarter: '1', alert: 'red' })
  })
})

describe('distributions side by side', () => {
  it('keeps one order of grades over figures with different dimensions', () => {
    const spec: StripSpec = {
      ...base,
      kind: 'strips',
      head: '方式',
      strips: [
        { figure: 'self', by: 'self_grade', label: '自评' },
        { figure: 'key', by: 'grade', label: '评价' },
        { figure: 'gone', by: 'grade', label: '无' },
      ],
    }
    const t = stripTable(
      spec,
      answers(
        [figure('self', [group({ self_grade: 'good' }, 4), group({ self_grade: 'excellent' }, 6)]), ['self_grade']],
        [figure('key', [group({ grade: 'good' }, 2)]), ['grade']],
      ),
      [],
      codes,
    )
    expect(t.columns.map((c) => c.id)).toEqual(['excellent', 'good'])
    expect(t.rows.map((r) => [r.label, ...r.cells.map((c) => c?.text ?? null)])).toEqual([
      ['自评', '6', '4'],
      ['评价', null, '2'],
    ])
  })
})

describe('ranking', () => {
  const spec: BarSpec = { ...base, kind: 'bars', rows: 'department', measures: ['amount', 'score'], top: 9 }
  const amount = figure('amount', [group({ department: 'a' }, 10), group({ department: 'b' }, 40), group({ department: 'c' }, null)], {
    value: 50,
    text: '50',
  })
  const score = figure('score', [group({ department: 'a' }, 91.5)], { unit: '分' })
  const t = barTable(spec, answers([amount, ['department']], [score, ['department']]), [], codes, '部门')

  it('puts the largest first and what has no value last', () => expect(t.rows.map((r) => r.id)).toEqual(['b', 'a', 'c']))
  it('bars are shares of the largest', () => expect(t.rows.map((r) => r.cells[0]!.share)).toEqual([1, 0.25, null]))
  it('totals are the figures themselves, not sums of rows', () => expect(t.total!.cells.map((c) => c!.text)).toEqual(['50', '1.0']))
  it('as CSV has units in the head, no separators in numbers and empty cells for what is missing', () =>
    expect(tableCsv(t)).toBe('\ufeff部门,amount（个）,score（分）\r\nb,40,\r\na,10,91.5\r\nc,,\r\n合计,50,1.0\r\n'))
})

describe('coverage', () => {
  const spec: MatrixSpec = {
    ...base,
    kind: 'matrix',
    whole: { count: 'count', amount: 'amount' },
    rows: 'fund_type',
    extra: [{ dimension: 'direct', code: 'yes', label: '直达' }],
    stages: [
      { id: 'goal', label: '目标', count: 'goal.count', amount: 'goal.amount' },
      { id: 'monitoring', label: '监控', count: 'monitoring.count', amount: 'monitoring.amount' },
    ],
  }
  const whole = figure('count', [group({ fund_type: '12' }, 1), group({ fund_type: '11' }, 10)], { value: 11, text: '11' })
  const goals = figure('goal.count', [group({ fund_type: '12' }, null), group({ fund_type: '11' }, 0.7)], {
    value: 0.64,
    text: '64',
    unit: '%',
  })
  const direct = figure('goal.count', [group({ direct: 'yes' }, 1), group({ direct: 'no' }, 0.2)])
  const own = answers([whole, ['fund_type']], [goals, ['fund_type']], [direct, ['direct']])
  const t = matrixTable(
    spec,
    own,
    [
      { dimension: 'fund_type', codes: ['11'] },
      { dimension: 'alert', codes: ['red'] },
    ],
    'count',
    codes,
    '资金',
  )
  const cells = (id: string) => [...t.rows, t.total!].find((r) => r.id === id)!.cells

  it('asks the whole and each share once a dimension, and only what the server has', () => {
    const all = known(figure('count', null), figure('goal.count', null, { dimensions: ['fund_type', 'direct'] }))
    expect(chartQueries({ ...spec, id: 'm' }, all, 'count').map((q) => questionKey(q))).toEqual([
      'count|fund_type',
      'goal.count|fund_type',
      'goal.count|direct',
    ])
  })
  it('a cell is the share figure itself; nothing to divide by is not zero', () => {
    expect(cells('11').map((c) => c?.share)).toEqual([null, 0.7, undefined])
    expect(cells('12')[1]!.value).toBeNull()
  })
  it('a cell without an answer is empty', () => expect(cells('11')[2]).toBeNull())
  it('the number opens its figure for its row under the other filters of the page', () =>
    expect(cells('12')[1]!.filters).toEqual([
      { dimension: 'alert', codes: ['red'] },
      { dimension: 'fund_type', codes: ['12'] },
    ]))
  it('rows of "of which" come from their own question', () =>
    expect(cells('direct:yes').map((c) => c?.value)).toEqual([undefined, 1, undefined]))
  it('the total is the figure itself, without the filter on the rows', () => {
    expect(cells('total').map((c) => c?.text)).toEqual(['11', '64', undefined])
    expect(cells('total')[1]!.filters).toEqual([{ dimension: 'alert', codes: ['red'] }])
  })
})

describe('years', () => {
  it('a year without an answer stays empty, and a point explains its own year', () => {
    const spec: TrendSpec = { ...base, kind: 'trend', figures: ['a', 'gone'] }
    const t = trendTable(
      spec,
      new Map([
        [2023, new Map()],
        [2022, answers([figure('a', null), []])],
      ]),
      [],
    )
    expect(t.columns.map((c) => c.id)).toEqual(['2022', '2023'])
    expect(t.rows).toHaveLength(1)
    expect(t.rows[0]!.cells[0]!.year).toBe(2022)
    expect(t.rows[0]!.cells[1]).toBeNull()
  })
})

describe('links', () => {
  it('shows the numbers that were answered, under their short words, and no empty strip', () => {
    const spec: LinkSpec = {
      id: 'goal',
      title: '',
      question: '',
      figures: ['a', 'gone'],
      short: { a: '短' },
      distribution: { figure: 'd', by: 'alert' },
    }
    const [panel] = linkPanels([spec], answers([figure('a', null), []]), [], codes)
    expect(panel!.numbers.map((n) => n.label)).toEqual(['短'])
    expect(panel!.strip).toBeNull()
  })
})

describe('demonstration data', () => {
  const cell = (value: number | null, illustrative: boolean) => ({ value, illustrative }) as Mark
  it.each([
    ['none', [cell(1, false), null]],
    ['some', [cell(1, false), cell(2, true)]],
    ['all', [cell(1, true), cell(0, false), cell(null, false)]],
  ])('%s of the numbers', (expected, cells) => {
    const table = { head: '', columns: [], rows: [{ id: '', label: '', key: {}, cells }], total: null, ignored: [] }
    expect(illustrated(table)).toBe(expected)
  })
})

describe('numbers as text', () => {
  it.each([
    [
      ['100', '96.2', '—', '4.76'],
      ['100.00', '96.20', '—', '4.76'],
    ],
    [
      ['1,234', '5'],
      ['1,234', '5'],
    ],
    [
      ['-3', '0.5'],
      ['-3.0', '0.5'],
    ],
  ])('points of %j stand under each other', (texts, expected) => {
    const marks = texts.map((text) => ({ text, value: text === '—' ? null : 1 }) as Mark)
    alignDecimals([...marks, null])
    expect(marks.map((m) => m.text)).toEqual(expected)
  })

  it.each([
    [1, '100%'],
    [0.9999, '99.9%'],
    [0.0001, '0.1%'],
    [0, '0%'],
    [0.5556, '55.6%'],
    [0.8, '80%'],
  ])('%d as a share is %s', (share, text) => expect(percentText(share)).toBe(text))
})
