import { get, write } from './http'
import type { Page } from './goals'

export interface Unit {
  id: string
  code: string
  name: string
  parent_code: string | null
  kind: string
  kind_label?: string
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
  via: string
  hash: string
}

async function all<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const answer = await get<T[] | Page<T>>(path, {}, signal)
  return Array.isArray(answer) ? answer : answer.rows
}
const id = encodeURIComponent

export const peopleApi = {
  units: (signal?: AbortSignal) => all<Unit>('/units', signal),
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
  audit: (before: number | null, signal?: AbortSignal) => get<Page<AuditRow>>('/audit', { before }, signal),
}
