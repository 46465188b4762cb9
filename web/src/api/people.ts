import { get, send, write, type Query } from './http'
import type { Page } from './goals'

export interface Unit {
  id: string
  code: string
  name: string
  parent_code: string | null
  kind: string
  kind_label?: string
  sector?: string
  first_year?: number | null
  last_year?: number | null
}

export interface UserRow {
  id: string
  account: string
  name: string
  unit_id: string | null
  unit_name: string
  phone: string | null
  since: string | null
  until: string | null
  active: boolean
  locked: boolean
  second_factor: boolean
  has_password: boolean
  /** By the role in use: an administrator's by the security administrator, others' by the system administrator. */
  may_reset_password: boolean
}

export interface UnitRef {
  id: string
  code: string
  name: string
}

/** What became of a unit at the beginning of a budget year. */
export interface UnitChange {
  year: number
  kind: 'merge' | 'split' | 'rename' | 'move'
  kind_label: string
  from: UnitRef | null
  to: UnitRef | null
  from_name: string | null
  basis: string
}

export interface UnitSuccessor {
  unit_id?: string
  code?: string
  name?: string
  sector?: string
}

export interface UnitChangeBody {
  year: number
  kind: UnitChange['kind']
  from: string[]
  to?: UnitSuccessor[]
  name?: string
  goes_on?: boolean
  basis: string
}

export interface ImportFinding {
  rule: string
  severity: 'error' | 'warning'
  message: string
  where: string
  hint: string
}

export interface PeopleImport {
  file: string
  rows: number
  refused: number
  written: boolean
  inserted: number
  updated: number
  unchanged: number
  findings: ImportFinding[]
}

export interface Delegation {
  id: string
  from_user_id: string
  from_name: string
  to_user_id: string
  to_name: string
  since: string
  until: string
  reason: string
}

export interface GrantRow {
  id: string
  user_id: string
  user_name: string
  role: string
  role_label: string
  unit_id: string | null
  unit_name: string | null
  since: string
  until: string | null
  active: boolean
  granted_by: string | null
}

export interface Role {
  code: string
  label: string
  scope: string
  needs_unit: boolean
}

export interface PermissionRow {
  role: string
  resource: string
  action: string
  action_label: string
  scope: string
  scope_label: string
  states: string[]
  parts: string[]
}

export interface PermissionMatrix {
  roles: { code: string; label: string }[]
  resources: { code: string; label: string; business: boolean; rows: PermissionRow[] }[]
}

export interface AuditRow {
  number: number
  at: string
  actor: string
  action: string
  record: string
  record_id?: string
  fields: string
  changes: string
  via: string
  hash: string
}

async function all<T>(path: string, signal?: AbortSignal, query: Query = {}): Promise<T[]> {
  const answer = await get<T[] | Page<T>>(path, query, signal)
  return Array.isArray(answer) ? answer : answer.rows
}
const id = encodeURIComponent

export const peopleApi = {
  units: (signal?: AbortSignal, year: number | null = null) => all<Unit>('/units', signal, { year }),
  addUnit: (body: Record<string, unknown>) => write<Unit>('POST', '/units', body),
  unitChanges: (signal?: AbortSignal) => all<UnitChange>('/unit-changes', signal),
  changeUnits: (body: UnitChangeBody, dry: boolean) =>
    write<Page<UnitChange>>('POST', '/unit-changes', body, { query: { dry_run: dry ? 1 : null } }),
  /** A CSV or XLSX file of units or users; a dry run checks only. */
  importFile: (what: 'units' | 'users', file: File, options: { dry?: boolean; partial?: boolean }) =>
    send<PeopleImport>(
      `/${what}/import`,
      { name: file.name, dry_run: options.dry ? 1 : null, partial: options.partial ? 1 : null },
      { method: 'POST', headers: { 'X-Jiheng-Request': '1', 'Content-Type': 'application/octet-stream' }, body: file },
    ),
  delegations: (signal?: AbortSignal) => all<Delegation>('/delegations', signal),
  delegate: (body: { to_user_id: string; since: string; until: string; reason: string }) =>
    write<Delegation>('POST', '/delegations', body),
  endDelegation: (delegationId: string) => write<void>('DELETE', `/delegations/${id(delegationId)}`),
  users: (signal?: AbortSignal) => all<UserRow>('/users', signal),
  addUser: (body: Record<string, unknown>) => write<{ user: UserRow; one_time_password: string }>('POST', '/users', body),
  changeUser: (userId: string, body: Record<string, unknown>) => write<UserRow>('PATCH', `/users/${id(userId)}`, body),
  resetPassword: (userId: string) => write<{ one_time_password: string }>('POST', `/users/${id(userId)}/password-reset`),
  removeFactor: (userId: string) => write<void>('DELETE', `/users/${id(userId)}/second-factor`),
  grants: (signal?: AbortSignal) => all<GrantRow>('/grants', signal),
  grant: (body: Record<string, unknown>) => write<GrantRow>('POST', '/grants', body),
  endGrant: (grantId: string) => write<void>('DELETE', `/grants/${id(grantId)}`),
  roles: (signal?: AbortSignal) => all<Role>('/roles', signal),
  permissions: (signal?: AbortSignal) => get<PermissionMatrix>('/permissions', {}, signal),
  audit: (query: { before: number | null; actor: string; record: string }, signal?: AbortSignal) => get<Page<AuditRow>>('/audit', query, signal),
}
