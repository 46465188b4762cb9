import { address, get, write, type Query } from './http'
import type { FormVagueness } from './lint'
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

/** The two declaration forms: of one project, and of a department's whole spending. */
export type FormKind = 'project' | 'department'
export type SectionName = 'header' | 'tasks' | 'money' | 'text' | 'indicators'
export const sectionNames: readonly SectionName[] = ['header', 'money', 'text', 'indicators']
export const sectionsOf = (kind: FormKind): readonly SectionName[] =>
  kind === 'department' ? ['header', 'tasks', 'money', 'text', 'indicators'] : sectionNames

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
  /** The act that approved it, to be printed. */
  approval?: string | null
}

/** What a department's projects ask for, all together. */
export interface ProjectsMoney {
  count: number
  total: number
  total_text: string
  fiscal: number
  fiscal_text: string
  other: number
  other_text: string
}

export interface Goal {
  id: string
  case: string
  kind?: FormKind
  department_code?: string
  projects_money?: ProjectsMoney | null
  /** While it is adjusted: what was approved last. */
  approved_money?: Omit<ProjectsMoney, 'count'> | null
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
  vagueness?: FormVagueness | null
}

export interface SectionSaved {
  section: Section
  findings: GoalFinding[]
  confirmed: Record<Owner, Confirmation | null>
  filled: Record<Owner, Filled>
  weight_total: number
  saved_at: string
  vagueness?: FormVagueness | null
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

/** One department of the list, whether it has begun its form or not. */
export interface DepartmentGoalRow {
  id: string | null
  case: string | null
  department_code: string
  department_name: string
  unit_id: string | null
  unit_name: string
  may_create: boolean
  state: string
  state_label: string
  version: number
  amount: number | null
  amount_text: string
  projects_amount: number
  projects_amount_text: string
  filled: Record<Owner, number> | null
  confirmed: Record<Owner, boolean> | null
  findings: FindingCounts | null
  provenance: string
}

export interface DepartmentGoalList {
  total: number
  year: number
  coverage: { owed: number; begun: number; submitted: number; approved: number }
  rows: DepartmentGoalRow[]
}

export interface GoalStarted {
  id: string
  case: string
  prefilled: boolean
  detail: string
}

const id = encodeURIComponent
export const formBase = (kind: FormKind) => (kind === 'department' ? '/department-goals' : '/goals')

/** What both forms can do; only the address differs. */
function formRoutes(kind: FormKind) {
  const form = (formId: string, rest = '') => `${formBase(kind)}/${id(formId)}${rest}`
  return {
    read: (formId: string, version: number | null, signal?: AbortSignal) => get<Goal>(form(formId), { version }, signal),
    save: (formId: string, section: SectionName, etag: string, body: { fields: Fields } | { rows: IndicatorRow[] }) =>
      write<SectionSaved>('PATCH', form(formId, `/sections/${section}`), body, { etag }),
    confirm: (formId: string, part: Owner) => write<Pick<Goal, 'confirmed'>>('POST', form(formId, '/confirmations'), { part }),
    unconfirm: (formId: string, part: Owner) =>
      write<Pick<Goal, 'confirmed'>>('DELETE', form(formId, '/confirmations'), undefined, { query: { part } }),
    lint: (body: unknown, signal: AbortSignal) =>
      write<{ findings: GoalFinding[]; vagueness: FormVagueness | null }>('POST', `${formBase(kind)}/lint`, body, { signal }),
    difference: async (formId: string, from: number, to: number, signal?: AbortSignal) => {
      const answer = await get<FieldChange[] | { changes: FieldChange[] }>(form(formId, '/difference'), { from, to }, signal)
      return Array.isArray(answer) ? answer : answer.changes
    },
    adjust: (formId: string, reason: string) => write<Goal>('POST', form(formId, '/adjustment'), { reason }),
    review: (formId: string, signal?: AbortSignal) => get<ReviewSheet>(form(formId, '/review'), {}, signal),
    saveReview: (formId: string, points: { id: string; score: number; note?: string }[]) =>
      write<ReviewSheet>('PUT', form(formId, '/review'), { points }),
    /** The page to print, as the official form is laid out. */
    print: (formId: string, version: number | null) => address(form(formId, '/print'), { version }),
    workbook: (formId: string) => address(form(formId, '/workbook')),
  }
}
export type FormApi = ReturnType<typeof formRoutes>
const routes: Record<FormKind, FormApi> = { project: formRoutes('project'), department: formRoutes('department') }
export const formApi = (kind: FormKind): FormApi => routes[kind]

export const goalApi = {
  ...routes.project,
  list: (query: Query, signal?: AbortSignal) => get<Page<GoalListRow>>('/goals', query, signal),
  create: (projectId: string, year: number) => write<GoalStarted>('POST', '/goals', { project_id: projectId, year }),
  approve: (goals: string[], documentNumber: string, approvedOn: string, kind: FormKind = 'project') =>
    write<Approval>('POST', '/approvals', {
      goals: kind === 'project' ? goals : [],
      ...(kind === 'department' ? { department_goals: goals } : {}),
      document_number: documentNumber,
      approved_on: approvedOn,
    }),
  approvalPrint: (approvalId: string) => address(`/approvals/${id(approvalId)}/print`),
}

export const departmentApi = {
  list: (query: Query, signal?: AbortSignal) => get<DepartmentGoalList>('/department-goals', query, signal),
  create: (unitId: string, year: number) => write<GoalStarted>('POST', '/department-goals', { unit_id: unitId, year }),
}
