import { check, equal, test } from './harness.mjs'
import { textOf, unzip, withCells, zip } from './workbook.mjs'

const year = 2025
const unit = '203001'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A goal of the unit that nobody has begun yet. */
async function begin(s) {
  await s.as('单位项目经办', '教育体育局')
  const { rows } = await s.api(`/projects?year=${year}&unit=${unit}&goal_state=none&limit=20`)
  check(rows.length > 0, 'every project has a goal already')
  const started = await s.write('POST', '/goals', { project_id: rows.at(-1).id, year })
  equal(started.status, 200, 'start')
  return { id: started.body.id, project: rows.at(-1) }
}

async function workbookOf(s, id) {
  await s.open(`/goals/${id}?year=${year}`)
  await s.page.getByTestId('workbook').waitFor()
  return s.download(() => s.page.getByTestId('workbook').click())
}

/** Chooses a file and waits for what the dry run says of it. */
async function look(s, name, buffer) {
  await s.page.getByTestId('file').setInputFiles({ name, mimeType: xlsx, buffer })
  await s.page.getByTestId('progress').waitFor({ state: 'detached' })
  await s.page.getByTestId('forms').waitFor()
}
const outcome = (s) => s.page.getByTestId('forms').locator('tbody').first().getAttribute('data-outcome')
async function take(s) {
  await s.page.getByTestId('take').click()
  await s.says('[data-testid="intake-state"]', '1 张已导入', 'taken')
}

// The form as law/forms/goal-declaration.yaml lays it out; indicators from row 19.
const head = { C6: '胡斌', H6: '0953-6012345', H5: '2025 年', C13: '盐党办发〔2022〕1号' }
const texts = {
  C14: '农村学生上学距离远，校车是唯一安全的公共交通。',
  C15: '3 月签订合同，4 月至 12 月逐月考核、逐季支付。',
  G17: '全年补贴农村校车线路 42 条，运送学生 3200 人，准点率达到 95%，家长满意度不低于 90%。',
}
const rows = [
  ['产出指标', '数量指标', '补贴校车线路数', '≥', '42', '条', 10],
  [null, null, '乘坐校车学生人数', '≥', '3200', '人', 10],
  [null, '质量指标', '校车年检合格率', '=', '100', '%', 10],
  [null, '时效指标', '校车准点率', '≥', '95', '%', 10],
  [null, '成本指标', '单条线路补贴标准', '≤', '76000', '元', 10],
  ['效益指标', '社会效益指标', '农村学生校车覆盖率', '≥', '98', '%', 30],
  ['满意度指标', '服务对象满意度指标', '家长满意度', '≥', '90', '%', 10],
]
const grid = Object.fromEntries(
  rows.flatMap((row, i) => ['B', 'C', 'D', 'F', 'H', 'I', 'J'].map((column, c) => [`${column}${19 + i}`, row[c]])),
)

