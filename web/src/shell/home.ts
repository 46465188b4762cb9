import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { useSession } from '@/composables/useSession'
import { menu } from './modules'

/** The first page is the work that waits, or, for those who have none, the overview. */
export function home(query: LocationQuery): RouteLocationRaw {
  const { session, may } = useSession()
  if (session.value?.open || !session.value?.logged_in) return { path: '/dashboard', query }
  // Rules and the library are for everybody; the work of this person comes before them.
  const first = menu.find((m) => m.needsUser && may(m.id)) ?? menu.find((m) => may(m.id))
  return { path: first?.to ?? '/account', query }
}
