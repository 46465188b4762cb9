import { describe, expect, it } from 'vitest'
import type { Unit } from '@/api/people'
import { permissionCells, unitTree, yearsText } from './data'

const unit = (id: string, code: string, parent: string | null): Unit => ({ id, code, name: code, parent_code: parent, kind: '' })

describe('administration', () => {
  it('units hang under their departments, by code; an orphan stands for itself', () =>
    expect(
      unitTree([
        unit('3', '201002', '201'),
        unit('1', '205', null),
        unit('2', '201', null),
        unit('4', '201001', '201'),
        unit('5', '999001', '999'),
      ]).map((n) => [n.unit.code, n.children.map((c) => c.code).join()]),
    ).toEqual([
      ['201', '201001,201002'],
      ['205', ''],
      ['999001', ''],
    ]))

  it.each([
    [{ first_year: null, last_year: null }, ''],
    [{ first_year: 2022, last_year: null }, '2022 起'],
    [{ first_year: null, last_year: 2021 }, '至 2021'],
    [{ first_year: 2020, last_year: 2023 }, '2020–2023'],
  ])('years %j: %s', (years, text) => expect(yearsText(years)).toBe(text))

  it('permissions are said in words, each scope once', () => {
    const row = (role: string, action_label: string, scope_label: string) => ({
      role,
      resource: 'goal',
      action: '',
      action_label,
      scope: '',
      scope_label,
      states: [],
      parts: [],
    })
    const rows = [row('a', '查看', '本单位'), row('a', '修改', '本单位'), row('a', '查看', '全县'), row('a', '查看', '本单位')]
    expect(permissionCells({ code: 'goal', label: '', business: true, rows })).toEqual({ a: '查看、修改（本单位）；查看（全县）' })
  })
})
