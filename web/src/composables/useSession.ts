import { computed, shallowRef } from 'vue'
import { sessionApi, type Session } from '@/api/session'
import { whenLoggedOut } from '@/api/http'

const session = shallowRef<Session | null>(null)
const failure = shallowRef<Error | null>(null)
let reading: Promise<void> | null = null

/** People who wait for a log-in because their request met a session that was over. */
let waiting: ((again: boolean) => void)[] = []
const expired = shallowRef(false)

/** Asks once who is in front of the screen. Until the server knows sessions, its pages are open. */
export function readSession(): Promise<void> {
  reading ??= sessionApi
    .read()
    .catch((cause: unknown): Session => {
      const status = (cause as { status?: number }).status
      if (status !== 404) failure.value = cause instanceof Error ? cause : new Error(String(cause))
      return { logged_in: false, open: true }
    })
    .then((answer) => {
      session.value = answer
    })
  return reading
}

/** Is nothing left to do before work begins: password changed, second factor given? */
export function isComplete(of: Session | null): boolean {
  if (!of?.logged_in) return false
  return !of.must_change_password && (of.second_factor === undefined || of.second_factor === 'none' || of.second_factor === 'done')
}

/** Takes what the server answered to a log-in; requests that waited for it go on. */
export function takeSession(next: Session): void {
  session.value = next
  if (!isComplete(next)) return
  expired.value = false
  const all = waiting
  waiting = []
  for (const go of all) go(true)
}

function sessionLost(): Promise<boolean> {
  // Somebody who has not come in yet has nothing to lose; the log-in page is there already.
  if (!isComplete(session.value)) return Promise.resolve(false)
  expired.value = true
  return new Promise((done) => waiting.push(done))
}
whenLoggedOut(sessionLost)

export function useSession() {
  const grant = computed(() => session.value?.grants?.find((g) => g.id === session.value?.grant) ?? session.value?.grants?.[0] ?? null)
  const role = computed(() => grant.value?.role ?? null)
  /** Pages may be shown: somebody is logged in wholly, or nobody has to be. */
  const admitted = computed(() => session.value !== null && (session.value.open === true || isComplete(session.value)))

  async function choose(change: { grant?: string; year?: number }): Promise<void> {
    session.value = await sessionApi.choose(change)
  }

  async function logOut(): Promise<void> {
    await sessionApi.logOut()
    reading = null
    session.value = null
    await readSession()
  }

  /** Rules and the library are for everybody; the rest is what the session's list of pages names (one of several words). */
  const may = (pages: string) =>
    pages === 'law' || pages === 'library' || session.value?.open === true || pages.split(' ').some((p) => session.value?.menu?.includes(p))
  /** May the role in use do this at all (`release.create`)? To which rows, the server says with each. */
  const can = (what: string) => session.value?.can?.includes(what) ?? false
  return { session, can, failure, grant, role, admitted, expired, choose, logOut, may }
}
