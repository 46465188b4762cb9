import type { LibraryEntry, LibraryUse } from '@/api/library'

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
