/** Kinds of law files in the order they are listed, with their words. */
const words: Record<string, string> = {
  sources: '依据文件',
  schemes: '评分方案',
  parameters: '参数',
  policies: '结果应用政策',
  assessments: '事前评估',
  lint: '体检规则',
  processes: '流程',
  forms: '表样',
  indicators: '指标库',
  figures: '数据口径',
  reports: '报告',
  places: '区划',
}

export function kindLabel(kind: string): string {
  return words[kind] ?? kind
}

/** Known kinds in our order, unknown ones after them by name. */
export function orderedKinds(kinds: Iterable<string>): string[] {
  const known = Object.keys(words)
  const rank = (k: string) => (known.includes(k) ? known.indexOf(k) : known.length)
  return [...new Set(kinds)].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

export function basisLabel(basis: string): string {
  return { law: '法规条款', practice: '通行做法' }[basis] ?? basis
}

/** Words for how long a rule holds; the day after its last is not part of it. */
export function validity(since: string | null, until: string | null): string {
  if (!since) return until ? `至 ${until}` : '一直有效'
  return until ? `${since} 至 ${until}` : `${since} 起`
}
