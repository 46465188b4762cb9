/** One place the palette can go to. */
export interface Target {
  group: '页面' | '指标' | '规则'
  label: string
  /** What it is called in files: `assessment.count`. */
  id: string
  to: { path: string; query: Record<string, string> }
}

/** Targets that hold every word of `text` in label or id, those that begin with it first; at most `limit` a group. */
export function search(targets: Target[], text: string, limit = 8): Target[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const hits = targets
    .filter((t) => words.every((w) => `${t.label} ${t.id}`.toLowerCase().includes(w)))
    .map((t, i) => ({ t, i, first: words.length > 0 && t.label.toLowerCase().startsWith(words[0]!) ? 0 : 1 }))
    .sort((a, b) => a.first - b.first || a.i - b.i)
    .map((x) => x.t)
  const groups: Target['group'][] = ['页面', '指标', '规则']
  return groups.flatMap((g) => hits.filter((t) => t.group === g).slice(0, limit))
}
