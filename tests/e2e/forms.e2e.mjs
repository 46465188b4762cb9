// Both declaration forms under several hands: a department's overall goal, two people in one form, two tabs and the back
// button, an adjustment with its difference, a goal taken apart to lower units, and the official print.
import { check, equal, test } from './harness.mjs'

const year = 2025
const office = '教育体育局'

const saved = (s, page = s.page) =>
  s.eventually(async () => /^已保存/.test((await page.getByTestId('save-state').innerText()).trim()), true, 'saved')

async function act(s, action, opinion) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const dialog = s.page.getByTestId('action-dialog')
  if (opinion) await dialog.locator('textarea').fill(opinion)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
}

/** A further person in a browser of his own, on the same page. */
async function beside(s, role, unit, path) {
  const context = await s.context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' })
  const headers = { 'X-Jiheng-Request': '1' }
  const { demo_accounts } = await (await context.request.get(`${s.base}/api/v1/session`)).json()
  const found = demo_accounts.find((a) => a.role_label === role && a.unit_name.includes(unit))
  check(found, `no account of ${role} at ${unit}`)
  const { account, password } = found
  const answer = await context.request.post(`${s.base}/api/v1/session`, { headers, data: { account, password } })
  check(answer.ok(), `log-in of ${account} answered ${answer.status()}`)
  const page = await context.newPage()
  await page.goto(s.base + path)
  await page.getByTestId('goal-sheet').waitFor()
  return { page, name: found.name, close: () => context.close() }
}

/** A goal of the office that nobody has begun. */
async function begin(s) {
  await s.as('单位项目经办', office)
  const { rows } = await s.api(`/projects?year=${year}&unit=203001&goal_state=none&limit=20`)
  check(rows.length > 0, 'every project has a goal already')
  const made = await s.write('POST', '/goals', { project_id: rows[0].id, year })
  equal(made.status, 200, 'begin')
  await s.open(`/goals/${made.body.id}?year=${year}`)
  await s.page.getByTestId('goal-sheet').waitFor()
  return { id: made.body.id, project: rows[0] }
}

test('a department declares its overall goal with two hands; what does not add up holds it back', async (s) => {
  await s.as('单位项目经办', office)
  await s.open(`/department-goals?year=${year}`)
  await s.says('[data-testid="coverage"]', '应报 1 个部门', 'coverage of my own department')
  await s.page.getByTestId('begin').click()
  await s.page.waitForURL(/department-goals\/\d+/)
  const id = /department-goals\/(\d+)/.exec(s.page.url())[1]
  await s.page.getByTestId('goal-sheet').waitFor()
  await s.eventually(async () => (await s.page.locator('#f-text-text').inputValue()).includes('义务教育巩固率'), true, 'last year is taken over')
  await s.page.getByTestId('add-task').click()
  await s.page.getByLabel('第 1 项任务名称').fill('义务教育经费保障')
  await s.page.getByLabel('第 1 项主要内容').fill('保障 45 所学校公用经费和校舍维修')
  await saved(s)
  equal(await s.page.getByLabel('第 1 项预算总额').count(), 0, 'the business hand has no money cell')

  await s.as('单位财务', office)
  await s.open(`/department-goals/${id}?year=${year}`)
  equal(await s.page.getByTestId('add-task').count(), 0, 'the finance hand adds no task')
  await s.page.getByLabel('第 1 项预算总额').fill('1200')
  await s.page.getByLabel('第 1 项财政拨款').fill('1000')
  await saved(s)
  await s.says('[data-testid="tasks"]', '不等于两部分之和', 'the sum is not marked')
  await s.says(s.page.locator('main'), '财政拨款与其他资金合计', 'the rule')
  await s.page.getByLabel('第 1 项其他资金').fill('200')
  await saved(s)
  equal(await s.text('[data-testid="sum-total"]'), '1,200.00', 'sum')
  await s.page.locator('[data-confirm="finance"]').click()
  await s.page.locator('[data-part="finance"] .yes').waitFor()

  await s.as('单位项目经办', office)
  await s.open(`/department-goals/${id}?year=${year}`)
  await s.page.locator('[data-confirm="project"]').click()
  await s.page.locator('[data-part="project"] .yes').waitFor()
  await act(s, 'submit')
  await s.page.getByTestId('read-only').waitFor()

  await s.as('主管部门审核', office)
  await s.open(`/worklist?year=${year}`)
  await s.page.getByTestId('work').getByRole('link', { name: /教育体育局部门整体支出/ }).click()
  await s.page.waitForURL(/department-goals\/\d+\/review/)
  await act(s, 'pass', '同意')
  equal((await s.api(`/department-goals/${id}`)).state, 'finance_review', 'state')
  const print = await s.context.request.get(`${s.base}/api/v1/department-goals/${id}/print`)
  const html = await print.text()
  check(html.includes('部门整体支出绩效目标申报表') && html.includes('义务教育经费保障') && html.includes('1,200.00'), 'the print')
  const book = await s.context.request.get(`${s.base}/api/v1/department-goals/${id}/workbook`)
  equal((await book.body()).subarray(0, 2).toString(), 'PK', 'the workbook')
})