test('a declaration is filled in through workbooks: a bad cell comes back marked, is mended, and the form goes its way', async (s) => {
  const { id } = await begin(s)
  const out = await workbookOf(s, id)
  check(/年绩效目标申报表\.xlsx$/.test(out.name), `file name ${out.name}`)
  // Rows of last year, where there are any, make room for ours.
  const spare = Object.fromEntries(
    [...unzip(out.bytes).get('xl/worksheets/sheet1.xml').toString().matchAll(/<c r="([BCDFGHIJK])(\d+)"/g)]
      .filter(([, , row]) => Number(row) >= 19 + rows.length && Number(row) < 60)
      .filter(([, column, row]) => !(column === 'C' && Number(row) > 26))
      .map(([, column, row]) => [`${column}${row}`, null]),
  )
  const filled = withCells(out.bytes, { ...head, ...texts, ...keepFooter(spare, out.bytes), ...grid })
  const bad = withCells(filled, { J21: '很多' })

  await s.open(`/goals?year=${year}`)
  await s.page.getByTestId('to-intake').click()
  await s.page.waitForURL(/goals\/workbooks/)
  await look(s, '校车.xlsx', bad)
  equal(await outcome(s), 'refused', 'outcome of a bad cell')
  await s.says('[data-testid="forms"]', '分值“很多”不能读取', 'the bad cell is not named')
  await s.says('[data-testid="forms"]', '!J21', 'its place is not named')
  const marked = await s.download(() => s.page.getByTestId('marked').click())
  equal(marked.name, '校车-标注.xlsx', 'name of the marked workbook')
  check(textOf(marked.bytes).includes('问题清单') || unzip(marked.bytes).get('xl/workbook.xml').toString().includes('问题清单'), 'no list')
  check(textOf(marked.bytes).includes('分值“很多”不能读取'), 'no comment')

  // Mended in the workbook that came back.
  await look(s, '校车.xlsx', withCells(marked.bytes, { J21: 10 }))
  equal(await outcome(s), 'changed', 'outcome when mended')
  await s.says('[data-testid="forms"]', '实施计划', 'the changes are not listed')
  await take(s)
  const goal = await s.api(`/goals/${id}`)
  equal(goal.sections.indicators.rows.length, rows.length, 'rows')
  equal(goal.sections.text.fields.plan, texts.C15, 'plan')
  await look(s, '校车.xlsx', filled)
  equal(await outcome(s), 'unchanged', 'the same again')

  // The other hand, with sums that do not add up first.
  await s.as('单位财务', '教育体育局')
  const money = await workbookOf(s, id)
  await s.open(`/goals/workbooks?year=${year}`)
  await look(s, '校车.xlsx', withCells(money.bytes, { E7: 322.25, H7: 300, H8: 322.25, H9: 0, E10: 322.25 }))
  equal(await outcome(s), 'refused', 'sums that differ')
  await s.says('[data-testid="forms"]', '各资金性质相加是 322.25 万元', 'the sums are not named')
  await look(s, '校车.xlsx', withCells(money.bytes, { E7: 322.25, H7: 322.25, H8: 322.25, H9: 0, E10: 322.25, C15: '别人的字段' }))
  equal(await outcome(s), 'changed', 'finance')
  await s.says('[data-testid="forms"]', '没有导入', 'the other hand’s field is not named')
  await take(s)
  equal((await s.api(`/goals/${id}`)).sections.text.fields.plan, texts.C15, 'plan is the other hand’s')

  await s.open(`/goals/${id}?year=${year}`)
  await s.page.locator('[data-confirm="finance"]').click()
  await s.page.locator('[data-part="finance"] .yes').waitFor()
  await s.as('单位项目经办', '教育体育局')
  await s.open(`/goals/${id}?year=${year}`)
  await s.page.locator('[data-confirm="project"]').click()
  await s.page.locator('[data-part="project"] .yes').waitFor()
  await s.page.locator('[data-action="submit"]').click()
  const dialog = s.page.getByTestId('action-dialog')
  await dialog.locator('button[type=submit]').click()
  await s.page.getByTestId('read-only').waitFor()

  await s.open(`/goals/workbooks?year=${year}`)
  await look(s, '校车.xlsx', withCells(filled, { C15: '送审以后改的' }))
  equal(await outcome(s), 'refused', 'after it was sent in')
  await s.says('[data-testid="forms"]', '已送审', 'the reason is not named')
})

/** Cells of the footer are below the table: they keep what they have. */
function keepFooter(cells, bytes) {
  const xml = unzip(bytes).get('xl/worksheets/sheet1.xml').toString()
  const last = Math.max(...[...xml.matchAll(/<row r="(\d+)"/g)].map((m) => Number(m[1])))
  return Object.fromEntries(Object.entries(cells).filter(([place]) => Number(/\d+/.exec(place)[0]) < last - 1))
}

test('a unit’s forms go out as an archive with progress and come back in one; strangers’ files are refused by name', async (s) => {
  await s.as('单位项目经办', '教育体育局')
  await s.open(`/goals?year=${year}`)
  await s.page.getByTestId('archive').waitFor()
  const archive = await s.download(() => s.page.getByTestId('archive').click())
  check(archive.name.endsWith('.zip'), archive.name)
  const files = unzip(archive.bytes)
  const { total } = await s.api(`/goals?year=${year}`)
  equal(files.size, total, 'one file a goal')
  files.set('说明.txt', Buffer.from('不是工作簿'))
  await s.open(`/goals/workbooks?year=${year}`)
  await look(s, '全部.zip', zip(files))
  await s.says('[data-testid="intake-state"]', `${total} 张没有变化，1 张不能导入`)
  await s.says('[data-testid="forms"]', '说明.txt', 'the stranger is not named')
  await s.as('单位项目经办', '盐池高级中学')
  await s.open(`/goals/workbooks?year=${year}`)
  await look(s, '全部.zip', archive.bytes)
  await s.says('[data-testid="intake-state"]', `${total} 张不能导入`, 'another unit’s forms')
})

