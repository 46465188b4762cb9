import type { Figure, FigureGroup, FigureQuery, Filter } from '@/api/types'
import { alignDecimals, type ChartRow, type ChartTable, type Mark } from '@/ui/table'
import type { BarSpec, ChartSpec, LinkSpec, MatrixSpec, StackSpec, StripSpec, TrendSpec } from './charts'

/** Answers of the server by question: a figure alone, or split by dimensions. */
export type Answers = Map<string, Figure>
/** What the server knows, by id: tells which charts can be drawn at all. */
export type Known = Map<string, Figure>
/** Words of codes and the order of their list. */
export interface Codes {
  label: (dimension: string, code: string) => string
  ordered: (dimension: string, codes: string[]) => string[]
}

export type MatrixMeasure = 'count' | 'amount'

export function questionKey(query: FigureQuery): string {
  return [query.figure, ...(query.by ?? [])].join('|')
}

function can(known: Known, figure: string, ...by: string[]): boolean {
  const f = known.get(figure)
  return !!f && by.every((d) => f.dimensions.includes(d))
}

/** Questions of one chart that the server can answer; none means that the chart is left out. */
export function chartQueries(spec: ChartSpec, known: Known, measure: MatrixMeasure): FigureQuery[] {
  switch (spec.kind) {
    case 'stack':
      return can(known, spec.figure, spec.rows, spec.segments) ? [{ figure: spec.figure, by: [spec.rows, spec.segments] }] : []
    case 'strips':
      return spec.strips.filter((s) => can(known, s.figure, s.by)).map((s) => ({ figure: s.figure, by: [s.by] }))
    case 'bars':
      return spec.measures.filter((m) => can(known, m, spec.rows)).map((figure) => ({ figure, by: [spec.rows] }))
    case 'matrix':
      return matrixQueries(spec, known, measure)
    case 'trend':
      return []
  }
}

function matrixQueries(spec: MatrixSpec, known: Known, measure: MatrixMeasure): FigureQuery[] {
  const dimensions = [spec.rows, ...new Set(spec.extra.map((e) => e.dimension))]
  const figures = [spec.whole[measure], ...spec.stages.map((s) => s[measure])]
  return dimensions.flatMap((d) => figures.filter((f) => can(known, f, d)).map((figure) => ({ figure, by: [d] })))
}

/** Questions of the five links. */
export function linkQueries(specs: LinkSpec[], known: Known): FigureQuery[] {
  return specs.flatMap((s) => [
    ...s.figures.filter((f) => can(known, f)).map((figure) => ({ figure })),
    ...(s.distribution && can(known, s.distribution.figure, s.distribution.by)
      ? [{ figure: s.distribution.figure, by: [s.distribution.by] }]
      : []),
  ])
}

/** Each question once. */
export function distinct(queries: FigureQuery[]): FigureQuery[] {
  return [...new Map(queries.map((q) => [questionKey(q), q])).values()]
}

/**
 * The page filters a question is asked under: all but those of the dimensions it is split by. So the chart one clicked
 * in keeps its other marks to choose from, while every other chart narrows.
 */
export function filtersFor(query: FigureQuery, filters: Filter[]): Filter[] {
  return filters.filter((f) => !(query.by ?? []).includes(f.dimension))
}

/** The server takes at most so many questions in one request. */
const mostQuestions = 64

/** Questions that go together in one request, because they are asked under the same filters. */
export function batches(queries: FigureQuery[], filters: Filter[]): { filters: Filter[]; queries: FigureQuery[] }[] {
  const out: { filters: Filter[]; queries: FigureQuery[] }[] = []
  const open = new Map<string, FigureQuery[]>()
  for (const query of distinct(queries)) {
    const own = filtersFor(query, filters)
    const key = JSON.stringify(own)
    let batch = open.get(key)
    if (!batch || batch.length >= mostQuestions) {
      batch = []
      open.set(key, batch)
      out.push({ filters: own, queries: batch })
    }
    batch.push(query)
  }
  return out
}

function pairs(key: Record<string, string>): Filter[] {
  return Object.entries(key).map(([dimension, code]) => ({ dimension, codes: [code] }))
}

/** The mark of a figure as a whole. */
export function wholeMark(figure: Figure, filters: Filter[], label = figure.label): Mark {
  return {
    figure: figure.id,
    label,
    value: figure.value,
    text: figure.text,
    unit: figure.unit,
    filters,
    key: {},
    illustrative: figure.illustrative,
    share: null,
    year: null,
  }
}

function groupMark(figure: Figure, group: FigureGroup, filters: Filter[], label: string, key = group.key): Mark {
  return {
    figure: figure.id,
    label,
    value: group.value,
    text: group.text,
    unit: figure.unit,
    filters: [...filters.filter((f) => !(f.dimension in group.key)), ...pairs(group.key)],
    key,
    illustrative: group.illustrative,
    share: null,
    year: null,
  }
}