test('two people in one form see each other and what the other has saved', async (s) => {
  const { id } = await begin(s)
  const other = await beside(s, '单位财务', office, `/goals/${id}?year=${year}`)
  try {
    await other.page.getByRole('button', { name: '加一种资金' }).click()
    await other.page.getByLabel('第 1 行金额').fill('88.8')
    await saved(s, other.page)
    // The page asks by itself every twelve seconds.
    await s.page.getByTestId('presence').filter({ hasText: other.name }).waitFor({ timeout: 20000 })
    equal(await s.text('[data-testid="money-total"]'), '88.80', 'their money on my screen')
    await s.page.locator('#f-text-plan').fill('一季度招标，四季度验收。')
    await saved(s)
    await other.page.locator('#f-text-plan', { hasText: '一季度招标' }).waitFor({ timeout: 20000 })
  } finally {
    await other.close()
  }
})

test('two tabs of one person and the back button lose nothing', async (s) => {
  const { id } = await begin(s)
  s.expectComplaint(/412/)
  const second = await s.context.newPage()
  await second.goto(`${s.base}/goals/${id}?year=${year}`)
  await second.locator('#f-text-basis').waitFor()
  await s.page.locator('#f-text-plan').fill('第一个标签页写的计划')
  await saved(s)
  await second.locator('#f-text-basis').fill('第二个标签页写的依据')
  await s.eventually(async () => (await s.api(`/goals/${id}`)).sections.text.fields.basis, '第二个标签页写的依据', 'the second tab')
  equal((await s.api(`/goals/${id}`)).sections.text.fields.plan, '第一个标签页写的计划', 'the first tab')
  await second.close()
  await s.open(`/goals?year=${year}`)
  await s.open(`/goals/${id}?year=${year}`)
  await s.page.locator('#f-text-necessity').fill('还没有保存就点了后退')
  await s.page.goBack()
  await s.page.goForward()
  await s.page.locator('#f-text-necessity').waitFor()
  await s.eventually(() => s.page.locator('#f-text-necessity').inputValue(), '还没有保存就点了后退', 'after back and forward')
  await s.eventually(async () => (await s.api(`/goals/${id}`)).sections.text.fields.necessity, '还没有保存就点了后退', 'stored')
})

