import { describe, expect, it } from 'vitest'
import { changeBody, changeDraft, changeMissing, type UnitChangeDraft } from './unitChange'

const draft = (over: Partial<UnitChangeDraft>): UnitChangeDraft => ({
  ...changeDraft(2025),
  from: ['7'],
  name: '新名',
  basis: '文件',
  to: [{ unit_id: '', code: '203009', name: '新校' }],
  ...over,
})

describe('a change of units', () => {
  it.each<[Partial<UnitChangeDraft>, string]>([
    [{ year: '25' }, '请写年度，如 2024'],
    [{ from: [''] }, '请选原单位'],
    [{ name: ' ' }, '请写新名称'],
    [{ kind: 'merge', to: [{ unit_id: '', code: '203009', name: '' }] }, '新单位要写编码和名称'],
    [{ basis: '' }, '请写依据的文件'],
    [{}, ''],
    [{ kind: 'move', to: [{ unit_id: '9', code: '', name: '' }] }, ''],
  ])('%j: %s', (over, said) => expect(changeMissing(draft(over))).toBe(said))

  it.each<[string, Partial<UnitChangeDraft>, Record<string, unknown>]>([
    ['only a merge takes several', { kind: 'move', from: ['7', '8'] }, { from: ['7'], to: [{ code: '203009', name: '新校' }] }],
    ['a merge takes them all', { kind: 'merge', from: ['7', '8'], to: [{ unit_id: '9', code: 'x', name: 'y' }] }, { from: ['7', '8'], to: [{ unit_id: '9' }] }],
    ['a split says whether the first goes on', { kind: 'split', goes_on: true }, { goes_on: true }],
  ])('%s', (_, over, expected) => expect(changeBody(draft(over))).toMatchObject(expected))

  it('a rename has no successor', () =>
    expect(changeBody(draft({ kind: 'rename' }))).toEqual({ year: 2025, kind: 'rename', from: ['7'], name: '新名', basis: '文件' }))
})
