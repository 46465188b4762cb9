/**
 * What the dashboard shows, as data: the five links of the cycle and the charts. A chart asks figures and is titled by
 * the question it answers; one whose figures the server does not have is left out.
 */

export type LinkId = 'assessment' | 'goal' | 'monitoring' | 'evaluation' | 'result_use'

export interface LinkSpec {
  id: LinkId
  title: string
  /** The question this link of the cycle answers. */
  question: string
  /** Figures from the most to the least important; the first two are set large. */
  figures: string[]
  /** Short labels under the link's title, where the figure's own label repeats it. */
  short: Record<string, string>
  distribution: { figure: string; by: string } | null
}

export const links: LinkSpec[] = [
  {
    id: 'assessment',
    title: '事前评估',
    question: '该不该花',
    figures: ['assessment.count', 'assessment.amount', 'assessment.share_of_new_count'],
    short: { 'assessment.count': '评估项目', 'assessment.amount': '涉及金额', 'assessment.share_of_new_count': '新增项目评估率' },
    distribution: { figure: 'assessment.conclusions', by: 'conclusion' },
  },
  {
    id: 'goal',
    title: '绩效目标',
    question: '花了要办成什么',
    figures: ['goal.coverage_count', 'goal.coverage_amount', 'goal.required_count', 'goal.vague_project_share'],
    short: {
      'goal.coverage_count': '覆盖率·个数',
      'goal.coverage_amount': '覆盖率·金额',
      'goal.required_count': '应设目标项目',
      'goal.vague_project_share': '含空泛指标的',
    },
    distribution: { figure: 'goal.states', by: 'goal_state' },
  },
  {
    id: 'monitoring',
    title: '绩效监控',
    question: '走偏了没有',
    figures: ['monitoring.coverage', 'monitoring.submitted_share', 'evaluation.midterm.count'],
    short: {
      'monitoring.coverage': '监控覆盖率',
      'monitoring.submitted_share': '监控表提交率',
      'evaluation.midterm.count': '重点事中评价',
    },
    distribution: { figure: 'monitoring.alerts', by: 'alert' },
  },
  {
    id: 'evaluation',
    title: '绩效评价',
    question: '办成了没有',
    figures: ['self_evaluation.coverage', 'self_evaluation.mean_score', 'evaluation.key.count', 'evaluation.key.amount'],
    short: {
      'self_evaluation.coverage': '自评覆盖率',
      'self_evaluation.mean_score': '自评平均分',
      'evaluation.key.count': '重点评价',
      'evaluation.key.amount': '重点评价金额',
    },
    distribution: { figure: 'self_evaluation.grades', by: 'self_grade' },
  },
  {
    id: 'result_use',
    title: '结果应用',
    question: '结果用了没有',
    figures: ['result_use.count', 'result_use.mean_rate', 'result_use.reduced_amount', 'rectification.closed_share'],
    short: {
      'result_use.count': '应用项目',
      'result_use.mean_rate': '平均调减率',
      'result_use.reduced_amount': '调减金额',
      'rectification.closed_share': '整改销号率',
    },
    distribution: { figure: 'result_use.decisions', by: 'decision' },
  },
]

interface ChartBase {
  id: string
  /** The question the chart answers. */
  title: string
  /** Links whose view shows the chart; `overview` is the page without a chosen link. */
  on: (LinkId | 'overview')[]
  /** Column of the page the chart stands in. */
  place: 'wide' | 'narrow' | 'full'
}

/** Rows of a dimension, each split into the codes of another one. */
export interface StackSpec extends ChartBase {
  kind: 'stack'
  figure: string
  rows: string
  segments: string
  top: number
}

/** One bar a figure, each split by its own dimension: distributions side by side. */
export interface StripSpec extends ChartBase {
  kind: 'strips'
  head: string
  strips: { figure: string; by: string; label: string }[]
}

/** A ranking: rows of a dimension, the first measure as bars, the others as numbers. */
export interface BarSpec extends ChartBase {
  kind: 'bars'
  rows: string
  measures: string[]
  top: number
}

/** Which share of each kind of money has come to each link: rows of a dimension, one share figure a link. */
export interface MatrixSpec extends ChartBase {
  kind: 'matrix'
  /** What the shares are taken of. */
  whole: { count: string; amount: string }
  /** Main row dimension; `extra` rows are single codes of others ("of which"). */
  rows: string
  extra: { dimension: string; code: string; label: string }[]
  stages: { id: string; label: string; count: string; amount: string }[]
}

/** Small multiples of figures over the years. */
export interface TrendSpec extends ChartBase {
  kind: 'trend'
  figures: string[]
}

export type ChartSpec = StackSpec | StripSpec | BarSpec | MatrixSpec | TrendSpec

