import { address, get, write, type Query } from './http'
import type { FieldChange, FindingCounts, Severity } from './work'

export type Owner = 'finance' | 'project'

export interface GoalFinding {
  rule: string
  severity: Severity
  message: string
  /** "indicators/2/target", "text/text"; empty: the whole form. */
  field: string
  fix: string
  clause: string
  verified: boolean
}

export interface GoalListRow {
  id: string
  case: string
  project: { id: string; code: string; name: string }
  unit_name: string
  department_name: string
  state: string
  state_label: string
  version: number
  amount: number | null
  amount_text: string
  filled: Record<Owner, number>
  confirmed: Record<Owner, boolean>
  findings: FindingCounts
  vagueness?: number | null
  provenance: string
}

export interface Page<T> {
  total: number
  amount_text?: string
  rows: T[]
  next: string | null
}

export interface MoneyLine {
  fund_type: string
  fund_tag: string
  amount: number | null
}

export interface IndicatorRow {
  id: string | null
  level1: string
  level2: string
  name: string
  op: string
  target: string
  target_medium: string
  unit: string
  weight: string
  core: boolean
  basis: string
  source: string
  method: string
  fixed_by: string
  fixed_target: boolean
  last_year?: { target: string; actual: string | null } | null
}

/** A row as the server writes it: what is not filled is null, points are a number. */
export type WireRow = Partial<Record<keyof IndicatorRow, unknown>>

export const sectionNames = ['header', 'money', 'text', 'indicators'] as const
export type SectionName = (typeof sectionNames)[number]

export type Fields = Record<string, unknown>

export interface Section {
  etag: string
  owner: Owner
  fields?: Fields
  rows?: WireRow[]
}

export interface Filled {
  filled: number
  of: number
}

export interface Confirmation {
  by: string
  at: string
  /** Both parts were confirmed by the same person, as a rule allows. */
  one_person?: boolean
}

export interface GoalVersion {
  number: number
  kind: string
  label: string
  at: string | null
  by?: string
  reason?: string | null
}

export interface Goal {
  id: string
  case: string
  project: { id: string; code: string; name: string; category?: string; kind_label?: string; sector?: string }
  unit: { id: string; code: string; name: string }
  department_name: string
  year: number
  state: string
  state_label: string
  version: GoalVersion
  versions: GoalVersion[]
  scheme: string
  tree: { level1: string; level2: string[] }[]
  sections: Record<SectionName, Section>
  owners: Record<string, Owner>
  writable: string[]
  read_only_why: string | null
  confirmed: Record<Owner, Confirmation | null>
  filled: Record<Owner, Filled>
  findings: GoalFinding[]
  weight_total: number
  presence: { name: string; section: string; at: string }[]
  provenance?: string
  notice?: string
  last_year_text?: string
}

export interface SectionSaved {
  section: Section
  findings: GoalFinding[]
  confirmed: Record<Owner, Confirmation | null>
  filled: Record<Owner, Filled>
  weight_total: number
  saved_at: string
}

/** What the server has instead of what I knew (412). */
export interface SectionConflict {
  current: Section
  changed_by: string
  changed_at: string
}

export interface ReviewPoint {
  id: string
  label: string
  full: number
  proposed: number | null
  because: string[]
  score: number | null
  note: string
}

export interface ReviewSheet {
  groups: { id: string; label: string; points: ReviewPoint[] }[]
  total: number
  grade: string | null
  grade_label?: string
  consequence: string | null
}

/** What became of an approval: each goal by itself is approved with its budget or refused. */
export interface Approval {
  id: string | null
  approved: string[]
  refused: { goal: string; title: string; detail: string }[]
}

const id = encodeURIComponent
const goal = (goalId: string, rest = '') => `/goals/${id(goalId)}${rest}`

export const goalApi = {
  list: (query: Query, signal?: AbortSignal) => get<Page<GoalListRow>>('/goals', query, signal),
  create: (projectId: string, year: number) =>
    write<{ id: string; case: string; prefilled: boolean; detail: string }>('POST', '/goals', { project_id: projectId, year }),
  read: (goalId: string, version: number | null, signal?: AbortSignal) => get<Goal>(goal(goalId), { version }, signal),
  save: (goalId: string, section: SectionName, etag: string, body: { fields: Fields } | { rows: IndicatorRow[] }) =>
    write<SectionSaved>('PATCH', goal(goalId, `/sections/${section}`), body, { etag }),
  confirm: (goalId: string, part: Owner) => write<Pick<Goal, 'confirmed'>>('POST', goal(goalId, '/confirmations'), { part }),
  unconfirm: (goalId: string, part: Owner) =>
    write<Pick<Goal, 'confirmed'>>('DELETE', goal(goalId, '/confirmations'), undefined, { query: { part } }),
  lint: (body: unknown, signal: AbortSignal) =>
    write<{ findings: GoalFinding[]; vagueness: number | null }>('POST', '/goals/lint', body, { signal }),
  difference: async (goalId: string, from: number, to: number, signal?: AbortSignal) => {
    const answer = await get<FieldChange[] | { changes: FieldChange[] }>(goal(goalId, '/difference'), { from, to }, signal)
    return Array.isArray(answer) ? answer : answer.changes
  },
  adjust: (goalId: string, reason: string) => write<Goal>('POST', goal(goalId, '/adjustment'), { reason }),
  review: (goalId: string, signal?: AbortSignal) => get<ReviewSheet>(goal(goalId, '/review'), {}, signal),
  saveReview: (goalId: string, points: { id: string; score: number; note?: string }[]) =>
    write<ReviewSheet>('PUT', goal(goalId, '/review'), { points }),
  approve: (goals: string[], documentNumber: string, approvedOn: string) =>
    write<Approval>('POST', '/approvals', {
      goals,
      document_number: documentNumber,
      approved_on: approvedOn,
    }),
  approvalPrint: (approvalId: string) => address(`/approvals/${id(approvalId)}/print`),
}
