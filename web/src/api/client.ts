import type {
  Entity,
  Figure,
  FigureList,
  FigureQuery,
  Filter,
  LawComparison,
  LawDetail,
  LawList,
  Place,
  Report,
  ReportInfo,
  RowPage,
  Snapshot,
  Version,
} from './types'
import { address, filterParameters, get, send, type Query } from './http'

export { address, ApiError, filterParameters, queryText } from './http'

/** What a figure is asked of. */
export interface Scope {
  place: string
  year: number
  snapshot: string | null
}

function scopeQuery(scope: Scope): Query {
  return { place: scope.place, year: scope.year, snapshot: scope.snapshot }
}

export const api = {
  version: (signal?: AbortSignal) => get<Version>('/version', {}, signal),
  places: async (signal?: AbortSignal) => (await get<{ places: Place[] }>('/places', {}, signal)).places,
  entities: async (place: string, signal?: AbortSignal) =>
    (await get<{ entities: Entity[] }>('/facts/dimensions', { place }, signal)).entities,
  figures: async (scope: Scope, signal?: AbortSignal) => (await get<FigureList>('/figures', scopeQuery(scope), signal)).figures,
  figure: (id: string, scope: Scope, by: string[], filters: Filter[], signal?: AbortSignal) =>
    get<Figure>(
      `/figures/${encodeURIComponent(id)}`,
      { ...scopeQuery(scope), by: by.join(','), filter: filterParameters(filters) },
      signal,
    ),
  rows: (id: string, scope: Scope, filters: Filter[], cursor: string | null, limit: number, signal?: AbortSignal) =>
    get<RowPage>(
      `/figures/${encodeURIComponent(id)}/rows`,
      { ...scopeQuery(scope), filter: filterParameters(filters), cursor, limit },
      signal,
    ),
  query: async (scope: Scope, filters: Filter[], queries: FigureQuery[], signal?: AbortSignal) => {
    const body = JSON.stringify({ ...scope, filters, queries })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Jiheng-Request': '1' }
    const answer = await send<{ results: Figure[] }>('/figures/query', {}, { method: 'POST', headers, body, signal: signal ?? null })
    return answer.results
  },
  reports: async (signal?: AbortSignal) => (await get<{ reports: ReportInfo[] }>('/reports', {}, signal)).reports,
  report: (id: string, scope: Scope, signal?: AbortSignal) =>
    get<Report>(`/reports/${encodeURIComponent(id)}`, { ...scopeQuery(scope), format: 'json' }, signal),
  snapshots: async (place: string, signal?: AbortSignal) =>
    (await get<{ snapshots: Snapshot[] }>('/snapshots', { place }, signal)).snapshots,
  law: (signal?: AbortSignal) => get<LawList>('/law', {}, signal),
  lawDetail: (kind: string, id: string, place: string, asOf: string, signal?: AbortSignal) =>
    get<LawDetail>(`/law/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`, { place, as_of: asOf }, signal),
  lawCompare: (kind: string, id: string, place: string, from: string, to: string, signal?: AbortSignal) =>
    get<LawComparison>(`/law/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/compare`, { place, from, to }, signal),
}

/** Addresses of files the browser downloads by itself. */
export const downloads = {
  rows: (id: string, scope: Scope, filters: Filter[]) =>
    address(`/figures/${encodeURIComponent(id)}/rows`, { ...scopeQuery(scope), filter: filterParameters(filters), format: 'csv' }),
  report: (id: string, scope: Scope, format: string) => address(`/reports/${encodeURIComponent(id)}`, { ...scopeQuery(scope), format }),
}
