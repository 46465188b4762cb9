import { computed, shallowRef, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { api, type Scope } from '@/api/client'
import type { Entity, Place, Version } from '@/api/types'
import { useSession } from './useSession'

/** What the whole program shares: who serves us and for which places. Fetched once. */
export interface Basics {
  version: Version
  places: Place[]
}

const entities = shallowRef<Entity[]>([])
const basics = shallowRef<Basics | null>(null)
const failure = shallowRef<Error | null>(null)

export async function loadBasics(): Promise<void> {
  try {
    const [version, places] = await Promise.all([api.version(), api.places()])
    basics.value = { version, places }
    failure.value = null
  } catch (cause) {
    failure.value = cause instanceof Error ? cause : new Error(String(cause))
  }
}

/** Fetches the words of a place's dimensions: its departments and units have names of its own. */
export async function loadEntities(place: string): Promise<void> {
  try {
    entities.value = await api.entities(place)
  } catch {
    // Codes are shown as they are; the page's own questions say what is wrong with the server.
    entities.value = []
  }
}

export function useBasics() {
  return { basics, entities, failure, reload: loadBasics }
}

/** First value of a query parameter, or null. */
export function queryValue(query: LocationQuery, name: string): string | null {
  const raw = query[name]
  const value = Array.isArray(raw) ? raw[0] : raw
  return value ?? null
}

/**
 * The year that opens when the address names none: the last but one of those with data, because the newest year is
 * still being budgeted while the one before it has been monitored, evaluated and used. A single year is that year. A
 * demonstration opens in its first year, the one whose published facts it is built on.
 */
export function defaultYear(years: number[], demonstration = false): number | null {
  const sorted = [...years].sort((a, b) => b - a)
  return (demonstration ? sorted.at(-1) : sorted[1]) ?? sorted[0] ?? null
}

/**
 * Years with data and, for people at work, the one after them: it is being declared. A new database has no data yet:
 * its people begin with this year and the next.
 */
export function offeredYears(
  withData: number[],
  session: { logged_in: boolean; years?: number[] } | null,
  thisYear = new Date().getFullYear(),
): number[] {
  const years = new Set([...withData, ...(session?.years ?? [])])
  if (session?.logged_in) {
    if (years.size === 0) years.add(thisYear)
    years.add(Math.max(...(withData.length > 0 ? withData : years)) + 1)
  }
  return [...years].sort((a, b) => a - b)
}

/** Place, year and snapshot of the page: they live in the address, so that a link shows the other what I see. */
export function useContext() {
  const route = useRoute()
  const router = useRouter()

  const place: ComputedRef<Place | null> = computed(() => {
    const places = basics.value?.places ?? []
    const code = queryValue(route.query, 'place')
    return places.find((p) => p.code === code) ?? places[0] ?? null
  })
  const { session } = useSession()
  /** Years that figures can be asked of. */
  const dataYears = computed(() => [...(place.value?.years ?? [])].sort((a, b) => a - b))
  const years = computed(() => offeredYears(place.value?.years ?? [], session.value))
  const year: ComputedRef<number | null> = computed(() => {
    const asked = Number(queryValue(route.query, 'year'))
    if (years.value.includes(asked)) return asked
    const own = session.value?.year
    return own && years.value.includes(own) ? own : defaultYear(years.value, place.value?.illustrative)
  })
  const snapshot = computed(() => queryValue(route.query, 'snapshot'))
  const scope: ComputedRef<Scope | null> = computed((old?: Scope | null) => {
    if (!place.value || year.value === null) return null
    const next = { place: place.value.code, year: year.value, snapshot: snapshot.value }
    const same = old && old.place === next.place && old.year === next.year && old.snapshot === next.snapshot
    return same ? old : next
  })

  /** Changes query parameters in place; null removes one. */
  function patch(changes: Record<string, string | string[] | null>, how: 'push' | 'replace' = 'push'): void {
    const query: Record<string, string | string[]> = { ...(route.query as Record<string, string | string[]>) }
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value.length === 0) delete query[name]
      else query[name] = value
    }
    void router[how]({ path: route.path, query, hash: route.hash })
  }

  /** Query that carries place and year to another page. */
  const carried = computed(() => {
    const out: Record<string, string> = {}
    for (const name of ['place', 'year']) {
      const value = queryValue(route.query, name)
      if (value !== null) out[name] = value
    }
    return out
  })

  return { place, year, years, dataYears, snapshot, scope, patch, carried }
}
