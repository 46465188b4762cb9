import { address, get, write } from './http'

export interface Levels {
  level1: string
  level2: string
}

export interface Coded {
  code: string
  label: string
}

export interface LibraryEntry {
  code: string
  name: string
  explanation: string
  group: string
  sector: string
  common: boolean
  level: string
  old: Levels
  core: Levels
  op: Coded
  target: string
  unit: string | null
  setting_basis: Coded
  value_method: Coded
  scoring: Coded
  source: string
  data_source: string
  evidence: string
  starred: boolean
  basis: string
  verified: boolean
  place_name: string
  rule: string
  note: string
  reasons?: { kind: string; text: string }[]
  partial?: boolean
}

/** An entry that says nearly the same as a name: `share` of the pairs of letters in a hundred; 100: the same name. */
export interface NearEntry extends LibraryEntry {
  share: number
}

export interface SectorGroup {
  group: string
  sectors: { sector: string; entries: number }[]
}

export interface LibraryPage {
  groups: SectorGroup[]
  total: number
  entries: LibraryEntry[]
}

export interface LibraryUse {
  uses: number
  projects: number
  years: number
  claimed: number
  full: number
  attained: { code: string; label: string; rows: number }[]
  advice: { kind: 'retire' | 'refine'; reason: string }[]
}

export interface ProjectBrief {
  name: string
  purpose: string
  function_class?: string
  sector?: string
  category?: string
}

/** An entry as somebody proposes it. */
export interface EntryDraft {
  name: string
  level: string
  sector: string
  op: string
  op_label?: string
  target: string
  unit?: string | null
  explanation: string
  evidence?: string
  data_source?: string
  core?: boolean
}

export type ProposalKind = 'add' | 'change' | 'retire'

export interface Proposal {
  id: string
  kind: ProposalKind
  kind_label: string
  state: 'open' | 'adopted' | 'refused' | 'merged' | 'withdrawn'
  state_label: string
  code: string | null
  name: string
  sector: string
  unit_name: string
  reason: string
  by: string
  at: string
  entry: EntryDraft | null
  decided_by: string | null
  decided_at: string | null
  decision: string | null
  merged_into: string | null
  near: { code: string; name: string; level: string; sector: string }[]
}

export interface ProposalPage {
  total: number
  open: number
  may_decide: boolean
  may_propose: boolean
  rows: Proposal[]
  next: string | null
}

export interface EntryVersion {
  number: number
  since: string
  by: string
  at: string
  sector: string
  entry: EntryDraft | null
  proposal: string | null
}

export interface ProposalWish {
  kind: ProposalKind
  code?: string
  entry?: EntryDraft
  reason: string
}

export interface ProposalDecision {
  decision: 'adopt' | 'refuse' | 'merge'
  reason?: string
  code?: string
  entry?: EntryDraft
}

/** Where and which part of the library is asked for. */
export interface LibraryScope {
  place?: string | null
  sector?: string
  level?: string
}

export const libraryApi = {
  list: (scope: LibraryScope, offset: number, limit: number, signal?: AbortSignal) =>
    get<LibraryPage>('/library', { ...scope, offset, limit }, signal),
  search: async (q: string, scope: LibraryScope, limit: number, signal?: AbortSignal) =>
    (await get<{ hits: LibraryEntry[] }>('/library/search', { q, ...scope, limit }, signal)).hits,
  suggest: async (project: ProjectBrief, place: string | null, limit: number, signal?: AbortSignal) =>
    (await get<{ suggestions: LibraryEntry[] }>('/library/suggest', { ...project, place, limit }, signal)).suggestions,
  near: async (name: string, level: string, place: string | null, signal?: AbortSignal) =>
    (await get<{ near: NearEntry[] }>('/library/near', { name, level, place }, signal)).near,
  use: async (code: string, place: string, signal?: AbortSignal) =>
    (await get<{ use: LibraryUse }>(`/library/${encodeURIComponent(code)}/statistics`, { place }, signal)).use,
  file: (scope: LibraryScope, format: 'csv' | 'xlsx' | 'file') => address('/library', { ...scope, format }),
  versions: async (code: string, place: string, signal?: AbortSignal) =>
    (await get<{ versions: EntryVersion[] }>(`/library/${encodeURIComponent(code)}/versions`, { place }, signal)).versions,
  proposals: (query: { state?: string; cursor?: string | null }, signal?: AbortSignal) =>
    get<ProposalPage>('/library/proposals', query, signal),
  propose: (wish: ProposalWish) => write<Proposal>('POST', '/library/proposals', wish),
  decide: (id: string, decision: ProposalDecision) =>
    write<Proposal>('POST', `/library/proposals/${encodeURIComponent(id)}/decision`, decision),
  withdraw: (id: string) => write<null>('DELETE', `/library/proposals/${encodeURIComponent(id)}`),
}
