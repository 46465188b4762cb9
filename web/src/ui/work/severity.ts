import type { FindingCounts, Severity } from '@/api/work'

/** Sign and word of a severity: never colour alone. */
export const severities: Record<Severity, { sign: string; word: string }> = {
  error: { sign: '■', word: '必须改' },
  warning: { sign: '▲', word: '建议改' },
  info: { sign: '●', word: '提示' },
}
export const severityOrder: Severity[] = ['error', 'warning', 'info']

export function countFindings(findings: { severity: Severity }[]): FindingCounts {
  const out: FindingCounts = { error: 0, warning: 0, info: 0 }
  for (const f of findings) out[f.severity] += 1
  return out
}

/** "还有 2 天", "今天到期", "逾期 3 天"; nothing without a date. */
export function dueText(daysLeft: number | null): string {
  if (daysLeft === null) return ''
  if (daysLeft < 0) return `逾期 ${-daysLeft} 天`
  return daysLeft === 0 ? '今天到期' : `还有 ${daysLeft} 天`
}

/** 2022-11-03T10:32:11Z as the local "11-03 10:32"; what is no time is shown as it is. */
export function shortTime(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export function clockTime(at: string | number): string {
  const date = new Date(at)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** Parts of a declaration that a reason of a return can be about. */
export const goalFields: { id: string; label: string }[] = [
  { id: 'money/lines', label: '项目资金' },
  { id: 'text/text', label: '年度目标' },
  { id: 'text/basis', label: '立项依据' },
  { id: 'text/necessity', label: '必要性' },
  { id: 'text/plan', label: '实施计划' },
  { id: 'header', label: '基本信息' },
  { id: 'indicators/output', label: '产出指标' },
  { id: 'indicators/benefit', label: '效益指标' },
  { id: 'indicators/satisfaction', label: '满意度指标' },
  { id: 'indicators/weight', label: '分值权重' },
]

export const fieldLabel = (id: string): string => goalFields.find((f) => f.id === id)?.label ?? id
