import type { Filter } from './types'

const base = '/api/v1'

export type Query = Record<string, string | number | string[] | null | undefined>

/** One fault of a refused request: where it is (JSON pointer), what it is, and, of a guard, what to do. */
export interface Fault {
  pointer?: string
  detail: string
  clause?: string
  remedy?: string
}

/** A refusal of the server (RFC 9457) or a failed connection; `message` is fit to be shown. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    /** The whole problem document: a conflict carries the current state. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail ? `${title}：${detail}` : title)
  }
}

/** An answer with the tag that a later write must name. */
export interface Tagged<T> {
  data: T
  etag: string
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
    const body = (await response.json()) as Record<string, unknown>
    const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '')
    const faults = Array.isArray(body['errors']) ? (body['errors'] as Record<string, string>[]) : []
    const told = faults.map((f): Fault => ({
      ...(f['pointer'] ? { pointer: f['pointer'] } : {}),
      ...(f['clause'] ? { clause: f['clause'] } : {}),
      ...(f['remedy'] || f['hint'] ? { remedy: f['remedy'] ?? f['hint'] ?? '' } : {}),
      detail: f['detail'] ?? f['message'] ?? '',
    }))
    return new ApiError(response.status, text('title') || fallback, text('detail'), told, body)
  } catch {
    return new ApiError(response.status, fallback, '')
  }
}

/**
 * What is done when the server no longer knows who we are: true when somebody has logged in again and the request may
 * be sent once more. The page stays as it is meanwhile, with all that was typed.
 */
let onLoggedOut: (() => Promise<boolean>) | null = null

export function whenLoggedOut(act: () => Promise<boolean>): void {
  onLoggedOut = act
}

export async function request(path: string, query: Query, init: RequestInit, quiet = false): Promise<Response> {
  let response: Response
  try {
    response = await fetch(address(path, query), init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, '连不上服务器', '请确认绩衡正在运行，再点“重试”')
  }
  if (response.status === 401 && !quiet && onLoggedOut && (await onLoggedOut())) return request(path, query, init, true)
  if (!response.ok) throw await problem(response)
  return response
}

export async function send<T>(path: string, query: Query, init: RequestInit, quiet = false): Promise<T> {
  const response = await request(path, query, init, quiet)
  return (response.status === 204 ? null : await response.json()) as T
}

export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(path, query, { headers: { Accept: 'application/json' }, signal: signal ?? null })
}

export interface WriteOptions {
  etag?: string
  query?: Query
  signal?: AbortSignal
  /** The answer 401 is no lost session here but a wrong password. */
  quiet?: boolean
}

/** A write: with the header that other sites cannot send, and the tag of what it changes. */
export function write<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  options: WriteOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Jiheng-Request': '1' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (options.etag !== undefined) headers['If-Match'] = `"${options.etag.replace(/^"|"$/g, '')}"`
  const init: RequestInit = { method, headers, signal: options.signal ?? null }
  if (body !== undefined) init.body = JSON.stringify(body)
  return send<T>(path, options.query ?? {}, init, options.quiet)
}
