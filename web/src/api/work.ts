import { get, write } from './http'

export type Severity = 'error' | 'warning' | 'info'

export interface FindingCounts {
  error: number
  warning: number
  info: number
}

export const workTabs = ['mine', 'unit', 'returned', 'overdue', 'waiting', 'done'] as const
export type WorkTab = (typeof workTabs)[number]

export interface WorkRow {
  case: string
  process: string
  process_label: string
  record: string
  record_id: string
  title: string
  project_code: string
  unit_name: string
  state: string
  state_label: string
  why: string
  due_on: string | null
  days_left: number | null
  since: string
  amount: number | null
  amount_text: string
  findings: FindingCounts
  /** What I did with it last. */
  own_step: { action: string; label: string; opinion: string | null; role_label: string; at: string } | null
  /** A step that may still be taken back; told in the tab of what I did. */
  undo: { id: string; label: string; needs_opinion: boolean } | null
}

export interface WorkPage {
  counts: Partial<Record<WorkTab, number>>
  rows: WorkRow[]
  next: string | null
}

export interface Refusal {
  rule: string
  message: string
  clause: string
  remedy: string
}

export interface CaseAction {
  id: string
  kind?: string
  label: string
  target_label: string | null
  needs_opinion: boolean
  needs_reason: boolean
  allowed: boolean
  refusals: Refusal[]
  /** Steps a return may go to. */
  targets?: { state: string; label: string }[]
  /** Of a reassignment: who could take it over. */
  people?: Assignee[]
}

export interface Assignee {
  id: string
  name: string
  account: string
  role_label: string
  unit_name: string
}

export interface ReasonGiven {
  code: string
  label?: string
  field?: string
  text?: string
}

export interface CaseStep {
  number: number
  action: string
  label: string
  from: string
  to: string
  actor: string
  role_label: string
  at: string
  opinion: string | null
  reasons: ReasonGiven[]
  changes: number
}

export interface FieldChange {
  field: string
  label: string
  before: string
  after: string
  by?: string
  at?: string
}

export interface Case {
  id: string
  process: string
  record?: string
  record_id?: string
  state: string
  state_label: string
  title?: string
  unit_name?: string
  round: number
  due_on: string | null
  /** It waits for me and I have not opened it yet. */
  to_open?: boolean
  waiting_for: { role: string; role_label: string; unit_name: string; user?: string }[]
  actions: CaseAction[]
  steps: CaseStep[]
  changes_since_last_look: FieldChange[]
}

export interface ProcessState {
  id: string
  label: string
}

export interface Reason {
  code: string
  label: string
  needs_text?: boolean
}

export interface Process {
  id: string
  title: string
  states: ProcessState[]
  reasons: Reason[]
}

export interface StepBody {
  action: string
  to?: string
  opinion?: string
  reasons?: ReasonGiven[]
  expect_state?: string
}

export interface BatchResult {
  done: string[]
  refused: { case: string; title: string; detail: string }[]
}

export interface RadarRow {
  /** project, or department: whose overall form it is. */
  kind?: string
  /** null: there is no form yet. */
  goal: string | null
  unit: string
  project: string
  /** Who last worked in it; may be empty. */
  owner: string
  why: string
}
export type Radar = Record<string, RadarRow[]>

const id = encodeURIComponent

export const workApi = {
  list: (query: { tab: WorkTab; q?: string; cursor?: string | null }, signal?: AbortSignal) =>
    get<WorkPage>('/worklist', { ...query }, signal),
  radar: (signal?: AbortSignal) => get<Radar>('/worklist/radar', {}, signal),
  missing: (process: string) => get<{ text: string; units: { code: string }[] }>('/worklist/missing', { process }),
  read: (caseId: string, signal?: AbortSignal) => get<Case>(`/cases/${id(caseId)}`, {}, signal),
  /** Says that a person has it before him: who sent it can no longer take it back. */
  opened: (caseId: string) => write<Case>('POST', `/cases/${id(caseId)}/opened`),
  assignees: async (caseId: string) => (await get<{ rows: Assignee[] }>(`/cases/${id(caseId)}/assignees`)).rows,
  step: (caseId: string, body: StepBody) => write<Case>('POST', `/cases/${id(caseId)}/steps`, body),
  batch: (body: { cases: string[]; action: string; opinion?: string; reasons?: ReasonGiven[] }) =>
    write<BatchResult>('POST', '/cases/steps', body),
  next: (caseId: string, tab: string) => get<{ case: string | null }>(`/cases/${id(caseId)}/next`, { tab }),
  process: (processId: string, signal?: AbortSignal) => get<Process>(`/processes/${id(processId)}`, {}, signal),
}
