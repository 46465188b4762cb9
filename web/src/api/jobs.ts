import type { FormKind } from './goals'
import { address, get, send, write, type Query } from './http'
import type { FieldChange } from './work'

/** What is wrong with one cell or row of a file. */
export interface FileFinding {
  rule: string
  severity: 'error' | 'warning' | 'info'
  message: string
  where: string
  hint: string
}

export interface Job<T = unknown> {
  id: string
  kind: string
  title: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  done: number
  /** 0: not known yet. */
  total: number
  what: string
  started_at: string
  error: { status: number; detail: string; errors: FileFinding[] } | null
  result: T | null
  file: { name: string; bytes: number } | null
}

/** Which side holds where both have changed: nobody has said yet, the browser's, the sheet's. */
export type ClashChoice = 'ask' | 'web' | 'sheet'

/** What became, or would become, of one form of a workbook. */
export interface WorkbookForm {
  file: string
  sheet: string
  /** department: its overall form; code and name are the department's. */
  kind: 'project' | 'department'
  goal: string | null
  project_code: string
  project_name: string
  unit_name: string
  outcome: 'changed' | 'unchanged' | 'refused'
  outcome_label: string
  why: string
  /** When the workbook went out; empty: it does not say. */
  taken: string
  /** Cells that were changed both in it and, since then, in the browser. */
  clashes: number
  changes_total: number
  changes: FieldChange[]
  findings_total: number
  findings: FileFinding[]
}

export interface WorkbookReport {
  dry_run: boolean
  files: number
  changed: number
  unchanged: number
  refused: number
  forms: WorkbookForm[]
}

/** A table that a portal exports, and the columns that are taken from it. */
export interface Mapping {
  id: string
  title: string
  record: string
  record_label: string
  columns: string[]
}

export interface ImportReport {
  file: string
  mapping: string
  sheet: string
  rows: number
  totals: number
  combined: number
  refused: number
  passed_over: string[]
  written: boolean
  inserted: number
  updated: number
  unchanged: number
  changes: { where: string; record: string; field: string; label: string; before: string; after: string }[]
  findings: FileFinding[]
}

const one = (id: string, rest = '') => `/jobs/${encodeURIComponent(id)}${rest}`

/** A file as the body of a request: the address says its name. */
function post(path: string, query: Query, file: Blob | null): Promise<{ job: string }> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Jiheng-Request': '1' }
  if (file) headers['Content-Type'] = 'application/octet-stream'
  return send(path, query, { method: 'POST', headers, body: file })
}

export const jobApi = {
  read: async <T>(id: string, signal?: AbortSignal): Promise<Job<T>> => {
    const job = await get<Job<T> & { workbooks: T | null; import: T | null }>(one(id), {}, signal)
    return { ...job, result: job.workbooks ?? job.import }
  },
  list: (signal?: AbortSignal) => get<{ rows: Job[] }>('/jobs', {}, signal),
  stop: (id: string) => write<null>('DELETE', one(id)),
  file: (id: string) => address(one(id, '/file')),
  takeWorkbook: (file: File, dryRun: boolean, after: string | null, clash: ClashChoice) =>
    post('/goals/workbooks', { name: file.name, dry_run: dryRun ? '1' : null, after, clash: clash === 'ask' ? null : clash }, file),
  archive: (query: Query, kind: FormKind) =>
    post(kind === 'department' ? '/department-goals/workbooks/archive' : '/goals/workbooks/archive', query, null),
  /** The official form with nothing in it but the year. */
  blank: (kind: FormKind, year: number | null) => address('/goals/workbooks/blank', { kind, year }),
  mappings: (signal?: AbortSignal) => get<{ rows: Mapping[] }>('/imports', {}, signal),
  importFile: (mapping: string, file: File, options: { dryRun: boolean; partial: boolean }) =>
    post(
      '/imports',
      { mapping, name: file.name, background: '1', dry_run: options.dryRun ? '1' : null, partial: options.partial ? '1' : null },
      file,
    ),
}
