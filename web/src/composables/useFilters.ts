import { computed } from 'vue'
import { useRoute, type LocationQuery } from 'vue-router'
import type { Filter } from '@/api/types'
import { useContext } from './useContext'

/** Filters of an address: `filter=dim:code,code`, repeated. What cannot be read is left out. */
export function readFilters(query: LocationQuery): Filter[] {
  const raw = query['filter']
  const texts = (Array.isArray(raw) ? raw : [raw]).filter((t): t is string => !!t)
  const found = new Map<string, Set<string>>()
  for (const text of texts) {
    const at = text.indexOf(':')
    if (at <= 0) continue
    const dimension = text.slice(0, at)
    const codes = found.get(dimension) ?? new Set<string>()
    for (const code of text.slice(at + 1).split(',')) if (code) codes.add(code)
    if (codes.size > 0) found.set(dimension, codes)
  }
  return [...found].map(([dimension, codes]) => ({ dimension, codes: [...codes] }))
}

export function writeFilters(filters: Filter[]): string[] {
  return filters.filter((f) => f.codes.length > 0).map((f) => `${f.dimension}:${f.codes.join(',')}`)
}

/** Are all pairs of `key` chosen in `filters`? */
export function isChosen(filters: Filter[], key: Record<string, string>): boolean {
  const pairs = Object.entries(key)
  return pairs.length > 0 && pairs.every(([d, c]) => filters.some((f) => f.dimension === d && f.codes.includes(c)))
}

/**
 * A click on a mark: chooses exactly its key in its dimensions, or gives them up when it was chosen already. Other
 * dimensions stay as they are. With `add` (Shift held) further codes of the same dimension are added instead.
 */
export function toggled(filters: Filter[], key: Record<string, string>, add = false): Filter[] {
  if (isChosen(filters, key)) {
    return filters
      .map((f) => {
        const code = key[f.dimension]
        return code === undefined ? f : { dimension: f.dimension, codes: f.codes.filter((c) => c !== code) }
      })
      .filter((f) => f.codes.length > 0)
  }
  const next = filters.map((f) => ({ dimension: f.dimension, codes: [...f.codes] }))
  for (const [dimension, code] of Object.entries(key)) {
    const own = next.find((f) => f.dimension === dimension)
    if (!own) next.push({ dimension, codes: [code] })
    else if (!add) own.codes = [code]
    else if (!own.codes.includes(code)) own.codes.push(code)
  }
  return next
}

/** `filters` with the pairs of `key` laid over them (a mark narrows what the page already narrows). */
export function narrowed(filters: Filter[], key: Record<string, string>): Filter[] {
  const rest = filters.filter((f) => !(f.dimension in key))
  return [...rest, ...Object.entries(key).map(([dimension, code]) => ({ dimension, codes: [code] }))]
}

export function useFilters() {
  const route = useRoute()
  const { patch } = useContext()
  // Compared as text, so that a change elsewhere in the address asks nothing again.
  const text = computed(() => writeFilters(readFilters(route.query)).join('\n'))
  const filters = computed(() => (text.value, readFilters(route.query)))
  const set = (next: Filter[]) => patch({ filter: writeFilters(next) })
  return {
    filters,
    text,
    toggle: (key: Record<string, string>, add = false) => set(toggled(filters.value, key, add)),
    remove: (dimension: string) => set(filters.value.filter((f) => f.dimension !== dimension)),
    clear: () => set([]),
  }
}