/** Codes of a dimension in the order the server gives them. */
function codesOf(groups: FigureGroup[], dimension: string): string[] {
  return [...new Set(groups.map((g) => g.key[dimension]).filter((c): c is string => c !== undefined))]
}

function withShares(row: ChartRow): ChartRow {
  const sum = row.cells.reduce((total, cell) => total + (cell?.value ?? 0), 0)
  for (const cell of row.cells) if (cell && cell.value !== null && sum > 0) cell.share = cell.value / sum
  return row
}

const rowSum = (row: ChartRow) => row.cells.reduce((total, cell) => total + (cell?.value ?? 0), 0)

const emptyTable = (head: string): ChartTable => ({ head, columns: [], rows: [], total: null, ignored: [] })

/** Order in which judged codes are always drawn, best first. */
const judged = [
  'approved',
  'submitted',
  'draft',
  'green',
  'yellow',
  'red',
  'excellent',
  'good',
  'fair',
  'poor',
  'support',
  'support_after_revision',
  'not_support',
]

/** Codes as drawn; who has not been judged yet has no part in a distribution of judgements. */
function drawn(dimension: string, codes: string[]): string[] {
  const rank = (c: string) => (judged.includes(c) ? judged.indexOf(c) : judged.length)
  const unjudged = dimension !== 'goal_state'
  return codes.filter((c) => !unjudged || c !== 'none').sort((a, b) => rank(a) - rank(b))
}

export function stackTable(spec: StackSpec, answers: Answers, filters: Filter[], codes: Codes, head: string): ChartTable {
  const figure = answers.get(questionKey({ figure: spec.figure, by: [spec.rows, spec.segments] }))
  if (!figure) return emptyTable(head)
  const groups = figure.groups ?? []
  const segments = drawn(spec.segments, codesOf(groups, spec.segments))
  const rows = codes.ordered(spec.rows, codesOf(groups, spec.rows)).map((code): ChartRow => {
    const cells = segments.map((segment) => {
      const group = groups.find((g) => g.key[spec.rows] === code && g.key[spec.segments] === segment)
      return group ? groupMark(figure, group, filters, `${codes.label(spec.rows, code)} ${codes.label(spec.segments, segment)}`) : null
    })
    return withShares({ id: code, label: codes.label(spec.rows, code), key: { [spec.rows]: code }, cells })
  })
  const ordered = spec.rows === 'quarter' ? rows : rows.sort((a, b) => rowSum(b) - rowSum(a))
  const columns = segments.map((s) => ({ id: s, label: codes.label(spec.segments, s), unit: figure.unit }))
  return { head, columns, rows: ordered, total: null, ignored: figure.ignored_filters }
}

export function stripTable(spec: StripSpec, answers: Answers, filters: Filter[], codes: Codes): ChartTable {
  const found = spec.strips.flatMap((strip) => {
    const figure = answers.get(questionKey({ figure: strip.figure, by: [strip.by] }))
    return figure ? [{ strip, figure }] : []
  })
  const parts = drawn(spec.strips[0]?.by ?? '', [...new Set(found.flatMap(({ strip, figure }) => codesOf(figure.groups ?? [], strip.by)))])
  const rows = found.map(({ strip, figure }): ChartRow => {
    const cells = parts.map((code) => {
      const group = figure.groups?.find((g) => g.key[strip.by] === code)
      return group ? groupMark(figure, group, filters, `${strip.label} ${codes.label(strip.by, code)}`) : null
    })
    return withShares({ id: strip.figure, label: strip.label, key: {}, cells })
  })
  const by = spec.strips[0]?.by ?? ''
  const columns = parts.map((c) => ({ id: c, label: codes.label(by, c), unit: found[0]?.figure.unit ?? '' }))
  const ignored = [...new Set(found.flatMap(({ figure }) => figure.ignored_filters))]
  return { head: spec.head, columns, rows, total: null, ignored }
}

export function barTable(spec: BarSpec, answers: Answers, filters: Filter[], codes: Codes, head: string): ChartTable {
  const figures = spec.measures.flatMap((m) => answers.get(questionKey({ figure: m, by: [spec.rows] })) ?? [])
  const ids = [...new Set(figures.flatMap((f) => codesOf(f.groups ?? [], spec.rows)))]
  const rows = ids.map((code): ChartRow => {
    const label = codes.label(spec.rows, code)
    const cells = figures.map((figure) => {
      const group = figure.groups?.find((g) => g.key[spec.rows] === code)
      return group ? groupMark(figure, group, filters, `${label} ${figure.label}`) : null
    })
    return { id: code, label, key: { [spec.rows]: code }, cells }
  })
  const most = Math.max(0, ...rows.map((r) => r.cells[0]?.value ?? 0))
  for (const row of rows) {
    const first = row.cells[0]
    if (first && first.value !== null && most > 0) first.share = Math.max(0, first.value) / most
  }
  rows.sort((a, b) => (b.cells[0]?.value ?? -1) - (a.cells[0]?.value ?? -1))
  // The total is asked without the filter on the rows, like the rows themselves.
  const own = filtersFor({ figure: '', by: [spec.rows] }, filters)
  const total: ChartRow = { id: 'total', label: '合计', key: {}, cells: figures.map((f) => wholeMark(f, own)) }
  figures.forEach((_, i) => alignDecimals([...rows, total].map((row) => row.cells[i] ?? null)))
  return {
    head,
    columns: figures.map((f) => ({ id: f.id, label: f.label, unit: f.unit })),
    rows,
    total: figures.length > 0 ? total : null,
    ignored: [...new Set(figures.flatMap((f) => f.ignored_filters))],
  }
}

