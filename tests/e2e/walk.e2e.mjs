// The great walk: one declaration from two hands to the released money, and every refusal that stands in its way,
// seen once where a person would meet it.
import { check, equal, test } from './harness.mjs'

const year = 2025
const unit = '203001'
const place = '教育体育局'

const saved = (s) => s.eventually(async () => /^已保存/.test(await s.text('[data-testid="save-state"]')), true, 'saved')
const goalPage = (id, more = '') => `/goals/${id}${more}?year=${year}`

async function act(s, action, { opinion, reasons = [], field } = {}) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const dialog = s.page.getByTestId('action-dialog')
  for (const r of reasons) await dialog.getByRole('button', { name: r, exact: true }).click()
  if (field) await dialog.getByLabel(/哪一处$/).selectOption({ label: field })
  if (opinion) await dialog.locator('textarea').fill(opinion)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
}

/** What the program says against an action that may not be done now. */
async function refusal(s, action) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const said = await s.page.locator('.why[role="note"]').innerText()
  await s.page.locator(`[data-action="${action}"]`).click()
  return said
}

async function paste(s, rows) {
  await s.page.getByTestId('grid').locator('td.name').first().click()
  await s.page.keyboard.press('Control+a')
  await s.page.keyboard.press('Control+Delete')
  await s.page.getByTestId('grid').locator('td.level2').first().click()
  await s.page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, rows.map((r) => r.join('\t')).join('\n'))
  await s.eventually(() => s.page.getByTestId('grid').locator('tbody tr').count(), rows.length, 'rows')
}

const indicators = (last) => [
  ['数量指标', '补贴校车线路数', '≥', '42', '条', '10'],
  ['数量指标', '乘坐校车学生人数', '≥', '3200', '人', '10'],
  ['质量指标', '校车年检合格率', '=', '100', '%', '10'],
  ['时效指标', '校车准点率', '≥', '95', '%', '10'],
  ['成本指标', '单条线路补贴标准', '≤', '76000', '元', '10'],
  ['社会效益指标', '农村学生校车覆盖率', '≥', '98', '%', '30'],
  ['服务对象满意度指标', '家长满意度', '≥', '90', '%', last],
]

async function confirm(s, part) {
  await s.page.locator(`[data-confirm="${part}"]`).click()
  await s.page.locator(`[data-part="${part}"] .yes`).waitFor()
}

async function pass(s, id, roles) {
  for (const role of roles) {
    await s.as(role, place)
    await s.open(goalPage(id, '/review'))
    await act(s, 'pass')
  }
}

