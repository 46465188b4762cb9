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
  /** What has to be filled in before it can be sent; empty: complete. */
  missing: string[]
  sent_by: string | null
  sent_at: string | null
}

export interface DecompositionRefusal {
  rule: string
  message: string
  where: string
  hint: string
}

/** What a goal was given of one that was decomposed. */
export interface ReceivedPart {
  title: string
  unit_name: string
  name: string
  amount: number | null
  amount_text: string | null
  sent_by: string
  sent_at: string
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
  refusals: DecompositionRefusal[]
  unfilled: DecompositionRefusal[]
}

const path = (goal: string, rest = '') => `/goals/${encodeURIComponent(goal)}/decomposition${rest}`

export const decompositionApi = {
  read: (goal: string, signal?: AbortSignal) => get<Decomposition>(path(goal), {}, signal),
  save: (goal: string, etag: string, parts: Pick<DecompositionPart, 'name' | 'project_id' | 'amount' | 'targets'>[]) =>
    write<Decomposition>('PUT', path(goal), { parts }, { etag }),
  /** Sends the parts of these names, or all that are complete. */
  send: (goal: string, parts: string[] | null = null) =>
    write<{ parts: { name: string; sent: boolean; why: string }[] }>('POST', path(goal, '/send'), { parts }),
  received: async (goal: string, signal?: AbortSignal) =>
    (await get<{ parts: ReceivedPart[] }>(`/goals/${encodeURIComponent(goal)}/received`, {}, signal)).parts,
}
