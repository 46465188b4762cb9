import type { SearchGroup } from '@/api/search'
import { matchesInitials } from '@/ui/pinyin'

export type TargetGroup = '页面' | '项目' | '单位' | '绩效目标' | '指标' | '规则'
const order: TargetGroup[] = ['页面', '项目', '单位', '绩效目标', '指标', '规则']

/** One place the palette can go to. */
export interface Target {
  group: TargetGroup
  label: string
  /** What it is called in files or registers: `assessment.count`, a project's code. */
  id: string
  /** Told apart by it when label and id are the same: the year of a goal. */
  note?: string
  to: { path: string; query: Record<string, string> }
}

/**
 * Targets that hold every word of `text` in label or id, or as pinyin initials of the label; those that begin with it
 * first, those found by initials only last; at most `limit` a group.
 */
export function search(targets: Target[], text: string, limit = 8): Target[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = (t: Target): number => {
    const label = t.label.toLowerCase()
    if (words.length > 0 && label.startsWith(words[0]!)) return 0
    return words.every((w) => label.includes(w) || t.id.toLowerCase().includes(w)) ? 1 : 2
  }
  const hits = targets
    .filter((t) => words.every((w) => `${t.label} ${t.id}`.toLowerCase().includes(w) || matchesInitials(t.label, w)))
    .map((t, i) => ({ t, i, rank: rank(t) }))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map((x) => x.t)
  return order.flatMap((g) => hits.filter((t) => t.group === g).slice(0, limit))
}

/** What the server found, as places to go to. `year` is what lists of a unit's projects are opened in. */
export function foundTargets(groups: SearchGroup[], carried: Record<string, string>): Target[] {
  return groups.flatMap((g) =>
    g.rows.map((hit): Target => {
      if (g.kind === 'project')
        return { group: '项目', label: hit.name, id: hit.code, note: hit.extra, to: { path: `/projects/${hit.id}`, query: carried } }
      if (g.kind === 'unit')
        return { group: '单位', label: hit.name, id: hit.code, note: hit.extra, to: { path: '/projects', query: { ...carried, unit: hit.code } } }
      const query = { ...carried, ...(hit.year ? { year: String(hit.year) } : {}) }
      return { group: '绩效目标', label: hit.name, id: `${hit.year} ${hit.extra}`, to: { path: `/goals/${hit.id}`, query } }
    }),
  )
}

/** Local and found targets as one list, a group after the other. */
export function joined(local: Target[], found: Target[]): Target[] {
  const all = [...local, ...found]
  return order.flatMap((g) => all.filter((t) => t.group === g))
}
