import type { FileFinding, ImportReport } from '@/api/jobs'

/** One record that an import updates, with what it changes. */
export interface ChangedRecord {
  record: string
  where: string
  changes: { label: string; before: string; after: string }[]
}

/** The report names a field a line; people look at records. */
export function byRecord(changes: ImportReport['changes']): ChangedRecord[] {
  const records = new Map<string, ChangedRecord>()
  for (const c of changes) {
    const key = `${c.where}\n${c.record}`
    const found = records.get(key) ?? { record: c.record, where: c.where, changes: [] }
    found.changes.push({ label: c.label, before: c.before, after: c.after })
    records.set(key, found)
  }
  return [...records.values()]
}

/** The sentence of state: what the file would do, or has done. */
export function stateText(report: ImportReport | null): string {
  if (!report) return '把一体化平台导出的表（CSV 或 XLSX）按保存好的列对应导进来'
  const did = report.written ? '已' : '将'
  const refused = report.refused ? `，${report.refused} 行有错` : ''
  return `${report.rows} 行：${did}新增 ${report.inserted}，${did}更新 ${report.updated}，${report.unchanged} 没有变化${refused}`
}

/** Nothing to write, because the file says what is there. */
export const saysTheSame = (report: ImportReport) => report.inserted + report.updated === 0 && report.refused === 0

/** May it be taken, and how: whole, without its bad rows, or not at all. */
export function takeLabel(report: ImportReport): string {
  const good = report.inserted + report.updated
  if (report.written || good === 0) return ''
  return report.refused ? `导入好的 ${good} 行，跳过有错的 ${report.refused} 行` : `导入 ${good} 行`
}

/** Errors first; the order of the file among equals. */
export function sorted(findings: FileFinding[]): FileFinding[] {
  const rank = { error: 0, warning: 1, info: 2 }
  return findings.toSorted((a, b) => rank[a.severity] - rank[b.severity])
}
