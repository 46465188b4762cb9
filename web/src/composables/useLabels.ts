import type { Dimension, Entity } from '@/api/types'
import { useBasics } from './useContext'

/** The dimension `name`, as the entity has it or, without one, as the first entity that has it. */
export function findDimension(entities: Entity[], name: string, entity?: string): Dimension | null {
  const own = entities.find((e) => e.name === entity)?.dimensions.find((d) => d.name === name)
  if (own) return own
  for (const e of entities) {
    const found = e.dimensions.find((d) => d.name === name)
    if (found) return found
  }
  return null
}

/** Words for dimension names and codes; a code without a word is shown as it is. */
export function useLabels() {
  const { entities } = useBasics()
  const find = (name: string, entity?: string) => findDimension(entities.value, name, entity)

  /** Label of a code; codes of different entities may share a dimension, so all of them are looked through. */
  function codeLabel(dimension: string, code: string, entity?: string): string {
    const own = find(dimension, entity)?.values.find((v) => v.code === code)
    if (own) return own.label
    for (const e of entities.value) {
      const other = e.dimensions.find((d) => d.name === dimension)?.values.find((v) => v.code === code)
      if (other) return other.label
    }
    return code
  }

  /** Codes in the order of the code list; codes it does not know come last. */
  function ordered(dimension: string, codes: string[]): string[] {
    const list = entities.value.flatMap((e) => e.dimensions.find((d) => d.name === dimension)?.values ?? []).map((v) => v.code)
    const rank = (code: string) => (list.includes(code) ? list.indexOf(code) : list.length)
    return [...codes].sort((a, b) => rank(a) - rank(b))
  }

  return {
    ordered,
    dimensionLabel: (name: string, entity?: string) => find(name, entity)?.label ?? name,
    codeLabel,
    dimension: find,
  }
}
