import { describe, expect, it } from 'vitest'
import { clearArea, moveRows, pasteBlock, readClipboard, readHeading, removeRows, writeClipboard } from './block'
import { columns, emptyRow, type GridRow } from './rows'

const tree = [
  { level1: '产出指标', level2: ['数量指标', '质量指标'] },
  { level1: '效益指标', level2: ['社会效益指标'] },
]
const shown = columns.filter((c) => !c.extra)
const at = (id: string) => shown.findIndex((c) => c.id === id)
const row = (over: Partial<GridRow> = {}): GridRow => ({ ...emptyRow(), ...over })

describe('the clipboard of a spreadsheet', () => {
  it.each([
    ['', [['']]],
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\t\n\tb',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"受益\n学生"\t"他说""好"""\n', [['受益\n学生', '他说"好"']]],
    ['5"管\t1', [['5"管', '1']]],
  ])('%j', (text, cells) => expect(readClipboard(text)).toEqual(cells))

  it('what is copied can be pasted again', () => {
    const rows = [row({ level1: '产出指标', level2: '数量指标', name: '甲\t乙', op: '>=', target: '5', core: true })]
    const text = writeClipboard(rows, shown, { top: 0, bottom: 0, left: 0, right: shown.length - 1 })
    const back = pasteBlock([], shown, { r: 0, c: 0 }, readClipboard(text), tree).rows[0]!
    expect(back).toMatchObject({ level1: '产出指标', level2: '数量指标', op: '>=', target: '5', core: true })
    expect(back.name).toBe('甲\t乙')
  })
})

describe('pasting a block', () => {
  it('one cell changes one cell', () => {
    const rows = [row({ name: 'a', unit: '个' }), row({ name: 'b' })]
    const got = pasteBlock(rows, shown, { r: 1, c: at('unit') }, [['户']], tree)
    expect(got.rows.map((r) => [r.name, r.unit])).toEqual([
      ['a', '个'],
      ['b', '户'],
    ])
    expect(got.rows[0]).toBe(rows[0])
  })

  it('a longer block makes new rows; what is beyond the last column is left out', () => {
    const got = pasteBlock(
      [row({ name: 'a' })],
      shown,
      { r: 0, c: at('weight') },
      [
        ['10', 'x', 'y', 'z', 'q'],
        ['20', '', '', '', ''],
      ],
      tree,
    )
    expect(got.rows.map((r) => r.weight)).toEqual(['10', '20'])
    expect(got.area).toMatchObject({ top: 0, bottom: 1, left: at('weight') })
  })

  it('empty cells under a merged level stand for the level above', () => {
    const block = [
      ['产出指标', '数量指标', '甲', '', '≥5个'],
      ['', '', '乙', '', '≥6个'],
      ['', '质量指标', '丙', '', '≥95%'],
      ['效益指标', '社会效益指标', '丁', '', '较好'],
    ]
    const got = pasteBlock([], shown, { r: 0, c: 0 }, block, tree)
    expect(got.rows.map((r) => [r.level1, r.level2, r.name, r.op, r.target, r.unit])).toEqual([
      ['产出指标', '数量指标', '甲', '>=', '5', '个'],
      ['产出指标', '数量指标', '乙', '>=', '6', '个'],
      ['产出指标', '质量指标', '丙', '>=', '95', '%'],
      ['效益指标', '社会效益指标', '丁', '', '较好', ''],
    ])
  })

  it('a heading line maps the columns by name, whatever their order', () => {
    const block = readClipboard('三级指标\t权重（%）\t指标值\t计量单位\t备注\n受益学生\t10\t500\t人\t略\n')
    expect(readHeading(block[0]!)).toEqual(['name', 'weight', 'target', 'unit', null])
    const got = pasteBlock([], shown, { r: 0, c: at('name') }, block, tree)
    expect(got.rows).toHaveLength(1)
    expect(got.rows[0]).toMatchObject({ name: '受益学生', weight: '10', target: '500', unit: '人' })
  })

  it('says how many closed cells stayed', () => {
    const fixed = row({ id: '1', name: '下达', fixed_by: '教育厅' })
    const got = pasteBlock([fixed], shown, { r: 0, c: at('name') }, [['改名', '≥', '5']], tree)
    expect(got.rows[0]).toMatchObject({ name: '下达', op: '', target: '5' })
    expect(got.refused).toBe(2)
  })

  it('stops at the most rows a form may have', () => {
    const block = Array.from({ length: 20 }, (_, i) => [`指标${i}`])
    expect(pasteBlock([], shown, { r: 0, c: at('name') }, block, tree, 12).rows).toHaveLength(12)
  })
})

describe('moving and removing', () => {
  const names = (rows: GridRow[]) => rows.map((r) => r.name).join('')
  const rows = [...'abcd'].map((name) => row({ name }))
  it.each([
    [0, 0, -1, 'abcd'],
    [3, 3, 1, 'abcd'],
    [1, 2, -1, 'bcad'],
    [1, 2, 1, 'adbc'],
    [0, 0, 1, 'bacd'],
  ] as const)('rows %d–%d by %d: %s', (from, to, by, expected) => expect(names(moveRows(rows, from, to, by))).toBe(expected))

  it('a row that was sent down cannot be removed', () => {
    const mixed = [row({ name: 'a' }), row({ name: 'b', fixed_by: '教育厅' }), row({ name: 'c' })]
    expect(names(removeRows(mixed, 0, 1))).toBe('bc')
  })

  it('emptying an area leaves the rest', () => {
    const got = clearArea(
      [row({ name: 'a', unit: '个', weight: '5' })],
      shown,
      { top: 0, bottom: 0, left: at('unit'), right: at('weight') },
      tree,
    )
    expect(got[0]).toMatchObject({ name: 'a', unit: '', weight: '' })
  })
})
