import type { UnitChange, UnitChangeBody } from '@/api/people'

export interface UnitChangeDraft {
  kind: UnitChange['kind']
  year: string
  from: string[]
  to: { unit_id: string; code: string; name: string }[]
  name: string
  goes_on: boolean
  basis: string
}

export function changeDraft(year: number): UnitChangeDraft {
  return { kind: 'rename', year: String(year), from: [''], to: [{ unit_id: '', code: '', name: '' }], name: '', goes_on: false, basis: '' }
}

/** What has to be written before it can be tried; whether it may be done, the server says. */
export function changeMissing(d: UnitChangeDraft): string {
  if (!/^\d{4}$/.test(d.year.trim())) return '请写年度，如 2024'
  if (d.from.some((f) => !f)) return '请选原单位'
  if (d.kind === 'rename' && !d.name.trim()) return '请写新名称'
  if (d.kind !== 'rename' && d.to.some((t) => !t.unit_id && (!t.code.trim() || !t.name.trim()))) return '新单位要写编码和名称'
  return d.basis.trim() ? '' : '请写依据的文件'
}

export function changeBody(d: UnitChangeDraft): UnitChangeBody {
  const rename = d.kind === 'rename'
  return {
    year: Number(d.year),
    kind: d.kind,
    from: d.kind === 'merge' ? d.from : d.from.slice(0, 1),
    ...(rename ? { name: d.name.trim() } : {}),
    ...(rename
      ? {}
      : {
          to: (d.kind === 'split' ? d.to : d.to.slice(0, 1)).map((t) =>
            t.unit_id ? { unit_id: t.unit_id } : { code: t.code.trim(), name: t.name.trim() },
          ),
        }),
    ...(d.kind === 'split' ? { goes_on: d.goes_on } : {}),
    basis: d.basis.trim(),
  }
}
