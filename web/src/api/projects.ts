import { get, type Query } from './http'
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
  owners: { id: string; name: string; phone: string; duty_label: string; since: string }[]
  years: ProjectYear[]
}

export const projectApi = {
  list: (query: Query, signal?: AbortSignal) => get<ProjectPage>('/projects', query, signal),
  read: (id: string, signal?: AbortSignal) => get<Project>(`/projects/${encodeURIComponent(id)}`, {}, signal),
}
