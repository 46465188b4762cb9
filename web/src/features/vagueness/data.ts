import type { Band, RankedBy, Ranking } from '@/api/lint'

export const rankings: { by: RankedBy; label: string; second: string }[] = [
  { by: 'unit', label: '单位', second: '' },
  { by: 'department', label: '主管部门', second: '' },
  { by: 'sector', label: '行业', second: '' },
  { by: 'project', label: '项目', second: '单位' },
  { by: 'indicator', label: '指标', second: '指标值' },
  { by: 'entry', label: '指标库', second: '行业' },
]

/** Shape and word beside the colour, as for lights. */
export const bandSigns: Record<Band, string> = { low: '●', middle: '▲', high: '■' }

/** "37.25" → "37.3"; whole numbers stay. */
export function points(value: number | null): string {
  if (value === null) return '—'
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}

/** "2023 年 805 个项目平均 21.4；40 分起算空泛，20 分起算一般。" */
export function stateText(ranking: Ranking): string {
  if (ranking.index === null) return `${ranking.year} 年还没有指标。`
  return `${ranking.year} 年 ${ranking.projects} 个项目平均 ${points(ranking.index)}；${ranking.band_high} 分起算空泛，${ranking.band_middle} 分起算一般。`
}
