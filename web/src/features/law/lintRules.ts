import { computed, type ComputedRef } from 'vue'
import { lintApi, type LintRule } from '@/api/lint'
import type { LawDocument } from '@/api/types'
import { useAsync } from '@/composables/useAsync'
import { useContext } from '@/composables/useContext'

export type LintRules = Map<string, LintRule>

/** The lint rules in force at the place of the page, by id; read once they are wanted. */
export function useLintRules(wanted: () => boolean): ComputedRef<LintRules | null> {
  const { place } = useContext()
  const loaded = useAsync(
    () => (wanted() ? (place.value?.code ?? '110000') : null),
    async (code, signal) => new Map((await lintApi.rules(code, null, undefined, signal)).map((r) => [r.id, r])),
  )
  return computed(() => (wanted() ? loaded.data.value : null))
}

/** What lint rules look at, each once, in the order they come. */
export function lintTargets(rules: LintRules): { code: string; label: string }[] {
  const found = new Map([...rules.values()].map((r) => [r.applies_to, r.applies_to_label]))
  return [...found].map(([code, label]) => ({ code, label }))
}

/** Documents whose rule is of that severity and looks at that; without rules, all. */
export function ofLint(documents: LawDocument[], rules: LintRules | null, severity: string, target: string): LawDocument[] {
  if (!rules || (!severity && !target)) return documents
  return documents.filter((d) => {
    const rule = rules.get(d.id)
    return rule && (!severity || rule.severity === severity) && (!target || rule.applies_to === target)
  })
}
