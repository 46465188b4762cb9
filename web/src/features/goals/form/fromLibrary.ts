import type { LibraryEntry } from '@/api/library'
import { emptyRow, type GridRow } from '../grid/rows'

/** Which of the two trees of indicators a scheme scores by. */
export const treeOf = (scheme: string): 'old' | 'core' => (/101/.test(scheme) ? 'core' : 'old')

/** A row for each entry; the target is a start to be thought about, the weight is left open. */
export function rowsOf(entries: LibraryEntry[], scheme: string): GridRow[] {
  return entries.map((e) => {
    const levels = e[treeOf(scheme)]
    return {
      ...emptyRow(),
      level1: levels.level1,
      level2: levels.level2,
      name: e.name,
      op: e.op.code,
      target: e.target,
      unit: e.unit ?? '',
      core: e.starred,
      basis: e.setting_basis.label,
      source: e.data_source,
      method: e.value_method.label,
    }
  })
}
