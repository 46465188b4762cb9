import { describe, expect, it } from 'vitest'
import {
  emptyRow,
  fromWire,
  hundredths,
  inTreeOrder,
  isOpen,
  readLevel2,
  readOperator,
  setCell,
  splitTarget,
  toWire,
  weightTotal,
  type GridRow,
} from './rows'

const tree = [
  { level1: '产出指标', level2: ['数量指标', '质量指标', '时效指标'] },
  { level1: '效益指标', level2: ['经济效益指标', '社会效益指标'] },
  { level1: '满意度指标', level2: ['服务对象满意度指标'] },
]
const row = (over: Partial<GridRow> = {}): GridRow => ({ ...emptyRow(), ...over })

describe('what is typed into a cell', () => {
  it.each([
    ['若干', null],
    ['', ''],
    ['≥', '>='],
    ['>=', '>='],
    ['＞＝', '>='],
    [' 不低于 ', '>='],
    ['不超过', '<='],
    ['定性', 'qualitative'],
    ['等于', '='],
  ])('%j as operator is %j', (typed, code) => expect(readOperator(typed)).toBe(code))

  it.each([
    ['数量', '产出指标', '数量指标'],
    ['数量指标', '产出指标', '数量指标'],
    ['社会', '效益指标', '社会效益指标'],
    ['myd', '满意度指标', '服务对象满意度指标'],
    ['sx', '产出指标', '时效指标'],
    ['指标', '', '指标'],
    ['生态效益', '', '生态效益'],
  ])('%j as level is %s / %s', (typed, level1, level2) => expect(readLevel2(typed, tree)).toEqual({ level1, level2 }))

  it.each([
    ['95', null],
    ['较好', null],
    ['12月底前', null],
    ['2022年', null],
    ['42条', { op: '', target: '42', unit: '条' }],
    ['3,200 人次', { op: '', target: '3200', unit: '人次' }],
    ['≥95%', { op: '>=', target: '95', unit: '%' }],
    ['<= 1,200.5 万元', { op: '<=', target: '1200.5', unit: '万元' }],
    ['＝100户', { op: '=', target: '100', unit: '户' }],
  ])('%j is taken apart', (typed, parts) => expect(splitTarget(typed)).toEqual(parts))

  it('an official cell fills operator, number and unit; a bare number leaves them', () => {
    expect(setCell(row(), 'target', '≥95%', tree)).toMatchObject({ op: '>=', target: '95', unit: '%' })
    expect(setCell(row({ op: '<=', unit: '元' }), 'target', '１，２００', tree)).toMatchObject({ op: '<=', target: '1200', unit: '元' })
  })

  it('an operator that is none leaves the old one, an empty one clears it', () => {
    expect(setCell(row({ op: '>=' }), 'op', '若干', tree).op).toBe('>=')
    expect(setCell(row({ op: '>=' }), 'op', '', tree).op).toBe('')
  })

  it('breaks inside a cell are no content', () => expect(setCell(row(), 'name', '受益\n学生数', tree).name).toBe('受益学生数'))
})

describe('rows that were sent down', () => {
  const fixed = row({ id: '7', name: '入学率', op: '>=', target: '95', unit: '%', fixed_by: '教育厅' })
  it('keep name, operator and unit; the target unless it is fixed too', () => {
    expect(setCell(fixed, 'name', '别的', tree)).toBe(fixed)
    expect(setCell(fixed, 'target', '≤98户', tree)).toMatchObject({ op: '>=', target: '98', unit: '%' })
    expect(isOpen({ ...fixed, fixed_target: true }, 'target')).toBe(false)
    expect(isOpen(fixed, 'weight')).toBe(true)
  })
})

describe('weights', () => {
  it.each([
    ['', null],
    ['-1', null],
    ['1.234', null],
    ['十', null],
    ['10', 1000],
    ['0.5', 50],
    ['99.99', 9999],
  ])('%j is %s hundredths', (text, n) => expect(hundredths(text)).toBe(n))

  it('are added without losing a hundredth; what is no number counts nothing', () => {
    const of = (...w: string[]) => weightTotal(w.map((weight) => row({ weight })))
    expect(of('0.1', '0.2')).toBe('0.3')
    expect(of('33.33', '33.33', '33.34')).toBe('100')
    expect(of('10', '十')).toBe('10')
    expect(of()).toBe('0')
  })
})

describe('rows on the wire', () => {
  it('blank new rows are not sent, nor what is only shown', () => {
    const sent = toWire([row(), row({ name: '受益人数', last_year: { target: '1', actual: null } })])
    expect(sent).toHaveLength(1)
    expect(sent[0]).not.toHaveProperty('key')
    expect(sent[0]).not.toHaveProperty('last_year')
  })

  it('what the server leaves unfilled is an empty text, points are as they are written', () => {
    const [row] = fromWire([{ id: '3', name: '受益人数', op: null, weight: 12.5, unit: null, fixed_by: null }])
    expect(row).toMatchObject({ id: '3', op: '', weight: '12.5', unit: '', fixed_by: '', core: false, last_year: null })
  })

  it('a row keeps its key when it is read again', () => {
    const first = fromWire([{ ...row({ id: '5', name: 'a' }) }])
    const again = fromWire([{ ...row({ id: '9' }) }, { ...row({ id: '5', name: 'b' }) }], [{ ...first[0]!, key: 'typed' }])
    expect(again.map((r) => [r.id, r.key])).toEqual([
      ['9', 'i9'],
      ['5', 'typed'],
    ])
  })

  it('the order of the tree is stable inside a level', () => {
    const rows = [
      row({ level2: '社会效益指标', name: 'a' }),
      row({ level2: '数量指标', name: 'b' }),
      row({ name: 'c' }),
      row({ level2: '数量指标', name: 'd' }),
    ]
    expect(inTreeOrder(rows, tree).map((r) => r.name)).toEqual(['b', 'd', 'a', 'c'])
  })
})