/**
 * Rows of money × links of the cycle. Every cell is a share figure of the server, split by the row's dimension: the
 * same figure as in the report. A cell without one is empty, which is not zero.
 */
export function matrixTable(
  spec: MatrixSpec,
  answers: Answers,
  filters: Filter[],
  measure: MatrixMeasure,
  codes: Codes,
  head: string,
): ChartTable {
  const ids = [spec.whole[measure], ...spec.stages.map((s) => s[measure])]
  const labels = ['全部', ...spec.stages.map((s) => s.label)]
  const answer = (id: string, dimension: string) => answers.get(questionKey({ figure: id, by: [dimension] }))
  const shared = (mark: Mark, i: number): Mark => (i === 0 ? mark : { ...mark, share: mark.value })

  function row(id: string, label: string, dimension: string, code: string): ChartRow {
    const cells = ids.map((figureId, i) => {
      const figure = answer(figureId, dimension)
      const group = figure?.groups?.find((g) => g.key[dimension] === code)
      return figure && group ? shared(groupMark(figure, group, filters, `${label} ${labels[i]}`), i) : null
    })
    return { id, label, key: { [dimension]: code }, cells }
  }

  const whole = answer(ids[0]!, spec.rows)
  if (!whole) return emptyTable(head)
  const rows = codes
    .ordered(spec.rows, codesOf(whole.groups ?? [], spec.rows))
    .map((code) => row(code, codes.label(spec.rows, code), spec.rows, code))
  const extra = spec.extra
    .map((e) => row(`${e.dimension}:${e.code}`, e.label, e.dimension, e.code))
    .filter((r) => r.cells.some((c) => c !== null))
  // The total is asked without the filter on the rows, like the rows themselves.
  const own = filtersFor({ figure: '', by: [spec.rows] }, filters)
  const total = ids.map((id, i) => {
    const figure = answer(id, spec.rows)
    return figure ? shared(wholeMark(figure, own, `合计 ${labels[i]}`), i) : null
  })
  return {
    head,
    columns: [{ id: 'all', label: '全部', unit: whole.unit }, ...spec.stages.map((s) => ({ id: s.id, label: s.label, unit: '%' }))],
    rows: [...rows, ...extra],
    total: { id: 'total', label: '合计', key: {}, cells: total },
    ignored: whole.ignored_filters,
  }
}

/** Figures down, years across. */
export function trendTable(spec: TrendSpec, byYear: Map<number, Answers>, filters: Filter[]): ChartTable {
  const years = [...byYear.keys()].sort((a, b) => a - b)
  const rows = spec.figures.flatMap((id): ChartRow[] => {
    const found = years.map((y) => byYear.get(y)?.get(questionKey({ figure: id })))
    const any = found.find((f) => f !== undefined)
    if (!any) return []
    const cells = found.map((f, i) => (f ? { ...wholeMark(f, filters, `${years[i]} ${f.label}`), year: years[i]! } : null))
    return [{ id, label: any.label, key: {}, cells }]
  })
  return { head: '指标', columns: years.map((y) => ({ id: String(y), label: `${y}`, unit: '' })), rows, total: null, ignored: [] }
}

/** One link of the cycle as shown: its numbers and the parts of its distribution. */
export interface LinkPanel {
  spec: LinkSpec
  numbers: Mark[]
  strip: ChartTable | null
}

export function linkPanels(specs: LinkSpec[], answers: Answers, filters: Filter[], codes: Codes): LinkPanel[] {
  return specs.map((spec) => {
    const numbers = spec.figures.flatMap((id) => {
      const figure = answers.get(questionKey({ figure: id }))
      return figure ? [wholeMark(figure, filters, spec.short[id] ?? figure.label)] : []
    })
    const d = spec.distribution
    const strip = d
      ? stripTable(
          {
            id: spec.id,
            kind: 'strips',
            title: '',
            on: [],
            place: 'full',
            head: '',
            strips: [{ figure: d.figure, by: d.by, label: spec.title }],
          },
          answers,
          filters,
          codes,
        )
      : null
    return { spec, numbers, strip: strip && strip.rows.length > 0 ? strip : null }
  })
}
