import type { WorkbookForm, WorkbookReport } from '@/api/jobs'

/** A file on its way: chosen, looked through, taken in. */
export interface Intake {
  file: File
  /** The job that looked through it. */
  job: string
  report: WorkbookReport
  /** The job whose marked workbook there is to take away; empty: there is none. */
  marked: string
}

export type Outcome = WorkbookForm['outcome']

/** How many forms of all files have each outcome. */
export function tally(intakes: Intake[]): Record<Outcome, number> {
  const sum = { changed: 0, unchanged: 0, refused: 0 }
  for (const { report } of intakes) {
    sum.changed += report.changed
    sum.unchanged += report.unchanged
    sum.refused += report.refused
  }
  return sum
}

/** Every form with the file it came in, those that need somebody first. */
export function formsOf(intakes: Intake[], only: Outcome | ''): WorkbookForm[] {
  const rank: Record<Outcome, number> = { refused: 0, changed: 1, unchanged: 2 }
  const all = intakes.flatMap((i) => i.report.forms)
  return (only ? all.filter((f) => f.outcome === only) : all).toSorted((a, b) => rank[a.outcome] - rank[b.outcome])
}

/** Cells that were changed both in a workbook and in the browser since it went out, of files that are not taken yet. */
export function clashesOf(intakes: Intake[]): number {
  return intakes.filter((i) => i.report.dry_run).reduce((sum, i) => sum + i.report.forms.reduce((n, f) => n + f.clashes, 0), 0)
}

/** "营养改善 · 申报表.xlsx 绩效目标申报表". */
export function placeOf(form: WorkbookForm): string {
  return form.sheet ? `${form.file} · ${form.sheet}` : form.file
}

/** The page of the form that a sheet was held against. */
export function goalPath(form: WorkbookForm): string {
  return `/${form.kind === 'department' ? 'department-goals' : 'goals'}/${form.goal}`
}

/** The sentence of state over the table. */
export function stateText(intakes: Intake[]): string {
  if (!intakes.length) return '先预检，看清每张表会改什么，再导入'
  const { changed, unchanged, refused } = tally(intakes)
  const taken = intakes.every((i) => !i.report.dry_run)
  return `${changed + unchanged + refused} 张表：${changed} 张${taken ? '已导入' : '有变化'}，${unchanged} 张没有变化，${refused} 张不能导入`
}
