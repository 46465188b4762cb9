import { get, type Query } from './http'
import type { Severity } from './work'

export type Band = 'low' | 'middle' | 'high'

/** An indicator held against the county: how vague it is and why. */
export interface Judged {
  index: number
  reasons: string[]
  explanation: string
}

/** One row of a form. */
export interface RowVagueness extends Judged {
  band: Band
  band_label: string
}

export interface FormVagueness {
  index: number
  band: Band
  band_label: string
  rows: RowVagueness[]
}

export interface VagueExample extends Judged {
  name: string
  target: string
  project: string
}

export interface RankedRow {
  id: string
  name: string
  unit_name: string
  index: number
  band: Band
  band_label: string
  projects: number
  indicators: number
  vague: number
  examples: VagueExample[]
}

export type RankedBy = 'unit' | 'department' | 'sector' | 'project' | 'indicator' | 'entry'

export interface Ranking {
  year: number
  by: RankedBy
  by_label: string
  figure: string
  index: number | null
  projects: number
  band_middle: number
  band_high: number
  total: number
  rows: RankedRow[]
  next: string | null
}

export interface LintRule {
  id: string
  title: string
  severity: Severity
  severity_label: string
  applies_to: string
  applies_to_label: string
  message: string
  rationale: string
  fix: string
  clause: string
  verified: boolean
  point: string
  bad: { lines: string[] }[]
  good: { lines: string[] }[]
}

export const lintApi = {
  rules: async (place: string, asOf: string | null, id?: string, signal?: AbortSignal) =>
    (await get<{ rules: LintRule[] }>('/lint/rules', { place, as_of: asOf, id }, signal)).rules,
  ranking: (query: Query, signal?: AbortSignal) => get<Ranking>('/vagueness', query, signal),
}
