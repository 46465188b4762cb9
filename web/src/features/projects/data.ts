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

/** Widths of the money bar in percent of `most` (of all years, so that they compare); what is not filled has none. */
export function moneyBar(budget: ProjectYear['budget'], most = 0): { label: string; text: string; width: number }[] {
  const parts = [
    { label: '年初', fen: budget.initial, text: budget.initial_text },
    { label: '调整后', fen: budget.adjusted, text: budget.adjusted_text },
    { label: '执行', fen: budget.executed, text: budget.executed_text },
  ]
  const whole = Math.max(1, most, ...parts.map((p) => p.fen ?? 0))
  return parts.map((p) => ({ label: p.label, text: p.fen === null ? '—' : p.text, width: p.fen === null ? 0 : (100 * p.fen) / whole }))
}

/** The largest amount of any year: the common scale of the money bars. */
export function mostMoney(years: ProjectYear[]): number {
  return Math.max(0, ...years.flatMap((y) => [y.budget.initial ?? 0, y.budget.adjusted ?? 0, y.budget.executed ?? 0]))
}

export interface Trend {
  label: string
  unit: string
  points: { year: number; value: number | null; text: string; /** of the largest */ share: number }[]
}

const numberIn = (record: Labelled | undefined, ...fields: string[]): number | null => {
  for (const f of fields) if (typeof record?.[f] === 'number') return record[f] as number
  return null
}

/** Small multiples over the years: money, how much of it was spent, the scores. One that says nothing in any year is left out. */
export function trends(years: ProjectYear[]): Trend[] {
  const sorted = [...years].sort((a, b) => a.year - b.year)
  if (sorted.length < 2) return []
  const rate = (y: ProjectYear) =>
    y.budget.executed !== null && y.budget.adjusted ? Math.round((1000 * y.budget.executed) / y.budget.adjusted) / 10 : null
  const measures: { label: string; unit: string; of: (y: ProjectYear) => number | null; text: (v: number, y: ProjectYear) => string; top?: number }[] = [
    { label: '调整后预算', unit: '万元', of: (y) => y.budget.adjusted, text: (_, y) => y.budget.adjusted_text },
    { label: '执行率', unit: '%', of: rate, text: (v) => String(v), top: 100 },
    { label: '自评得分', unit: '分', of: (y) => numberIn(y.self_evaluations[0], 'reviewed_total', 'claimed_total'), text: (v) => String(v), top: 100 },
    { label: '评价得分', unit: '分', of: (y) => numberIn(y.evaluations[0], 'score'), text: (v) => String(v), top: 100 },
  ]
  return measures
    .map((m) => {
      const values = sorted.map((y) => m.of(y))
      const most = Math.max(m.top ?? 0, 1, ...values.map((v) => v ?? 0))
      return {
        label: m.label,
        unit: m.unit,
        points: sorted.map((y, i) => ({
          year: y.year,
          value: values[i]!,
          text: values[i] === null ? '—' : m.text(values[i]!, y),
          share: Math.max(0, values[i] ?? 0) / most,
        })),
      }
    })
    .filter((t) => t.points.some((p) => p.value !== null))
}
