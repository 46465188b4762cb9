import { describe, expect, it } from 'vitest'
import type { LintRule } from '@/api/lint'
import type { LawDocument } from '@/api/types'
import { lintTargets, ofLint } from './lintRules'

const rule = (id: string, severity: string, applies_to: string) => ({ id, severity, applies_to, applies_to_label: `“${applies_to}”` }) as LintRule
const rules = new Map([rule('a', 'error', 'goal'), rule('b', 'warning', 'goal'), rule('c', 'error', 'budget')].map((r) => [r.id, r]))
const documents = ['a', 'b', 'c', 'not-in-force'].map((id) => ({ id }) as LawDocument)
const ids = (severity: string, target: string) => ofLint(documents, rules, severity, target).map((d) => d.id)

describe('the list of lint rules', () => {
  it('shows everything until something is asked for', () => {
    expect(ids('', '')).toHaveLength(4)
    expect(ofLint(documents, null, 'error', 'goal')).toHaveLength(4)
  })
  it('narrows by severity and by what is looked at', () => {
    expect(ids('error', '')).toEqual(['a', 'c'])
    expect(ids('error', 'goal')).toEqual(['a'])
    expect(ids('info', '')).toEqual([])
  })
  it('names what is looked at once', () => {
    expect(lintTargets(rules)).toEqual([
      { code: 'goal', label: '“goal”' },
      { code: 'budget', label: '“budget”' },
    ])
  })
})
