/**
 * What travels over /api/v1, as the pages use it. Money is an integer number of 分, a score a number of points, a ratio
 * a plain number (0.973); `text` beside a value is the same value ready to show in `unit`. Nothing here is recomputed.
 */

export type FigureKind = 'count' | 'money' | 'ratio' | 'score' | 'distribution'

/** One filter of a figure: the fact's dimension and the codes that may pass. */
export interface Filter {
  dimension: string
  codes: string[]
}

export interface FigureGroup {
  key: Record<string, string>
  label: Record<string, string>
  value: number | null
  text: string
  rows: number
  illustrative_rows: number
  /** Must be shown as demonstration data: made up, or real as a sum and made up in this part. */
  illustrative: boolean
}

export interface Figure {
  id: string
  label: string
  unit: string
  kind: FigureKind
  entity: string
  definition: string
  value: number | null
  text: string
  rows: number
  illustrative_rows: number
  illustrative: boolean
  dimensions: string[]
  groups: FigureGroup[] | null
  ignored_filters: string[]
}

export interface FigureList {
  place: string
  year: number
  snapshot: string | null
  figures: Figure[]
}

export interface FigureQuery {
  figure: string
  by?: string[]
}

export interface RowColumn {
  name: string
  label: string
  unit: string
  kind: string
}

export type Row = Record<string, unknown>

export interface RowPage {
  id: string
  total: number
  columns: RowColumn[]
  rows: Row[]
  next: string | null
}

export interface Place {
  code: string
  name: string
  full_name: string
  years: number[]
  illustrative: boolean
}

export interface Version {
  name: string
  version: string
  law_version: string
  demo: boolean
  /** Today in the calendar of a demonstration that has one. */
  today: string | null
}

export interface DimensionValue {
  code: string
  label: string
}

export interface Dimension {
  name: string
  label: string
  values: DimensionValue[]
}

export interface Entity {
  name: string
  label: string
  dimensions: Dimension[]
}

export interface Citation {
  source: string
  document_number: string
  title: string
  article: string
  verified: boolean
  note?: string
}

export interface Span {
  text: string
  figure?: string
  /** Dimension → code of the slice shown; several codes are joined by commas. */
  by?: Record<string, string> | null
  /** Year the figure was asked for, which need not be the report's. */
  year?: number
  illustrative?: boolean
  strong?: boolean
  /** `kind/id` where the text is a value of that rule. */
  law?: string
}

export interface ReportRule {
  /** `kind/id`, as in Span.law. */
  rule: string
  title: string
  citations: Citation[]
}

export type ReportBlock =
  | { kind: 'heading'; level: number; number?: string; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'table'; caption?: string; header: string[]; rows: Span[][][] }

export interface ReportFigure {
  id: string
  label: string
  definition: string
  unit: string
  year: number
  value: number | null
  text: string
  rows: number
  illustrative_rows: number
  citations: Citation[]
}

export interface Report {
  id: string
  title: string
  place: string
  year: number
  snapshot: string | null
  as_of: string
  illustrative: boolean
  illustrative_note: string
  signature: string
  blocks: ReportBlock[]
  figures: ReportFigure[]
  rules: ReportRule[]
}

export interface ReportInfo {
  id: string
  title: string
  formats: string[]
}

export interface Snapshot {
  id: string
  label: string
  place: string
  taken_at: string
  law_version: string
}

export interface LawDocument {
  kind: string
  id: string
  title: string
  place: string
  place_name: string
  since: string | null
  until: string | null
  basis: string
  verified: boolean
  status: string
}

export interface LawList {
  law_version: string
  documents: LawDocument[]
}

export interface LawLayer {
  place: string
  place_name: string
  title: string
  since: string | null
  until: string | null
  basis: string
  why: string
  file: string
  yaml: string
  citations: Citation[]
}

export interface LawVersion {
  place: string
  since: string | null
  until: string | null
  file: string
}

export interface LawReference {
  kind: string
  id: string
  title: string
}

export interface LawDetail {
  kind: string
  id: string
  title: string
  place: string
  as_of: string
  rule: LawLayer | null
  layers: LawLayer[]
  versions: LawVersion[]
  used_by: LawReference[]
}

export interface LawDifference {
  path: string
  /** Empty: there was none. */
  before: string
  after: string
}

export interface LawComparison {
  from: LawLayer | null
  to: LawLayer | null
  differences: LawDifference[]
}
