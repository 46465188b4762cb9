import type { PermissionMatrix, Unit, UserRow } from '@/api/people'

/** Units as they hang: departments by code, under each its units by code; what hangs nowhere comes last. */
export function unitTree(units: Unit[]): { unit: Unit; children: Unit[] }[] {
  const byCode = [...units].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  const heads = byCode.filter((u) => !u.parent_code || !units.some((h) => h.code === u.parent_code && h.id !== u.id))
  return heads.map((unit) => ({
    unit,
    children: byCode.filter((u) => u.id !== unit.id && u.parent_code === unit.code && u.code !== unit.code),
  }))
}

/** "2020–2023", "2022 起", "至 2021"; empty: always. */
export function yearsText(unit: Pick<Unit, 'first_year' | 'last_year'>): string {
  const [from, to] = [unit.first_year, unit.last_year]
  if (from && to) return `${from}–${to}`
  return from ? `${from} 起` : to ? `至 ${to}` : ''
}

/** What each role may do with one resource: role → "查看、修改（本单位）". */
export function permissionCells(resource: PermissionMatrix['resources'][number]): Record<string, string> {
  const byRole = new Map<string, Map<string, string[]>>()
  for (const row of resource.rows) {
    const scopes = byRole.get(row.role) ?? new Map<string, string[]>()
    const actions = scopes.get(row.scope_label) ?? []
    if (!actions.includes(row.action_label)) actions.push(row.action_label)
    scopes.set(row.scope_label, actions)
    byRole.set(row.role, scopes)
  }
  return Object.fromEntries(
    [...byRole].map(([role, scopes]) => [role, [...scopes].map(([scope, actions]) => `${actions.join('、')}（${scope}）`).join('；')]),
  )
}

/** What an account can do today, never by colour alone. */
export function userState(u: Pick<UserRow, 'locked' | 'active' | 'has_password'>): string {
  if (!u.active) return '○ 停用'
  if (u.locked) return '■ 已锁定'
  return u.has_password ? '● 在用' : '▲ 没有口令'
}
