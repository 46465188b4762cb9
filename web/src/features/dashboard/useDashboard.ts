import { computed, type Ref } from 'vue'
import { api, type Scope } from '@/api/client'
import type { FigureQuery, Filter } from '@/api/types'
import { useAsync } from '@/composables/useAsync'
import { charts, links, type ChartSpec, type LinkId } from './charts'
import { batches, chartQueries, distinct, linkQueries, questionKey, type Answers, type Known, type MatrixMeasure } from './data'

interface Loaded {
  answers: Answers
  byYear: Map<number, Answers>
}

async function ask(scope: Scope, filters: Filter[], queries: FigureQuery[], signal: AbortSignal): Promise<Answers> {
  const answers: Answers = new Map()
  await Promise.all(
    batches(queries, filters).map(async (batch) => {
      const results = await api.query(scope, batch.filters, batch.queries, signal)
      batch.queries.forEach((query, i) => {
        const result = results[i]
        if (result) answers.set(questionKey(query), result)
      })
    }),
  )
  return answers
}

/** Everything the page shows, asked in as few requests as its filters allow, plus one a year for the trend. */
export function useDashboard(
  scope: Ref<Scope | null>,
  years: Ref<number[]>,
  filters: Ref<Filter[]>,
  link: Ref<LinkId | null>,
  measure: Ref<MatrixMeasure>,
) {
  const listed = useAsync(scope, (s: Scope, signal) => api.figures(s, signal))
  const known = computed<Known>(() => new Map((listed.data.value ?? []).map((f) => [f.id, f])))
  const specs = computed<ChartSpec[]>(() => charts.filter((c) => c.on.includes(link.value ?? 'overview')))

  const question = computed(() => {
    if (!scope.value || known.value.size === 0) return null
    const trend = distinct(
      specs.value.flatMap((s) => (s.kind === 'trend' ? s.figures.filter((f) => known.value.has(f)).map((figure) => ({ figure })) : [])),
    )
    // The sentence under the title.
    const state = ['project.count', 'project.amount'].filter((f) => known.value.has(f)).map((figure) => ({ figure }))
    const queries = [
      ...state,
      ...linkQueries(links, known.value),
      ...specs.value.flatMap((s) => chartQueries(s, known.value, measure.value)),
    ]
    return { scope: scope.value, filters: filters.value, years: years.value, trend, queries }
  })
  type Question = NonNullable<typeof question.value>

  const loaded = useAsync(question, async (q: Question, signal): Promise<Loaded> => {
    const [answers, ...yearly] = await Promise.all([
      ask(q.scope, q.filters, q.queries, signal),
      ...q.years.map((year) =>
        ask({ ...q.scope, year, snapshot: year === q.scope.year ? q.scope.snapshot : null }, q.filters, q.trend, signal),
      ),
    ])
    return { answers, byYear: new Map(q.years.map((year, i) => [year, yearly[i]!])) }
  })

  /** Charts that the server's figures allow. */
  const drawable = computed(() =>
    specs.value.filter((s) =>
      s.kind === 'trend' ? s.figures.some((f) => known.value.has(f)) : chartQueries(s, known.value, measure.value).length > 0,
    ),
  )
  return {
    known,
    specs: computed(() => (known.value.size ? drawable.value : specs.value)),
    loaded,
    error: computed(() => listed.error.value ?? loaded.error.value),
    reload: () => (listed.error.value ? listed.reload() : loaded.reload()),
  }
}
