import type { EntryDraft, LibraryEntry, LibraryUse, ProposalKind } from '@/api/library'

/** The level-2 names of a list, each with how many entries it has, in the order they come. */
export function levelCounts(entries: LibraryEntry[]): { level: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const e of entries) counts.set(e.level, (counts.get(e.level) ?? 0) + 1)
  return [...counts].map(([level, count]) => ({ level, count }))
}

/** "自评 12 次，满分 9 次（75%）": never 100% when one is missing. */
export function fullText(use: LibraryUse): string {
  if (use.claimed === 0) return '还没有自评过'
  const share = use.full === use.claimed ? 100 : Math.min(99, Math.round((100 * use.full) / use.claimed))
  return `自评 ${use.claimed} 次，满分 ${use.full} 次（${share}%）`
}

/** Target as it is written in a form: "≥95%". */
export function targetText(entry: LibraryEntry): string {
  return `${entry.op.code === 'qualitative' ? '' : entry.op.label}${entry.target}${entry.unit ?? ''}` || '—'
}

/** What a proposal is begun from: an entry, or nothing for a new one. */
export interface Proposing {
  kind: ProposalKind
  entry: LibraryEntry | null
  draft?: Partial<EntryDraft>
}

export const ops = [
  { code: '>=', label: '≥' },
  { code: '>', label: '＞' },
  { code: '=', label: '=' },
  { code: '<', label: '＜' },
  { code: '<=', label: '≤' },
  { code: 'qualitative', label: '定性' },
]
export const levels = ['数量', '质量', '时效', '成本', '经济效益', '社会效益', '生态效益', '可持续影响', '满意度']

export function draftOf(entry: LibraryEntry | null): EntryDraft {
  if (!entry) return { name: '', level: '数量', sector: '', op: '>=', target: '', unit: '', explanation: '', evidence: '', data_source: '', core: false }
  return {
    name: entry.name,
    level: entry.level,
    sector: entry.sector,
    op: entry.op.code,
    target: entry.target,
    unit: entry.unit ?? '',
    explanation: entry.explanation,
    evidence: entry.evidence,
    data_source: entry.data_source,
    core: entry.starred,
  }
}

/** "≥95%" of a draft. */
export function draftTarget(draft: EntryDraft): string {
  const op = draft.op === 'qualitative' ? '' : (ops.find((o) => o.code === draft.op)?.label ?? draft.op)
  return `${op}${draft.target}${draft.unit ?? ''}`
}

/** Which members of a draft differ, in words: "常用值 ≥1200人 → ≥2000人". */
export function draftChanges(before: EntryDraft, after: EntryDraft): string[] {
  const parts: [string, string, string][] = [
    ['名称', before.name, after.name],
    ['二级指标', before.level, after.level],
    ['行业', before.sector, after.sector],
    ['常用值', draftTarget(before), draftTarget(after)],
    ['解释', before.explanation, after.explanation],
    ['佐证', before.evidence ?? '', after.evidence ?? ''],
    ['数据来源', before.data_source ?? '', after.data_source ?? ''],
  ]
  return parts.filter(([, a, b]) => a !== b).map(([label, a, b]) => `${label}：${a || '（空）'} → ${b || '（空）'}`)
}

/** The bands of attainment that have rows; without results there is nothing to show. */
export function attainedParts(use: LibraryUse): LibraryUse['attained'] {
  return use.attained.filter((a) => a.rows > 0)
}
