import type { Labelled, ProjectYear } from '@/api/projects'

/** A field of a labelled record for people: its word, its ready text, the value; empty when not filled. */
export function shown(record: Labelled | undefined, field: string): string {
  if (!record) return ''
  for (const suffix of ['_label', '_text']) {
    const ready = record[field + suffix]
    if (typeof ready === 'string' && ready !== '' && ready !== '—') return ready
  }
  const value = record[field]
  return value === null || value === undefined ? '' : String(value)
}

export interface Link {
  id: 'assessment' | 'goal' | 'monitoring' | 'evaluation' | 'use'
  label: string
  /** Lines of what is there; empty: nothing was done. */
  lines: { text: string; to?: string; alert?: string }[]
}

/** The five links of one year, in the order of the cycle. */
export function fiveLinks(year: ProjectYear): Link[] {
  const words = (records: Labelled[], ...fields: string[]) =>
    records.map((r) => ({
      text: fields
        .map((f) => shown(r, f))
        .filter(Boolean)
        .join(' · '),
    }))
  return [
    { id: 'assessment', label: '事前评估', lines: words(year.assessments, 'conclusion', 'score') },
    {
      id: 'goal',
      label: '绩效目标',
      lines: year.goals.map((g) => ({ text: shown(g, 'state') || '有', to: `/goals/${String(g['id'])}` })),
    },
    {
      id: 'monitoring',
      label: '绩效监控',
      lines: year.monitorings.map((m) => ({
        text: [shown(m, 'quarter') && `${shown(m, 'quarter')} 季度`.replace('季度 季度', '季度'), shown(m, 'alert')]
          .filter(Boolean)
          .join(' '),
        alert: String(m['alert'] ?? ''),
      })),
    },
    {
      id: 'evaluation',
      label: '绩效评价',
      lines: [
        ...year.self_evaluations.map((s) => ({
          text: ['自评', shown(s, 'reviewed_total') || shown(s, 'claimed_total'), shown(s, 'grade')].filter(Boolean).join(' '),
        })),
        ...year.evaluations.map((e) => ({
          text: [shown(e, 'kind') || '评价', shown(e, 'score'), shown(e, 'grade')].filter(Boolean).join(' '),
        })),
      ],
    },
    { id: 'use', label: '结果应用', lines: words(year.result_uses, 'decision', 'decided_amount') },
  ]
}

/** Widths of the money bar in percent of the largest of the three; what is not filled has none. */
export function moneyBar(budget: ProjectYear['budget']): { label: string; text: string; width: number }[] {
  const parts = [
    { label: '年初', fen: budget.initial, text: budget.initial_text },
    { label: '调整后', fen: budget.adjusted, text: budget.adjusted_text },
    { label: '执行', fen: budget.executed, text: budget.executed_text },
  ]
  const most = Math.max(1, ...parts.map((p) => p.fen ?? 0))
  return parts.map((p) => ({ label: p.label, text: p.fen === null ? '—' : p.text, width: p.fen === null ? 0 : (100 * p.fen) / most }))
}
