import { address, get } from './http'

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
  use: async (code: string, place: string, signal?: AbortSignal) =>
    (await get<{ use: LibraryUse }>(`/library/${encodeURIComponent(code)}/statistics`, { place }, signal)).use,
  csv: (scope: LibraryScope) => address('/library', { ...scope, format: 'csv' }),
}
