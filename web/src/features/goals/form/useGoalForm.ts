import { computed, onBeforeUnmount, ref, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { ApiError } from '@/api/client'
import {
  formApi,
  sectionsOf,
  type FormKind,
  type Goal,
  type GoalFinding,
  type Owner,
  type Section,
  type SectionConflict,
  type SectionName,
} from '@/api/goals'
import type { FormVagueness } from '@/api/lint'
import { draftStore, type Draft } from './drafts'
import type { Conflict } from './merge'
import { bodyOf, isDirty, mergeValues, valueOf, withChoice, withIds, type Value } from './sections'
import type { GridRow } from '../grid/rows'

export type SaveState = 'clean' | 'typed' | 'saving' | 'failed' | 'refused' | 'conflict'

export interface Part {
  etag: string
  base: Value
  mine: Value
  state: SaveState
  error: Error | null
  conflicts: Conflict[]
  theirs: Value | null
  changedBy: string
}

const saveAfter = 900
const draftAfter = 250
const lintAfter = 250
const retryAfter = 8000
const pollEvery = 12_000

/**
 * A declaration form as it is typed in: each section is saved by itself with its tag, kept in the browser until the
 * server has it, and merged field by field when somebody else was quicker.
 */
export function useGoalForm(kind: FormKind, id: Ref<string>, version: Ref<number | null>, account: Ref<string>) {
  const api = formApi(kind)
  const names = sectionsOf(kind)
  /** Drafts of both forms stand in one store. */
  const draftKey = (form: string) => (kind === 'department' ? `d${form}` : form)
  const goal = shallowRef<Goal | null>(null)
  const error = shallowRef<Error | null>(null)
  const parts = shallowReactive(new Map<SectionName, Part>())
  const findings = shallowRef<GoalFinding[]>([])
  const vagueness = shallowRef<FormVagueness | null>(null)
  const savedAt = ref<string | null>(null)
  /** Said once, quietly: typing was restored, somebody's changes came in. */
  const notice = ref('')
  const keeps = ref(true)
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let lintAbort = new AbortController()
  let over = false
  let store = draftStore(account.value, draftKey(id.value))

  const later = (name: string, after: number, act: () => void) => {
    clearTimeout(timers.get(name))
    timers.set(name, setTimeout(act, after))
  }

  function fresh(section: Section, before: Value | null): Part {
    const base = valueOf(section, before)
    return { etag: section.etag, base, mine: base, state: 'clean', error: null, conflicts: [], theirs: null, changedBy: '' }
  }
  const set = (name: SectionName, change: Partial<Part>): void => void parts.set(name, { ...parts.get(name)!, ...change })

  async function load(): Promise<void> {
    const asked = id.value
    store = draftStore(account.value, draftKey(asked))
    try {
      const got = await api.read(asked, version.value)
      if (over || asked !== id.value) return
      parts.clear()
      goal.value = got
      error.value = null
      findings.value = got.findings
      vagueness.value = got.vagueness ?? null
      for (const name of names) parts.set(name, fresh(got.sections[name], null))
      if (version.value === null && got.writable.length > 0) restore()
      lint()
    } catch (cause) {
      if (!over && asked === id.value) error.value = cause as Error
    }
  }

  /** Puts back what was typed before the page was closed. */
  function restore(): void {
    const drafts = Object.entries(store.read()) as [SectionName, Draft][]
    let restored = 0
    for (const [name, draft] of drafts) {
      const part = parts.get(name)
      if (!part) continue
      const { merged, conflicts } = mergeValues(draft.base as Value, draft.mine as Value, part.base)
      if (!isDirty(part.base, merged)) {
        store.put(name, null)
        continue
      }
      restored += 1
      if (conflicts.length) set(name, { mine: merged, state: 'conflict', conflicts, theirs: part.base, changedBy: '别人' })
      else {
        set(name, { mine: merged, state: 'typed' })
        later(`save.${name}`, saveAfter, () => void save(name))
      }
    }
    if (restored) notice.value = '上次没有保存完的内容已经放回来了'
  }

  function edit(name: SectionName, mine: Value): void {
    const part = parts.get(name)
    if (!part) return
    set(name, { mine, state: part.state === 'saving' || part.state === 'conflict' ? part.state : 'typed', error: null })
    later(`draft.${name}`, draftAfter, () => keep(name))
    if (part.state !== 'conflict') later(`save.${name}`, saveAfter, () => void save(name))
    lint()
  }

  function keep(name: SectionName): void {
    const part = parts.get(name)
    if (!part) return
    const dirty = isDirty(part.base, part.mine)
    keeps.value = store.put(name, dirty ? { etag: part.etag, base: part.base, mine: part.mine, at: Date.now() } : null)
  }

  async function save(name: SectionName): Promise<void> {
    const part = parts.get(name)
    if (!part || part.state === 'saving' || part.state === 'conflict') return
    if (!isDirty(part.base, part.mine)) return (set(name, { state: 'clean' }), keep(name))
    const sent = part.mine
    set(name, { state: 'saving', error: null })
    try {
      const answer = await api.save(id.value, name, part.etag, bodyOf(sent))
      if (over) return
      taken(name, sent, answer.section)
      if (goal.value) goal.value = { ...goal.value, confirmed: answer.confirmed, filled: answer.filled, weight_total: answer.weight_total }
      findings.value = answer.findings
      vagueness.value = answer.vagueness ?? null
      savedAt.value = answer.saved_at
    } catch (cause) {
      if (!over) refused(name, cause as Error)
    }
  }

  /** The server has what was sent; what was typed meanwhile stays typed. */
  function taken(name: SectionName, sent: Value, section: Section): void {
    const now = parts.get(name)!
    const rows = section.rows ?? []
    const mine = Array.isArray(now.mine) && Array.isArray(sent) ? withIds(now.mine, sent, rows) : now.mine
    const base = valueOf(section, Array.isArray(mine) ? mine : null)
    const dirty = isDirty(base, mine) && now.mine !== sent
    set(name, {
      etag: section.etag,
      base,
      mine: dirty ? mine : Array.isArray(mine) ? withBlanks(base as GridRow[], mine) : base,
      state: dirty ? 'typed' : 'clean',
    })
    keep(name)
    if (dirty) later(`save.${name}`, saveAfter, () => void save(name))
  }

  function refused(name: SectionName, cause: Error): void {
    keep(name)
    if (!(cause instanceof ApiError)) return set(name, { state: 'failed', error: cause })
    if (cause.status === 412) return meet(name, cause.body as unknown as SectionConflict)
    set(name, { state: cause.status === 0 || cause.status >= 500 || cause.status === 401 ? 'failed' : 'refused', error: cause })
    if (parts.get(name)!.state === 'failed') later(`save.${name}`, retryAfter, () => void save(name))
    // The form may have been sent off meanwhile: say so, and keep what was typed.
    if (cause.status === 403 || cause.status === 409) void refresh()
  }

  /** Somebody was quicker: his fields come in, and only what both changed is asked about. */
  function meet(name: SectionName, conflict: SectionConflict): void {
    const part = parts.get(name)!
    const theirs = valueOf(conflict.current, part.mine)
    const { merged, conflicts } = mergeValues(part.base, part.mine, theirs)
    const who = conflict.changed_by || '别人'
    set(name, {
      etag: conflict.current.etag,
      base: theirs,
      mine: merged,
      theirs,
      conflicts,
      changedBy: who,
      state: conflicts.length ? 'conflict' : 'typed',
    })
    keep(name)
    if (conflicts.length) return
    notice.value = `${who}刚刚也改了这一部分，已经并进来了`
    later(`save.${name}`, 0, () => void save(name))
  }

  function settle(name: SectionName, choices: ('mine' | 'theirs')[]): void {
    const part = parts.get(name)!
    const mine = part.conflicts.reduce((value, c, i) => withChoice(value, c, choices[i] ?? 'mine', part.theirs ?? part.base), part.mine)
    set(name, { mine, conflicts: [], theirs: null, state: 'typed' })
    keep(name)
    void save(name)
  }

  function lint(): void {
    if (!goal.value || version.value !== null) return
    later('lint', lintAfter, async () => {
      lintAbort.abort()
      lintAbort = new AbortController()
      const sections = Object.fromEntries([...parts].map(([name, part]) => [name, bodyOf(part.mine)]))
      try {
        const answer = await api.lint({ goal: id.value, sections }, lintAbort.signal)
        findings.value = answer.findings
        vagueness.value = answer.vagueness
      } catch {
        // The findings of the last save still stand; saving says what is wrong with the server.
      }
    })
  }

  /** Takes in what others have saved in sections that are not being typed in here. */
  async function refresh(): Promise<void> {
    if (version.value !== null || !goal.value) return
    const got = await api.read(id.value, null).catch(() => null)
    if (!got || over || got.id !== id.value) return
    const others: string[] = []
    for (const name of names) {
      const part = parts.get(name)
      if (!part || part.state !== 'clean' || part.etag === got.sections[name].etag) continue
      const base = valueOf(got.sections[name], part.mine)
      set(name, { etag: got.sections[name].etag, base, mine: base })
      others.push(...got.presence.filter((p) => p.section === name).map((p) => p.name))
    }
    goal.value = got
    if (![...parts.values()].some((p) => p.state !== 'clean')) findings.value = got.findings
    if (others.length) notice.value = `${others[0]}刚刚保存了修改，已经更新`
  }

  const poll = setInterval(() => document.visibilityState === 'visible' && void refresh(), pollEvery)
  const flush = () => {
    for (const name of parts.keys()) if (parts.get(name)!.state !== 'clean') keep(name)
    if (document.visibilityState === 'hidden') for (const [name, part] of parts) if (part.state === 'typed') void save(name)
  }
  document.addEventListener('visibilitychange', flush)
  window.addEventListener('pagehide', flush)
  onBeforeUnmount(() => {
    flush()
    for (const [name, part] of parts) if (part.state === 'typed') void save(name)
    over = true
    clearInterval(poll)
    for (const timer of timers.values()) clearTimeout(timer)
    document.removeEventListener('visibilitychange', flush)
    window.removeEventListener('pagehide', flush)
  })
  watch([id, version, account], () => void load(), { immediate: true })

  async function confirm(part: Owner, on: boolean): Promise<void> {
    await saveAll()
    const answer = await (on ? api.confirm(id.value, part) : api.unconfirm(id.value, part))
    if (goal.value) goal.value = { ...goal.value, confirmed: answer.confirmed }
  }

  /** Saves what is typed now, for steps that need the server to have it. */
  async function saveAll(): Promise<boolean> {
    await Promise.all([...parts].filter(([, p]) => p.state === 'typed' || p.state === 'failed').map(([name]) => save(name)))
    return [...parts.values()].every((p) => p.state === 'clean')
  }

  const state = computed<SaveState>(() => {
    const all = [...parts.values()].map((p) => p.state)
    return (['conflict', 'refused', 'failed', 'saving', 'typed'] as const).find((s) => all.includes(s)) ?? 'clean'
  })
  return { goal, error, parts, findings, vagueness, savedAt, notice, keeps, state, load, edit, settle, refresh, confirm, saveAll }
}

/** Rows that are still blank are not the server's; they stay where they were on the screen. */
function withBlanks(base: GridRow[], mine: GridRow[]): GridRow[] {
  const blanks = mine.filter((r) => r.id === null && !base.some((b) => b.key === r.key))
  return blanks.length ? [...base, ...blanks] : base
}

export type GoalForm = ReturnType<typeof useGoalForm>
