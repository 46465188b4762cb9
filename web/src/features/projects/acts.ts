import type { ApiError } from '@/api/client'
import type { Fault } from '@/api/http'

export type ActKind = 'initial' | 'adjust' | 'supplement' | 'release'

/** What is done to the money of a project: its words, and what the amount of a line means. */
export const acts: Record<ActKind, { label: string; what: string; text: string; textLabel: string }> = {
  initial: { label: '年初预算', what: '登记年初预算', text: '理由', textLabel: '理由' },
  adjust: { label: '调整', what: '登记预算调整', text: '理由', textLabel: '调整理由' },
  supplement: { label: '追加', what: '登记预算追加', text: '理由', textLabel: '追加理由' },
  release: { label: '下达', what: '登记资金下达', text: '标题', textLabel: '文件标题（可不写）' },
}

export interface ActLine {
  key: number
  fund_type: string
  fund_tag: string
  /** 分, not negative; `down`: taken away. */
  amount: number | null
  down: boolean
}

/** Faults of a refused act that are about line `index`; -1: those about none of them. */
export function faultsOfLine(error: Error | null, index: number): Fault[] {
  const faults = (error as ApiError | null)?.faults ?? []
  const line = (f: Fault) => /^\/lines\/(\d+)/.exec(f.pointer ?? '')?.[1]
  return faults.filter((f) => (index < 0 ? line(f) === undefined : line(f) === String(index)))
}

/** What is still missing before the act can be tried; empty: nothing. */
export function missingOfAct(kind: ActKind, form: { document: string; on: string; text: string; lines: ActLine[] }): string {
  if (!form.document.trim()) return '请写文号'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.on)) return '请写日期，如 2024-03-01'
  if (kind !== 'release' && !form.text.trim()) return '请写理由'
  if (!form.lines.length) return '至少一种资金'
  return form.lines.some((l) => !l.amount) ? '每一行都要写金额' : ''
}