test('an adjustment shows its difference, goes the same way, and becomes the next approved version with its budget', async (s) => {
  const own = 2024
  await s.as('单位项目经办', office)
  const { rows } = await s.api(`/goals?year=${own}&state=approved&limit=50`)
  check(rows.length > 0, 'no approved goal in the demonstration')
  const { id, project } = rows[0]
  await s.open(`/goals/${id}?year=${own}`)
  await act(s, 'adjust', '规模扩大，指标值相应调整')
  await s.page.locator('#f-text-plan').fill('一季度设计变更，二、三季度施工，四季度验收。')
  await saved(s)
  await s.as('单位财务', office)
  await s.open(`/goals/${id}?year=${own}`)
  const before = (await s.api(`/goals/${id}`)).sections.money.fields.total
  await s.page.getByLabel('第 1 行金额').fill(String((before + 10_000_000) / 1_000_000))
  await saved(s)
  await s.says('[data-testid="approved-money"]', '10.00', 'what was approved is not beside the new money')
  await s.page.locator('[data-confirm="finance"]').click()
  await s.page.locator('[data-part="finance"] .yes').waitFor()
  await s.page.getByTestId('version').selectOption('difference')
  await s.page.getByTestId('goal-difference').waitFor()
  await s.says('[data-testid="reason"]', '规模扩大', 'the reason is not shown')
  const difference = await s.text('[data-testid="goal-difference"]')
  check(difference.includes('四季度验收') && difference.includes('万元'), `difference: ${difference}`)
  await s.as('单位项目经办', office)
  const goal = await s.api(`/goals/${id}`)
  equal((await s.write('POST', `/goals/${id}/confirmations`, { part: 'project' })).status, 200, 'confirm')
  const step = async (role, action) => {
    await s.as(role, role.startsWith('单位') || role.startsWith('主管') ? office : '')
    const answer = await s.write('POST', `/cases/${goal.case}/steps`, { action })
    equal(answer.status, 200, `${action} of ${role}: ${JSON.stringify(answer.body)}`)
  }
  await step('单位项目经办', 'submit')
  await step('单位负责人', 'pass')
  await step('主管部门审核', 'pass')
  await s.as('绩效专干')
  const sheet = await s.api(`/goals/${id}/review`)
  const points = sheet.groups.flatMap((g) => g.points.map((p) => ({ id: p.id, score: p.full })))
  equal((await s.write('PUT', `/goals/${id}/review`, { points })).status, 200, 'points')
  await step('绩效专干', 'pass')
  await step('财政局领导', 'finalize')
  await s.as('绩效专干')
  const answer = await s.write('POST', '/approvals', { goals: [id], document_number: '盐财预〔2024〕88号', approved_on: '2024-09-10' })
  equal(answer.body.approved, [id], `approved: ${JSON.stringify(answer.body)}`)
  const after = await s.api(`/goals/${id}`)
  equal(after.versions.filter((v) => v.kind === 'approved').length >= 1 && after.state, 'approved', 'state')
  const { changes } = await s.api(`/projects/${project.id}/budget?year=${own}`)
  const moved = changes.find((c) => c.document_number === '盐财预〔2024〕88号')
  equal([moved?.kind, moved?.amount], ['adjust', 10_000_000], 'the budget moves with the goal')
  const print = await s.context.request.get(`${s.base}/api/v1/approvals/${answer.body.id}/print`)
  check((await print.text()).includes('盐财预〔2024〕88号'), 'print of the approval')
})

