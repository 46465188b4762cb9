import { describe, expect, it } from 'vitest'
import { emptyRow, type GridRow } from '../grid/rows'
import {
  bodyOf,
  fieldWords,
  isDirty,
  mayWrite,
  mergeValues,
  moneySums,
  onScreen,
  shownValue,
  valueOf,
  withChoice,
  withIds,
  withoutTask,
} from './sections'

const row = (over: Partial<GridRow>): GridRow => ({ ...emptyRow(), ...over })

describe('sections of the form', () => {
  it('sums are not typed and not sent', () => {
    const value = valueOf({
      etag: 'e',
      owner: 'finance',
      fields: {
        total: 5,
        total_text: '0.00',
        period_total: 7,
        period_total_text: '0.00',
        lines: [{ fund_type: '11', fund_type_label: '一般公共预算', fund_tag: 'none', amount: 5, amount_text: '0.00' } as never],
      },
    })
    expect(bodyOf(value)).toEqual({ fields: { period_total: 7, lines: [{ fund_type: '11', fund_tag: 'none', amount: 5 }] } })
  })

  it('a field that is called a text is one', () => {
    const fields = { text: 'a', text_medium: 'b', basis: '' }
    expect(bodyOf(valueOf({ etag: 'e', owner: 'project', fields }))).toEqual({ fields })
  })

  it('a blank row that was added is no change', () => {
    const base = [row({ id: '1', name: 'a' })]
    expect(isDirty(base, [...base, emptyRow()])).toBe(false)
    expect(isDirty(base, [...base, row({ name: 'b' })])).toBe(true)
  })

  it('rows saved while typing goes on take their ids and keep what was typed since', () => {
    const a = row({ name: 'a' })
    const sent = [emptyRow(), a, row({ id: '4', name: 'old' })]
    const mine = [{ ...a, name: 'a2' }, sent[2]!, row({ name: 'later' })]
    expect(withIds(mine, sent, [{ ...a, id: '9' }, sent[2]!]).map((r) => [r.id, r.name])).toEqual([
      ['9', 'a2'],
      ['4', 'old'],
      [null, 'later'],
    ])
  })

  it('a conflict is settled field by field', () => {
    const base = { text: 'a', plan: 'p' }
    const { merged, conflicts } = mergeValues(base, { text: '我', plan: 'p' }, { text: '他', plan: '新' })
    expect(withChoice(merged, conflicts[0]!, 'theirs', {})).toEqual({ text: '他', plan: '新' })
    expect(withChoice(merged, conflicts[0]!, 'mine', {})).toEqual({ text: '我', plan: '新' })
  })

  it('a row that one removed can be kept or given up', () => {
    const base = [row({ id: '1', key: 'i1', name: 'a' }), row({ id: '2', key: 'i2', name: 'b' })]
    const theirs = [base[0]!, { ...base[1]!, target: '9' }]
    const { merged, conflicts } = mergeValues(base, [base[0]!], theirs)
    expect((withChoice(merged, conflicts[0]!, 'mine', theirs) as GridRow[]).map((r) => r.id)).toEqual(['1'])
    expect((withChoice(merged, conflicts[0]!, 'theirs', theirs) as GridRow[]).map((r) => r.id)).toEqual(['1', '2'])
  })

  it.each([
    ['indicators/2/target', '第 3 行 指标值'],
    ['indicators/0', '第 1 行'],
    ['text/text', '年度总体目标'],
    ['money', '资金'],
    ['', ''],
  ])('%j is called %j', (field, words) => expect(fieldWords(field)).toBe(words))

  it.each([
    [['text.text'], 'text', 'text', true],
    [['text.text'], 'text', 'plan', false],
    [['indicators'], 'indicators', undefined, true],
    [['money.*'], 'money', 'lines', true],
    [[], 'money', 'lines', false],
  ] as const)('%j lets write %s.%s: %s', (writable, section, field, may) =>
    expect(mayWrite({ writable: [...writable] }, section, field)).toBe(may),
  )

  it('money is added in 分; 财政专户 and 单位资金 are no 财政拨款', () =>
    expect(
      moneySums([
        { fund_type: '11', fund_tag: 'none', amount: 1 },
        { fund_type: '3', fund_tag: 'none', amount: 2 },
        { fund_type: '12', fund_tag: 'none', amount: null },
      ]),
    ).toEqual({ total: 3, fiscal: 1, other: 2 }))

  it('a finding stands at its row although blank rows lie between', () => {
    const finding = (field: string) => ({ rule: '', severity: 'error' as const, message: '', field, fix: '', clause: '', verified: false })
    const rows = [row({ name: 'a' }), emptyRow(), row({ name: 'b' })]
    expect(onScreen([finding('indicators/1/target'), finding('indicators/0'), finding('text/text')], rows).map((f) => f.field)).toEqual([
      'indicators/2/target',
      'indicators/0',
      'text/text',
    ])
  })

  it('shows that nothing was written', () => expect(['', null, false].map(shownValue)).toEqual(['（空）', '（空）', '不是核心']))

  describe('tasks of a department', () => {
    const section = (tasks: unknown[]) => ({ etag: '"a"', owner: 'project' as const, fields: { tasks } })
    const one = { number: 1, task: '义务教育', content: '公用经费' }

    it('are cells while they are typed and a list when they are sent', () => {
      const value = valueOf(section([one, { number: 3, task: '学前教育', content: '' }]))
      expect(value).toMatchObject({ 'tasks/1/task': '义务教育', 'tasks/3/content': '' })
      expect(bodyOf(value)).toEqual({ fields: { tasks: [{ number: 1, content: '公用经费', task: '义务教育' }, { number: 3, content: '', task: '学前教育' }] } })
    })

    it('send an empty list when the last one is gone', () => {
      const value = valueOf(section([one])) as Record<string, unknown>
      expect(bodyOf(withoutTask(value, 1))).toEqual({ fields: { tasks: [] } })
      expect(isDirty(value, withoutTask(value, 1))).toBe(true)
    })

    it('merge cell by cell: what both wrote differently is a conflict, what only one wrote is not', () => {
      const base = valueOf(section([one])) as Record<string, unknown>
      const mine = { ...base, 'tasks/1/content': '我写的' }
      const theirs = valueOf(section([{ ...one, task: '他改的', content: '他写的' }]))
      const { merged, conflicts } = mergeValues(base, mine, theirs)
      expect(conflicts.map((c) => c.field)).toEqual(['tasks/1/content'])
      expect(merged).toMatchObject({ 'tasks/1/task': '他改的', 'tasks/1/content': '我写的' })
      expect(fieldWords('tasks/1/content')).toBe('第 1 项任务 主要内容')
    })
  })
})
