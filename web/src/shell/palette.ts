import { matchesInitials } from '@/ui/pinyin'

/** One place the palette can go to. */
export interface Target {
  group: '页面' | '指标' | '规则'
  label: string
  /** What it is called in files: `assessment.count`. */
  id: string
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
  const groups: Target['group'][] = ['页面', '指标', '规则']
  return groups.flatMap((g) => hits.filter((t) => t.group === g).slice(0, limit))
}
