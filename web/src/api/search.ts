import { get } from './http'

export interface SearchHit {
  id: string
  code: string
  name: string
  extra: string
  year: number | null
}

/** What was found of one kind; `total` counts only what this person may see. */
export interface SearchGroup {
  kind: 'project' | 'unit' | 'goal'
  label: string
  total: number
  rows: SearchHit[]
}

export const searchApi = {
  find: async (text: string, signal?: AbortSignal) => (await get<{ groups: SearchGroup[] }>('/search', { q: text }, signal)).groups,
}