test('lists leave as spreadsheets: all rows of the filter, with their number, in a file with a Chinese name', async (s) => {
  await s.open(`/goals?year=${year}`)
  const { total } = await s.api(`/goals?year=${year}`)
  const csv = await s.download(() => s.page.getByRole('link', { name: 'CSV', exact: true }).click())
  check(/^绩效目标-\d{4}-\d\d-\d\d\.csv$/.test(csv.name), csv.name)
  const text = csv.bytes.toString('utf8')
  check(text.startsWith('\ufeff项目编码,'), 'byte order mark and head')
  check(text.includes(`合计（共 ${total} 行）`), `number of rows, not ${text.slice(-80)}`)
  const book = await s.download(() => s.page.getByRole('link', { name: '导出 XLSX' }).click())
  check(textOf(book.bytes).includes(`合计（共 ${total} 行）`), 'number of rows in the workbook')
})

test('a portal’s export is tried first, taken without its bad rows, and changes nothing the second time', async (s) => {
  const header = '项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度'
  const good = `64032325T000000009001,农村公路养护补助,217001,特定目标类项目,新增项目,2140106-公路养护,${year}`
  const csv = { name: '项目库.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\n${good}\nX,坏行,999999,特定目标类项目,新增项目,2140106,${year}\n`) }
  await s.open(`/imports?year=${year}`)
  await s.page.getByRole('radio', { name: /项目库查询/ }).check()
  await s.page.getByTestId('file').setInputFiles(csv)
  await s.says('[data-testid="import-state"]', '将新增 1', 'dry run')
  await s.says('main', '999999', 'the bad row is not named')
  equal((await s.api(`/projects?year=${year}&q=64032325T000000009001`)).total, 0, 'nothing is written yet')
  await s.page.getByTestId('take').click()
  await s.says('[data-testid="import-state"]', '已新增 1', 'taken')
  equal((await s.api(`/projects?year=${year}&q=64032325T000000009001`)).total, 1, 'written')
  await s.page.getByTestId('file').setInputFiles({ ...csv, buffer: Buffer.from(`${header}\n${good}\n`) })
  await s.page.getByTestId('same').waitFor()
})

test('a workbook that lay about puts no newer typing back: what both sides changed is asked about, what only the browser did stays', async (s) => {
  const page = s.page
  const { id } = await begin(s)
  const out = await workbookOf(s, id)
  const type = async (fields) => {
    const { sections } = await s.api(`/goals/${id}`)
    const saved = await s.write('PATCH', `/goals/${id}/sections/text`, { fields }, { 'If-Match': sections.text.etag })
    equal(saved.status, 200, 'typing in the browser')
  }
  await type({ plan: '网上写的计划：三月招标。', basis: '网上写的依据' })
  await s.open(`/goals/workbooks?year=${year}`)
  await look(s, '放了一周.xlsx', withCells(out.bytes, { C6: '王小红', C15: '表里写的计划：六月开工。' }))
  equal(await outcome(s), 'refused', 'before anybody has decided')
  const clash = page.getByTestId('clash')
  await s.says(clash, '有 1 处取出以后网上也改过')
  for (const words of ['网上写的计划', '表里写的计划', '网上写的依据', '没有动网上的']) await s.says('[data-testid="forms"]', words)
  const plan = async () => (await s.api(`/goals/${id}`)).sections.text.fields.plan
  await clash.getByLabel('以网上的为准').check()
  await s.eventually(() => outcome(s), 'changed', 'with the browser’s side')
  await clash.getByLabel('以表里的为准').check()
  await s.says('[data-testid="forms"]', '用表里的', 'with the sheet’s side')
  equal(await plan(), '网上写的计划：三月招标。', 'a dry run has written')
  await take(s)
  const { sections } = await s.api(`/goals/${id}`)
  equal([sections.text.fields.plan, sections.text.fields.basis, sections.header.fields.leader], ['表里写的计划：六月开工。', '网上写的依据', '王小红'], 'what was saved')
})

test('blank forms of both kinds can be taken, and finance takes the departments’ forms as one archive', async (s) => {
  const page = s.page
  await s.as('单位项目经办', '教育体育局')
  await s.open(`/goals/workbooks?year=${year}`)
  for (const [kind, title] of [['project', '项目支出绩效目标申报表'], ['department', '部门整体支出绩效目标申报表']]) {
    const blank = await s.download(() => page.getByTestId(`blank-${kind}`).click())
    equal(blank.name, `${title}-${year}年-空白表.xlsx`, 'file name')
    check(textOf(blank.bytes).includes(`（${year}年度）`), 'the year is not in the form')
  }
  await s.as('绩效专干')
  await s.open('/department-goals?year=2024')
  const begun = (await s.api('/department-goals?year=2024')).rows.filter((r) => r.id).length
  check(begun > 0, 'no department has begun')
  await s.says(page.getByTestId('archive'), `（${begun} 张）`)
  const archive = await s.download(() => page.getByTestId('archive').click())
  equal(unzip(archive.bytes).size, begun, 'one file a department')
})
