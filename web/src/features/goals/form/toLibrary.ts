import type { EntryDraft, NearEntry } from '@/api/library'
import { draftOf } from '@/ui/library/entries'
import type { GridRow } from '../grid/rows'

const short: [RegExp, string][] = [
  [/满意度/, '满意度'],
  [/可持续/, '可持续影响'],
  [/成本/, '成本'],
  [/生态/, '生态效益'],
]

/** A level-2 of either tree as the library calls it: "服务对象满意度指标" is 满意度, "生态环境成本指标" 成本. */
export function libraryLevel(level2: string): string {
  return short.find(([word]) => word.test(level2))?.[1] ?? level2.replace(/指标$/, '')
}

/** What a row of a form says as an entry of the library; its weight is the form's own and stays there. */
export function draftOfRow(row: GridRow, sector: string): EntryDraft {
  const draft = draftOf(null)
  return {
    ...draft,
    name: row.name.trim(),
    level: libraryLevel(row.level2) || draft.level,
    sector,
    op: row.op || draft.op,
    target: row.target,
    unit: row.unit,
    data_source: row.source,
    core: row.core,
  }
}

/** The entry that a row already is: of the same name in its own sector, or in one that all share. */
export function sameEntry(near: NearEntry[], sector: string): NearEntry | undefined {
  return near.find((e) => e.share === 100 && (e.common || e.sector === sector))
}
