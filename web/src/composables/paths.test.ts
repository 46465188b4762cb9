import { describe, expect, it } from 'vitest'
import { idOfPath, lawPath } from './paths'

describe('addresses of rules', () => {
  it.each(['assessment.count', 'evaluation.key.amount', 'caiyu-2020-10', 'self_evaluation'])('%s has no dot in its path and comes back', (id) => {
    const path = lawPath('figures', id)
    expect(path).not.toContain('.')
    expect(idOfPath(path.split('/').pop()!)).toBe(id)
  })
})
