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

const base = '/api/v1'

export type Query = Record<string, string | number | string[] | null | undefined>

/** A refusal of the server (RFC 9457) or a failed connection; `message` is fit to be shown. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail ? `${title}：${detail}` : title)
  }
}

/** Query text of `query`: empty values are left out, lists are repeated. */
export function queryText(query: Query): string {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [String(value)]) out.append(name, one)
  }
  const text = out.toString()
  return text ? `?${text}` : ''
}

/** `filter=dim:code,code` parameters of filters; an empty filter is left out. */
export function filterParameters(filters: Filter[]): string[] {
  return filters.filter((f) => f.codes.length > 0).map((f) => `${f.dimension}:${f.codes.join(',')}`)
}

/** Address under /api/v1, for links and downloads. */
export function address(path: string, query: Query = {}): string {
  return base + path + queryText(query)
}

async function problem(response: Response): Promise<ApiError> {
  const fallback = `服务器返回 ${response.status}`
  try {
    const body = (await response.json()) as { title?: string; detail?: string }
    return new ApiError(response.status, body.title ?? fallback, body.detail ?? '')
  } catch {
    return new ApiError(response.status, fallback, '')
  }
}

async function send<T>(path: string, query: Query, init: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(address(path, query), init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, '连不上服务器', '请确认绩衡正在运行，再点“重试”')
  }
  if (!response.ok) throw await problem(response)
  return (await response.json()) as T
}

function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(path, query, { headers: { Accept: 'application/json' }, signal: signal ?? null })
}

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
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
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