test('the great walk: two hands, every desk, a return with its place, approval with the budget, release with the goal', async (s) => {
  const page = s.page
  s.expectComplaint(/404|403|409|422/)

  // The unit's project officer begins; nobody sends off an empty form that no one has confirmed.
  await s.as('单位项目经办', place)
  const { rows } = await s.api(`/projects?year=${year}&unit=${unit}&goal_state=none&limit=20`)
  const project = rows.at(-1)
  await s.open(`/projects/${project.id}?year=${year}`)
  await page.getByTestId('declare').click()
  await page.waitForURL(/\/goals\/\d+/)
  await page.getByTestId('goal-sheet').waitFor()
  const id = /goals\/(\d+)/.exec(page.url())[1]
  check((await refusal(s, 'submit')).includes('都确认'), 'an unconfirmed form can be sent off')

  await page.locator('#f-header-leader').fill('胡斌')
  await page.locator('#f-header-phone').fill('0953-6012345')
  await page.locator('#f-header-project_period').fill('2025 年')
  await page.locator('#f-text-text').fill('全年补贴农村校车线路 42 条，运送学生 3200 人，准点率达到 95%，家长满意度不低于 90%。')
  await page.locator('#f-text-basis').fill('盐党办发〔2022〕1号')
  await page.locator('#f-text-necessity').fill('农村学生上学距离远，校车是唯一安全的公共交通。')
  await page.locator('#f-text-plan').fill('3 月签订合同，4 月至 12 月逐月考核、逐季支付。')
  // The weights do not make 100 yet (the other 10 are the budget's execution).
  await paste(s, indicators('5'))
  await saved(s)
  await confirm(s, 'project')

  // The other hand: its part alone; the project's part is not its to write.
  await s.as('单位财务', place)
  await s.open(goalPage(id))
  check(!(await page.locator('#f-text-text').isEditable().catch(() => false)), 'finance can write the project’s part')
  if ((await page.getByLabel('第 1 行金额').count()) === 0) await page.getByRole('button', { name: '加一种资金' }).click()
  await page.getByLabel('第 1 行金额').fill('322.25')
  await page.getByLabel('实施期资金总额').fill('322.25')
  await saved(s)
  await confirm(s, 'finance')
  check((await refusal(s, 'submit')).includes('体检'), 'a form with errors can be sent off')

  // Another unit does not even find the form, by its address or by search.
  await s.as('gaozhong.xm')
  await page.goto(s.base + goalPage(id))
  await page.getByText(/没有|找不到/).first().waitFor()
  equal((await s.write('GET', `/goals/${id}`)).status, 404, 'another unit’s form')
  equal((await s.api(`/search?q=${encodeURIComponent(project.code)}`)).groups.map((g) => g.total), [0, 0, 0], 'another unit’s search')

  // Mended: the confirmation of the changed part falls and is given again.
  await s.as('单位项目经办', place)
  await s.open(goalPage(id))
  await paste(s, indicators('10'))
  await saved(s)
  await s.eventually(() => page.locator('[data-confirm="project"]').count(), 1, 'confirmation fell')
  await confirm(s, 'project')
  await act(s, 'submit')
  await page.getByTestId('read-only').waitFor()

  await pass(s, id, ['单位负责人', '主管部门审核'])

  // Finance sends it back and says where.
  await s.as('绩效专干')
  await s.open(`/worklist?year=${year}&q=${encodeURIComponent(project.code)}`)
  await page.getByTestId('work').getByRole('link', { name: project.name }).first().click()
  await page.waitForURL(/review/)
  await act(s, 'return', { reasons: ['指标值没有量化'], field: '产出指标', opinion: '准点率怎么统计请写清' })
  await s.as('单位项目经办', place)
  await s.open(`/worklist?tab=returned&year=${year}`)
  await s.says('[data-testid="work"]', '指标值没有量化', 'the list does not say why it came back')
  await s.open(goalPage(id))
  await page.getByRole('tab', { name: '经过' }).click()
  await s.says('[data-testid="story"]', '（产出指标）', 'where the reason belongs')
  await page.locator('#f-text-plan').fill('3 月签订合同，4 月至 12 月逐月按 GPS 记录考核准点率、逐季支付。')
  await saved(s)
  await confirm(s, 'project')
  if ((await page.locator('[data-part="finance"] .yes').count()) === 0) {
    await s.as('单位财务', place)
    await s.open(goalPage(id))
    await confirm(s, 'finance')
  }
  await act(s, 'submit')
  await pass(s, id, ['单位负责人', '主管部门审核'])

  // Finance: no pass without the points; then the leader; then goal and budget in one act.
  await s.as('绩效专干')
  await s.open(goalPage(id, '/review'))
  check((await refusal(s, 'pass')).includes('打分'), 'a review without points passes')
  await page.getByRole('tab', { name: '打分' }).click()
  const points = page.getByTestId('review-points')
  for (const field of await points.locator('.score').all()) {
    await field.locator('input').fill(/\/\s*([\d.]+)/.exec(await field.innerText())[1])
  }
  await points.getByRole('button', { name: '存打分' }).click()
  await s.says(points, '优', 'grade')
  await page.reload()
  await s.settled()
  await act(s, 'pass')
  await s.as('财政局领导')
  await s.open(goalPage(id, '/review'))
  await act(s, 'finalize')
  await s.as('绩效专干')
  await s.open(`/goals?year=${year}&state=finalized&q=${encodeURIComponent(project.name)}`)
  await page.getByRole('checkbox', { name: `选中${project.name}` }).check()
  await page.getByTestId('approve').click()
  const approval = page.getByTestId('approve-dialog')
  await approval.getByLabel('批复文号').fill('盐财发〔2025〕5号')
  await approval.getByLabel('批复日期').fill(`${year}-02-10`)
  await approval.locator('button[type=submit]').click()
  await s.says('[data-testid="approved"]', '已批复 1 项', 'approved')

  // The money goes out with the goal; more of it than the goal covers does not come in.
  await s.as('预算股')
  await s.open(`/releases/new?year=${year}`)
  await page.getByLabel('文号').fill('盐财预〔2025〕12号')
  await page.getByLabel('下达日期').fill(`${year}-03-01`)
  await page.getByLabel('找要下达的项目').fill(project.code)
  await page.getByTestId('pick').getByRole('button', { name: project.name }).click()
  await s.eventually(() => page.getByLabel('第 1 行金额').inputValue(), '322.25', 'what is open to be released')
  await page.getByRole('button', { name: '登记下达 1 行' }).click()
  await page.waitForURL(/\/releases\?/)
  const line = page.getByTestId('releases').locator('tr', { hasText: project.name })
  await line.waitFor()
  await s.says(line, '目标', 'no goal went with the money')
  check(!(await line.innerText()).includes('没有'), 'no goal went with the money')

  await s.open(`/projects/${project.id}?year=${year}&view=budget`)
  await s.says('[data-testid="budget-documents"]', '盐财发〔2025〕5号', 'the approval is not the budget’s document')
  await page.locator('[data-act="supplement"]').click()
  const dialog = page.getByTestId('money-act')
  await dialog.getByLabel('文号').fill('盐财发〔2025〕30号')
  await dialog.getByLabel('日期', { exact: true }).fill(`${year}-06-01`)
  await dialog.locator('.head .wide input').fill('线路增加')
  await dialog.getByLabel('第 1 行金额').fill('50')
  await dialog.getByRole('button', { name: '登记预算追加' }).click()
  await dialog.locator('.fault').first().waitFor()
  await s.says(dialog.locator('.fault').first(), '目标', 'money without a goal is added')
})

