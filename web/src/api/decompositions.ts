import { get, write } from './http'

export interface DecompositionLine {
  level1: string
  level2: string
  name: string
  op: string
  op_label: string
  target: string
  unit: string
  /** The parts' targets are held against the whole. */
  additive: boolean
  sum: string | null
  fits: boolean
}

export interface DecompositionPart {
  name: string
  project_id: string | null
  project_code: string
  project_name: string
  unit_name: string
  amount: number | null
  targets: Record<string, string>
  sent_by: string | null
  sent_at: string | null
}

export interface Decomposition {
  goal: string
  etag: string
  title: string
  unit_name: string
  year: number
  state_label: string
  may_write: boolean
  amount: number
  amount_text: string
  divided: number
  divided_text: string
  lines: DecompositionLine[]
  parts: DecompositionPart[]
  refusals: { rule: string; message: string; where: string; hint: string }[]
}

const path = (goal: string, rest = '') => `/goals/${encodeURIComponent(goal)}/decomposition${rest}`

export const decompositionApi = {
  read: (goal: string, signal?: AbortSignal) => get<Decomposition>(path(goal), {}, signal),
  save: (goal: string, etag: string, parts: Pick<DecompositionPart, 'name' | 'project_id' | 'amount' | 'targets'>[]) =>
    write<Decomposition>('PUT', path(goal), { parts }, { etag }),
  send: (goal: string) => write<{ parts: { name: string; sent: boolean; why: string }[] }>('POST', path(goal, '/send')),
}
