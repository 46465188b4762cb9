import type { SectionName } from '@/api/goals'

/** What was typed and is not yet on the server: kept in the browser, so that nothing typed is lost. */
export interface Draft {
  etag: string
  /** What the server had when the typing began. */
  base: unknown
  mine: unknown
  at: number
}

const key = (account: string, goal: string) => `jiheng.draft.${account}.${goal}`

export type Drafts = Partial<Record<SectionName, Draft>>

/** Drafts of one person for one form; storage that is full or refused keeps nothing and says so. */
export function draftStore(account: string, goal: string, storage: Storage | null = safeStorage()) {
  function read(): Drafts {
    try {
      const found = JSON.parse(storage?.getItem(key(account, goal)) ?? '{}') as unknown
      return found && typeof found === 'object' ? (found as Drafts) : {}
    } catch {
      return {}
    }
  }

  function put(section: SectionName, draft: Draft | null): boolean {
    const all = read()
    if (draft) all[section] = draft
    else delete all[section]
    try {
      if (Object.keys(all).length > 0) storage?.setItem(key(account, goal), JSON.stringify(all))
      else storage?.removeItem(key(account, goal))
      return storage !== null
    } catch {
      return false
    }
  }

  return { read, put }
}

function safeStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
