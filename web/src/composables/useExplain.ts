import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Filter } from '@/api/types'
import { queryValue, useContext } from './useContext'

/** What the side panel explains: one figure, narrowed by filters, perhaps of another year than the page's. */
export interface Explained {
  figure: string
  filters: Filter[]
  year: number | null
}

/** `assessment.count~conclusion:support~@2021` and back: short enough to stand in an address. */
export function writeExplained(e: Explained): string {
  const parts = [e.figure, ...e.filters.filter((f) => f.codes.length > 0).map((f) => `${f.dimension}:${f.codes.join(',')}`)]
  if (e.year !== null) parts.push(`@${e.year}`)
  return parts.join('~')
}

export function readExplained(text: string | null): Explained | null {
  if (!text) return null
  const [figure, ...rest] = text.split('~')
  if (!figure) return null
  const out: Explained = { figure, filters: [], year: null }
  for (const part of rest) {
    if (/^@\d{4}$/.test(part)) out.year = Number(part.slice(1))
    const at = part.indexOf(':')
    if (at <= 0) continue
    const codes = part
      .slice(at + 1)
      .split(',')
      .filter((c) => c !== '')
    if (codes.length > 0) out.filters.push({ dimension: part.slice(0, at), codes })
  }
  return out
}

export function useExplain() {
  const route = useRoute()
  const router = useRouter()
  const { patch } = useContext()
  const explained = computed(() => readExplained(queryValue(route.query, 'explain')))
  return {
    explained,
    open: (figure: string, filters: Filter[] = [], year: number | null = null) =>
      patch({ explain: writeExplained({ figure, filters, year }) }, explained.value ? 'replace' : 'push'),
    /** Address of the page with this figure explained, for a new tab. */
    target: (figure: string, filters: Filter[] = [], year: number | null = null) =>
      router.resolve({ path: route.path, query: { ...route.query, explain: writeExplained({ figure, filters, year }) } }).href,
    close: () => patch({ explain: null }),
  }
}