const drawn: ChartSpec[] = [
  {
    id: 'coverage',
    kind: 'matrix',
    title: '哪类资金、哪个环节还没有管到？',
    on: ['overview', 'goal'],
    place: 'wide',
    whole: { count: 'project.count', amount: 'project.amount' },
    rows: 'fund_type',
    extra: [
      { dimension: 'direct_transfer', code: 'yes', label: '其中：直达资金' },
      { dimension: 'special_bond', code: 'yes', label: '其中：专项债券' },
    ],
    stages: [
      { id: 'assessment', label: '新增项目评估', count: 'assessment.share_of_new_count', amount: 'assessment.share_of_new_amount' },
      { id: 'goal', label: '绩效目标', count: 'goal.coverage_count', amount: 'goal.coverage_amount' },
      { id: 'monitoring', label: '绩效监控', count: 'monitoring.coverage', amount: 'monitoring.coverage_amount' },
      { id: 'self_evaluation', label: '绩效自评', count: 'self_evaluation.coverage', amount: 'self_evaluation.coverage_amount' },
      { id: 'evaluation', label: '绩效评价', count: 'evaluation.coverage', amount: 'evaluation.coverage_amount' },
      { id: 'result_use', label: '结果应用', count: 'result_use.coverage', amount: 'result_use.coverage_amount' },
    ],
  },
  {
    id: 'grades',
    kind: 'strips',
    title: '评价结果好不好，自评与评价差多远？',
    on: ['overview', 'evaluation'],
    place: 'narrow',
    head: '评价方式',
    strips: [
      { figure: 'self_evaluation.grades', by: 'self_grade', label: '单位自评' },
      { figure: 'evaluation.key.grades', by: 'grade', label: '重点项目评价' },
      { figure: 'evaluation.midterm.grades', by: 'grade', label: '重点事中评价' },
      { figure: 'evaluation.department.grades', by: 'grade', label: '部门整体评价' },
      { figure: 'evaluation.fund.grades', by: 'grade', label: '社保基金评价' },
      { figure: 'evaluation.departmental.grades', by: 'grade', label: '部门评价' },
    ],
  },
  {
    id: 'conclusions-by-department',
    kind: 'stack',
    title: '哪些部门的新增项目没有通过评估？',
    on: ['assessment'],
    place: 'wide',
    figure: 'assessment.conclusions',
    rows: 'department',
    segments: 'conclusion',
    top: 12,
  },
  {
    id: 'conclusions-by-sector',
    kind: 'stack',
    title: '哪些行业的项目要调整完善？',
    on: ['assessment'],
    place: 'narrow',
    figure: 'assessment.conclusions',
    rows: 'sector',
    segments: 'conclusion',
    top: 12,
  },
  {
    id: 'alerts-by-quarter',
    kind: 'stack',
    title: '各季有多少项目需要关注？',
    on: ['overview', 'monitoring'],
    place: 'narrow',
    figure: 'monitoring.alerts',
    rows: 'quarter',
    segments: 'alert',
    top: 4,
  },
  {
    id: 'alerts-by-department',
    kind: 'stack',
    title: '哪些部门的项目走偏得多？',
    on: ['monitoring'],
    place: 'wide',
    figure: 'monitoring.alerts',
    rows: 'department',
    segments: 'alert',
    top: 12,
  },
  {
    id: 'departments',
    kind: 'bars',
    title: '资金在哪些部门，成效如何？',
    on: ['overview'],
    place: 'wide',
    rows: 'department',
    measures: ['project.amount', 'project.count', 'goal.coverage_count', 'self_evaluation.mean_score'],
    top: 10,
  },
  {
    id: 'goals-by-department',
    kind: 'bars',
    title: '哪些部门的目标还没有报全？',
    on: ['goal'],
    place: 'narrow',
    rows: 'department',
    measures: ['goal.required_count', 'goal.coverage_count', 'goal.vague_project_share'],
    top: 12,
  },
  {
    id: 'grades-by-sector',
    kind: 'stack',
    title: '哪些行业办得好，哪些还差？',
    on: ['overview', 'evaluation'],
    place: 'narrow',
    figure: 'self_evaluation.grades',
    rows: 'sector',
    segments: 'self_grade',
    top: 8,
  },
  {
    id: 'grades-by-department',
    kind: 'stack',
    title: '各部门的自评等级如何？',
    on: ['evaluation'],
    place: 'wide',
    figure: 'self_evaluation.grades',
    rows: 'department',
    segments: 'self_grade',
    top: 12,
  },
  {
    id: 'decisions-by-department',
    kind: 'stack',
    title: '评价结果改变了哪些部门的预算？',
    on: ['result_use'],
    place: 'wide',
    figure: 'result_use.decisions',
    rows: 'department',
    segments: 'decision',
    top: 12,
  },
  {
    id: 'rectification-by-department',
    kind: 'stack',
    title: '哪些部门的整改还没有销号？',
    on: ['result_use'],
    place: 'narrow',
    figure: 'rectification.states',
    rows: 'department',
    segments: 'state',
    top: 12,
  },
  {
    id: 'trend',
    kind: 'trend',
    title: '与往年相比，管得更全、用得更实了吗？',
    on: ['overview'],
    place: 'full',
    figures: [
      'project.amount',
      'assessment.count',
      'goal.coverage_count',
      'goal.vague_share',
      'monitoring.coverage',
      'self_evaluation.mean_score',
      'evaluation.coverage_amount',
      'result_use.count',
    ],
  },
]

/** Each link's own numbers over the years. */
const trends = links.map((link): TrendSpec => ({
  id: `trend-${link.id}`,
  kind: 'trend',
  title: `${link.title}与往年相比如何？`,
  on: [link.id],
  place: 'full',
  figures: link.figures,
}))

export const charts: ChartSpec[] = [...drawn, ...trends]
