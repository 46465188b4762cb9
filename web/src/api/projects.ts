import { get, write, type Query } from './http'
import type { FindingCounts } from './work'
import type { Page } from './goals'

export interface MoneyShown {
  initial: number | null
  initial_text: string
  adjusted: number | null
  adjusted_text: string
  executed: number | null
  executed_text: string
}

export interface ProjectRow extends MoneyShown {
  id: string
  code: string
  name: string
  unit_code: string
  unit_name: string
  department_code: string
  department_name: string
  category: string
  category_label: string
  kind: string
  kind_label: string
  sector: string
  function_class: string
  function_class_label: string
  goal_state: string
  goal_state_label: string
  goal_id: string | null
  findings?: FindingCounts | null
  vagueness?: number | null
  provenance: string
}

export type ProjectPage = Page<ProjectRow> & { totals: MoneyShown }

/** A record with its codes in words: `kind` and `kind_label`, `amount` and `amount_text`. */
export type Labelled = Record<string, unknown>

/** One year of a project: its money and the five links of the cycle. */
export interface ProjectYear {
  year: number
  budget: MoneyShown & { released: number | null; released_text: string }
  lines: Labelled[]
  changes: Labelled[]
  releases: Labelled[]
  assessments: Labelled[]
  goals: Labelled[]
  monitorings: Labelled[]
  self_evaluations: Labelled[]
  evaluations: Labelled[]
  result_uses: Labelled[]
  case: string | null
}

export interface Project {
  etag: string
  project: Labelled
  function_class_label: string
  unit_code: string
  unit_name: string
  department_name: string
  may_write: boolean
  owners: Owner[]
  years: ProjectYear[]
}

export interface Owner {
  id: string
  user_id: string
  name: string
  phone: string
  duty: string
  duty_label: string
  since: string
}

/** One kind of money of a project in a year, amounts in 分. */
export interface BudgetLine extends MoneyShown {
  fund_type: string
  fund_type_label: string
  fund_tag: string
  fund_tag_label: string
  released: number
  released_text: string
}

export interface Budget {
  project: { id: string; code: string; name: string }
  year: number
  lines: BudgetLine[]
  totals: MoneyShown & { released?: number; released_text?: string }
  changes: Labelled[]
  releases: Labelled[]
  goal_state: string
  goal_state_label: string
  goal_id: string | null
  goal_amount: number | null
  goal_amount_text: string
  conclusion: string | null
  may_change: boolean
  may_release: boolean
}

/** An amount of one kind of money, in 分. */
export interface MoneyLineBody {
  fund_type: string
  fund_tag: string
  amount: number
}

export interface BudgetChangeBody {
  project: string
  year: number
  kind: 'initial' | 'adjust' | 'supplement'
  document_number: string
  on: string
  reason: string
  lines: MoneyLineBody[]
}

export interface ReleaseLine extends MoneyLineBody {
  id: string
  project: { id: string; code: string; name: string }
  fund_type_label: string
  fund_tag_label: string
  amount_text: string
  goal_id: string | null
  goal_version: number | null
  provenance: string
}

/** A release document with the lines that this person may see. */
export interface ReleaseDocument {
  document_number: string
  on: string
  year: number
  title: string
  by_name: string
  lines: ReleaseLine[]
  with_goal: number
  amount: number
  amount_text: string
}

export interface ReleaseBody {
  document_number: string
  year: number
  on: string
  title: string
  lines: (MoneyLineBody & { project: string })[]
}

const id = encodeURIComponent
const dryRun = (dry: boolean) => ({ query: { dry_run: dry ? 1 : null } })

export const projectApi = {
  list: (query: Query, signal?: AbortSignal) => get<ProjectPage>('/projects', query, signal),
  read: (projectId: string, signal?: AbortSignal) => get<Project>(`/projects/${id(projectId)}`, {}, signal),
  add: (body: Record<string, unknown>) => write<Project>('POST', '/projects', body),
  change: (projectId: string, body: Record<string, unknown>, etag: string) =>
    write<Project>('PATCH', `/projects/${id(projectId)}`, body, { etag }),
  addOwner: (projectId: string, body: { user_id: string; duty: string }) =>
    write<Project>('POST', `/projects/${id(projectId)}/owners`, body),
  endOwner: (projectId: string, ownerId: string) => write<void>('DELETE', `/projects/${id(projectId)}/owners/${id(ownerId)}`),
  budget: (projectId: string, year: number, signal?: AbortSignal) => get<Budget>(`/projects/${id(projectId)}/budget`, { year }, signal),
  changeBudget: (body: BudgetChangeBody, dry: boolean) => write<Budget>('POST', '/budget-changes', body, dryRun(dry)),
  releases: async (year: number, signal?: AbortSignal) => (await get<Page<ReleaseDocument>>('/releases', { year }, signal)).rows,
  release: (body: ReleaseBody, dry: boolean) => write<ReleaseDocument>('POST', '/releases', body, dryRun(dry)),
}
