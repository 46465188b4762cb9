import type { Project } from '@/api/projects'

/** A project as it is typed: everything is text. */
export interface ProjectDraft {
  code: string
  name: string
  unit_id: string
  category: string
  kind: string
  function_class: string
  sector: string
  first_year: string
  last_year: string
  policy_basis: string
  beneficiaries: string
  place: string
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/** What stands in the form at first: the project, or an earmarked new one of this year. */
export function projectDraft(project: Project | null, year: number | null): ProjectDraft {
  const p = project?.project ?? { category: '3', kind: 'new', first_year: year }
  return {
    code: text(p['code']),
    name: text(p['name']),
    unit_id: text(p['unit_id']),
    category: text(p['category']),
    kind: text(p['kind']),
    function_class: text(p['function_class']),
    sector: text(p['sector']),
    first_year: text(p['first_year']),
    last_year: text(p['last_year']),
    policy_basis: text(p['policy_basis']),
    beneficiaries: text(p['beneficiaries']),
    place: text(p['place']),
  }
}

/** Years as numbers; what was left empty is null, not "". A year that is no number goes as it was typed, for the server to refuse. */
export function projectBody(draft: ProjectDraft): Record<string, unknown> & { code: string } {
  const orNull = (value: string) => value.trim() || null
  const year = (value: string) => (/^\d{4}$/.test(value.trim()) ? Number(value) : orNull(value))
  return {
    code: draft.code.replace(/\s/g, ''),
    name: draft.name.trim(),
    unit_id: draft.unit_id,
    category: draft.category,
    kind: draft.kind,
    function_class: draft.function_class.trim(),
    sector: draft.sector.trim(),
    first_year: year(draft.first_year),
    last_year: year(draft.last_year),
    policy_basis: orNull(draft.policy_basis),
    beneficiaries: orNull(draft.beneficiaries),
    place: orNull(draft.place),
  }
}