test('a goal is taken apart: totals are live, what does not make the whole is marked, the parts are sent down', async (s) => {
  const { id } = await begin(s)
  await s.as('单位财务', office)
  let goal = await s.api(`/goals/${id}`)
  const money = { fields: { lines: [{ fund_type: '11', fund_tag: 'upper_transfer', amount: 100_000_000 }], period_total: 100_000_000 } }
  equal((await s.write('PATCH', `/goals/${id}/sections/money`, money, { 'If-Match': goal.sections.money.etag })).status, 200, 'money')
  await s.as('单位项目经办', office)
  goal = await s.api(`/goals/${id}`)
  const row = (level1, level2, name, target, unit) => ({ id: null, level1, level2, name, op: '>=', target, unit, weight: 20 })
  const rows = [
    row('产出指标', '数量指标', '补助学生人数', '1000', '人'),
    row('产出指标', '质量指标', '补助标准达标率', '95', '%'),
  ]
  equal((await s.write('PATCH', `/goals/${id}/sections/indicators`, { rows }, { 'If-Match': goal.sections.indicators.etag })).status, 200, 'rows')

  await s.as('主管部门审核', office)
  await s.open(`/goals/${id}/decomposition?year=${year}`)
  const paste = (text) =>
    s.page.getByLabel('第 1 行地区或单位').evaluate((field, block) => {
      const data = new DataTransfer()
      data.setData('text/plain', block)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  await paste('花马池镇\t60\t600\t96\n大水坑镇\t30\t300\t95')
  await s.says('[data-testid="parts-off"]', '少 100', 'what is missing is not shown')
  await s.page.getByTestId('save-parts').click()
  await s.says('[data-testid="refusals"]', '补助学生人数', 'the refusal')
  await s.eventually(() => s.page.getByTestId('send-parts').isDisabled(), true, 'may be sent though it does not fit')
  const { rows: projects } = await s.api(`/projects?year=${year}&unit=203002&goal_state=none&limit=5`)
  await s.page.getByLabel('第 2 行资金').fill('40')
  await s.page.getByLabel('第 2 行补助学生人数').fill('400')
  if (projects.length) {
    await s.page.getByLabel('第 2 行承接项目').fill(projects[0].code)
    await s.page.locator('#receiving-projects option').first().waitFor({ state: 'attached' })
    await s.page.getByLabel('第 2 行承接项目').fill(`${projects[0].code} ${projects[0].name}`)
  }
  equal(await s.text('[data-testid="parts-off"]').then((t) => t.includes('少')), false, 'nothing is missing')
  await s.page.getByTestId('save-parts').click()
  await s.page.getByTestId('send-parts').click()
  await s.page.getByTestId('sent').waitFor()
  await s.says('[data-testid="sent"]', '大水坑镇：已下达', 'sent')
  if (projects.length) {
    const list = await s.api(`/goals?year=${year}&q=${encodeURIComponent(projects[0].code)}`)
    const received = await s.api(`/goals/${list.rows[0].id}`)
    const got = received.sections.indicators.rows.find((r) => r.name === '补助学生人数')
    equal([got.target, got.fixed, got.fixed_target], ['400', true, true], 'fixed row of the receiving goal')
  }
  equal(await s.sideways(), [], 'nothing sticks out')
})

test('a part arrives with its money: complete parts are sent one by one or together, what is not complete is named', async (s) => {
  const { id } = await begin(s)
  await s.as('单位财务', office)
  let goal = await s.api(`/goals/${id}`)
  const money = { fields: { lines: [{ fund_type: '11', fund_tag: 'upper_transfer', amount: 100_000_000 }], period_total: 100_000_000 } }
  equal((await s.write('PATCH', `/goals/${id}/sections/money`, money, { 'If-Match': goal.sections.money.etag })).status, 200, 'money')
  await s.as('单位项目经办', office)
  const { rows: projects } = await s.api(`/projects?year=${year}&unit=203001&goal_state=none&limit=1`)
  goal = await s.api(`/goals/${id}`)
  const rows = [{ id: null, level1: '产出指标', level2: '数量指标', name: '补助学生人数', op: '>=', target: '1000', unit: '人', weight: 20 }]
  equal((await s.write('PATCH', `/goals/${id}/sections/indicators`, { rows }, { 'If-Match': goal.sections.indicators.etag })).status, 200, 'rows')

  await s.as('主管部门审核', office)
  const etag = (await s.api(`/goals/${id}/decomposition`)).etag
  const parts = [
    { name: '高中部分', project_id: projects[0].id, amount: 60_000_001, targets: { 补助学生人数: '600' } },
    { name: '大水坑镇', project_id: null, amount: null, targets: { 补助学生人数: '300' } },
    { name: '惠安堡镇', project_id: null, amount: 10_000_000, targets: {} },
  ]
  equal((await s.write('PUT', `/goals/${id}/decomposition`, { parts }, { 'If-Match': etag })).status, 200, 'parts')
  await s.open(`/goals/${id}/decomposition?year=${year}`)
  await s.eventually(() => s.page.getByTestId('missing').allInnerTexts(), ['■ 没有填资金', '■ 没有承担的指标'], 'what is missing')
  await s.says('[data-testid="refusals"]', '大水坑镇，没有填资金', 'the part is named')
  await s.eventually(() => s.page.getByLabel('下达第 2 行').isDisabled(), true, 'an incomplete part')
  await s.page.getByLabel('下达第 1 行').click()
  await s.eventually(() => s.page.getByTestId('sent').locator('li').allInnerTexts(), ['✓ 高中部分：已下达'], 'one part alone')
  await s.page.getByTestId('send-parts').click()
  await s.eventually(
    () => s.page.getByTestId('sent').locator('li').allInnerTexts(),
    ['✓ 高中部分：已下达', '■ 大水坑镇：没有填资金', '■ 惠安堡镇：没有承担的指标'],
    'all at once',
  )
  equal(await s.sideways(), [], 'nothing sticks out')

  await s.as('单位财务', office)
  const { rows: goals } = await s.api(`/goals?year=${year}&q=${encodeURIComponent(projects[0].code)}`)
  await s.open(`/goals/${goals[0].id}?year=${year}`)
  await s.says('[data-testid="received-money"]', '高中部分', 'where it comes from')
  await s.says('[data-testid="received-money"]', '60.000001', 'the money, to the last fen')
})