test('the session that ends in the middle of a document asks again over the page and finishes what was begun', async (s) => {
  await s.as('预算股')
  s.expectComplaint(/401|409|422/)
  await s.open('/releases/new?year=2024')
  await s.page.getByLabel('文号').fill('盐财预〔2024〕99号')
  await s.page.getByLabel('文件标题（可不写）').fill('写到一半的标题')
  await s.page.getByTestId('pick').getByRole('button').first().click()
  await s.page.getByTestId('release-lines').waitFor()
  await s.context.clearCookies()
  await s.page.getByRole('button', { name: '先试算' }).click()
  const over = s.page.getByTestId('session-over')
  await over.waitFor()
  await s.eventually(() => s.page.getByLabel('文件标题（可不写）').inputValue(), '写到一半的标题', 'typed text behind the dialog')
  await over.getByLabel('口令').fill('Yanchi-2022-yanshi')
  await over.getByRole('button', { name: '登录', exact: true }).click()
  await over.waitFor({ state: 'detached' })
  await s.eventually(async () => (await s.page.getByText('试算通过').count()) + (await s.page.locator('.fault, [role=alert]').count()) > 0, true, 'the trial that was waiting')
  await s.eventually(() => s.page.getByLabel('文号').inputValue(), '盐财预〔2024〕99号', 'typed document')
})

test('a case is handed to a colleague who holds the role, and is his from then on', async (s) => {
  await s.as('jixiao')
  await s.open('/worklist?year=2024')
  const row = s.page.getByTestId('work').locator('tr[data-row]', { hasText: '财政审核' }).first()
  const title = (await row.getByRole('link').first().innerText()).trim()
  await row.getByRole('link').first().click()
  await s.page.waitForURL(/review/)
  await s.page.locator('[data-action="reassign"]').click()
  const dialog = s.page.getByTestId('action-dialog')
  const people = dialog.getByTestId('assignee')
  await people.waitFor()
  check(!(await people.innerText()).includes('张敏'), 'one can hand it to oneself')
  await people.selectOption({ label: (await people.locator('option', { hasText: '马晓燕' }).innerText()).trim() })
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
  const work = async (who) => {
    await s.as(who)
    // The work list is that of the session's year.
    await s.write('PATCH', '/session', { year: 2024 })
    return (await s.api(`/worklist?tab=mine&limit=500&q=${encodeURIComponent(title)}`)).rows.map((r) => r.why)
  }
  await s.eventually(() => work('jixiao2').then((w) => w.includes('转给你办理')), true, 'in the colleague’s list')
  check(!(await work('jixiao')).includes('转给你办理'), 'still in my own list')
})

