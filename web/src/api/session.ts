import { get, write } from './http'

export interface Grant {
  id: string
  role: string
  role_label: string
  place: string
  place_name: string
  unit: UnitName | null
  /** Somebody whose place this person takes for a while. */
  for_name?: string | null
}

export interface UnitName {
  id: string
  code: string
  name: string
}

export interface DemoAccount {
  account: string
  name: string
  role_label: string
  unit_name: string
  password: string
}

/** Who is in front of the screen. `open`: the folder has no users, its first pages need no log-in. */
export interface Session {
  logged_in: boolean
  open?: boolean
  demo?: boolean
  demo_accounts?: DemoAccount[]
  user?: { id: string; account: string; name: string; unit: UnitName | null }
  grants?: Grant[]
  grant?: string | null
  year?: number
  years?: number[]
  menu?: string[]
  /** What the role in use may change at all: `release.create`. */
  can?: string[]
  must_change_password?: boolean
  /** Who else last reset this person's password. */
  password_reset?: { by: string; at: string } | null
  second_factor?: 'none' | 'required_enrolment' | 'required_code' | 'done'
  expires_at?: string
}

export interface OwnSession {
  id: string
  current: boolean
  address: string
  agent: string
  created_at: string
  seen_at: string
}

export interface Enrolment {
  secret: string
  uri: string
  svg?: string
}

export const sessionApi = {
  read: () => get<Session>('/session'),
  logIn: (account: string, password: string) => write<Session>('POST', '/session', { account, password }, { quiet: true }),
  code: (code: string) => write<Session>('POST', '/session/code', { code }, { quiet: true }),
  logOut: () => write<void>('DELETE', '/session', undefined, { quiet: true }),
  choose: (change: { grant?: string; year?: number }) => write<Session>('PATCH', '/session', change),
  password: (old: string, next: string) => write<void>('POST', '/password', { old, new: next }, { quiet: true }),
  enrol: () => write<Enrolment>('POST', '/second-factor'),
  confirmFactor: (code: string) => write<void>('POST', '/second-factor/confirm', { code }, { quiet: true }),
  own: async (signal?: AbortSignal) => (await get<{ rows: OwnSession[] }>('/sessions', {}, signal)).rows,
  end: (id: string) => write<void>('DELETE', `/sessions/${encodeURIComponent(id)}`),
}