test('J, K, space and Enter work the list; many go back with one reason; the missing ones are copied', async (s) => {
  await s.as('绩效专干')
  await s.open('/worklist?year=2024')
  const page = s.page
  await page.getByTestId('work').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  equal(await page.evaluate(() => [...document.querySelectorAll('[data-row]')].findIndex((r) => r.classList.contains('at'))), 0, 'row under the keys')
  await page.keyboard.press(' ')
  await page.locator('.batch.on').waitFor()
  await s.says('.batch', '选中 1 件')
  const before = Number((await s.api('/worklist?tab=mine')).counts.mine)
  await page.locator('[data-batch="return"]').click()
  const dialog = page.getByTestId('action-dialog')
  await dialog.getByRole('button', { name: '填报不规范、不完整', exact: true }).click()
  await dialog.locator('button[type=submit]').click()
  await page.getByTestId('outcome').waitFor()
  await s.says('[data-testid="outcome"]', '办成 1 件')
  equal(Number((await s.api('/worklist?tab=mine')).counts.mine), before - 1, 'what waits for me')
  await s.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: '复制未报名单' }).click()
  await s.says(page.locator('.missing'), '已复制', 'copied')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  check(/还有 \d+ 个单位/.test(text), text.slice(0, 60))
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/goals\/\d+/)
})

test('Ctrl+K finds a project by code, name and initials, a unit and a goal, and only what one may see', async (s) => {
  await s.as('绩效专干')
  await s.open('/worklist')
  const page = s.page
  const ask = async (text) => {
    if ((await page.locator('[role="combobox"]').count()) === 0) await page.keyboard.press('Control+k')
    await page.locator('[role="combobox"]').fill(text)
    await s.eventually(async () => (await page.locator('#hits').innerText()).includes('正在找'), false, 'answer')
    await page.waitForTimeout(250)
    return page.locator('#hits').innerText()
  }
  for (const text of ['耕地地力保护', 'gddlbh', '64032319T000000127553'])
    check((await ask(text)).includes('耕地地力保护补贴'), `${text} finds no project`)
  check((await ask('203001')).includes('教育体育局'), 'no unit by its code')
  await ask('耕地地力保护补贴')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/projects\/\d+/)
  await s.as('gaozhong.xm')
  await s.open('/worklist')
  check(!(await ask('耕地地力保护')).includes('耕地地力保护补贴'), 'another unit’s project is found')
})

test('core indicators go down to the declarations under way, and there they stand fast', async (s) => {
  await s.as('绩效专干')
  await s.open('/goals?year=2024')
  const page = s.page
  await page.getByRole('link', { name: '下达核心指标' }).click()
  await page.waitForURL(/indicator-orders/)
  await page.getByTestId('receivers').waitFor()
  await s.eventually(() => page.getByTestId('send-order').isDisabled(), true, 'an indicator without a name can be sent')
  const boxes = page.locator('.receivers input[type=checkbox]')
  await boxes.first().waitFor()
  const all = await boxes.count()
  for (let i = 1; i < all; i++) await boxes.nth(i).uncheck()
  const project = (await page.locator('.receivers label').first().evaluate((n) => n.childNodes[1].textContent)).trim()
  await page.getByLabel('第 1 个指标名称').fill('资金支付及时率')
  await page.getByLabel('第 1 个二级指标').selectOption('时效指标')
  await page.getByLabel('第 1 个指标值').fill('100')
  await page.getByLabel('第 1 个单位').fill('%')
  await page.getByRole('button', { name: '下达给 1 个目标' }).click()
  await page.getByTestId('order-result').waitFor()
  await s.says('[data-testid="order-result"]', '已下达到 1 个目标')
  const { rows } = await s.api(`/goals?year=2024&q=${encodeURIComponent(project)}`)
  const goal = await s.api(`/goals/${rows.find((g) => g.project.name === project).id}`)
  const row = goal.sections.indicators.rows.find((r) => r.name === '资金支付及时率')
  equal([row.core, row.fixed, row.fixed_target, row.target], [true, true, true, '100'], 'the row that came down')
})
