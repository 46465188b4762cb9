import { check, equal, test } from './harness.mjs'

const year = 2025
const unit = '203001'

/** A goal of the unit that nobody has begun, started by its project officer in the browser. */
async function begin(s) {
  await s.as('单位项目经办', '教育体育局')
  const { rows } = await s.api(`/projects?year=${year}&unit=${unit}&goal_state=none&limit=20`)
  check(rows.length > 0, 'every project has a goal already')
  const project = rows.at(-1)
  await s.open(`/projects/${project.id}?year=${year}`)
  await s.page.getByTestId('declare').click()
  await s.page.waitForURL(/\/goals\/\d+/)
  await s.page.getByTestId('goal-sheet').waitFor()
  return { project, id: /goals\/(\d+)/.exec(s.page.url())[1] }
}

const saved = (s) => s.eventually(async () => /^已保存/.test(await s.text('[data-testid="save-state"]')), true, 'saved')

async function fillProjectPart(s) {
  const page = s.page
  await page.locator('#f-header-leader').fill('胡斌')
  await page.locator('#f-header-phone').fill('0953-6012345')
  await page.locator('#f-header-project_period').fill('2024 年')
  await page.locator('#f-text-text').fill('全年补贴农村校车线路 42 条，运送学生 3200 人，准点率达到 95%，家长满意度不低于 90%。')
  await page.locator('#f-text-basis').fill('盐党办发〔2022〕1号')
  await page.locator('#f-text-necessity').fill('农村学生上学距离远，校车是唯一安全的公共交通。')
  await page.locator('#f-text-plan').fill('3 月签订合同，4 月至 12 月逐月考核、逐季支付。')
  await page.getByTestId('grid').locator('td.name').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Delete')
  const block = [
    ['产出指标', '数量指标', '补贴校车线路数', '≥', '42', '条', '10'],
    ['', '', '乘坐校车学生人数', '≥', '3200', '人', '10'],
    ['', '质量指标', '校车年检合格率', '=', '100', '%', '10'],
    ['', '时效指标', '校车准点率', '≥', '95', '%', '10'],
    ['', '成本指标', '单条线路补贴标准', '≤', '76000', '元', '10'],
    ['效益指标', '社会效益指标', '农村学生校车覆盖率', '≥', '98', '%', '30'],
    ['满意度指标', '服务对象满意度指标', '家长满意度', '≥', '90', '%', '10'],
  ]
  await page.getByTestId('grid').locator('td.level2').first().click()
  // The clipboard of a spreadsheet, put on the field as the browser would.
  await page.evaluate(
    (text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    block.map((row) => row.slice(1).join('\t')).join('\n'),
  )
  await s.eventually(() => page.getByTestId('grid').locator('tbody tr').count(), block.length, 'rows')
  await s.eventually(() => s.text('[data-testid="weight-total"]'), '90', 'weights')
  await saved(s)
}

/** The finance officer's hand: the money, and his confirmation. */
async function fillFinancePart(s, id) {
  await s.as('单位财务', '教育体育局')
  await s.open(`/goals/${id}?year=${year}`)
  const add = s.page.getByRole('button', { name: '加一种资金' })
  if ((await s.page.getByLabel('第 1 行金额').count()) === 0) await add.click()
  await s.page.getByLabel('第 1 行金额').fill('322.25')
  await s.page.getByLabel('实施期资金总额').fill('322.25')
  await saved(s)
  equal(await s.text('[data-testid="money-total"]'), '322.25', 'sum of the money')
  await s.page.locator('[data-confirm="finance"]').click()
  await s.page.locator('[data-part="finance"] .yes').waitFor()
}

async function act(s, action, { opinion, reasons = [] } = {}) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const dialog = s.page.getByTestId('action-dialog')
  for (const r of reasons) await dialog.getByRole('button', { name: r, exact: true }).click()
  if (opinion) await dialog.locator('textarea').fill(opinion)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
}

test(
  'nobody logged in sees the log-in page with the demonstration accounts, and comes in by one of them',
  async (s) => {
    await s.page.goto(`${s.base}/`)
    await s.page.getByTestId('log-in').waitFor()
    await s.eventually(async () => (await s.page.getByTestId('demo-accounts').locator('tbody tr').count()) > 8, true, 'enough accounts')
    s.expectComplaint(/401/)
    await s.page.getByLabel('账号', { exact: true }).fill('jixiao')
    await s.page.getByLabel('口令').fill('wrong')
    await s.page.getByRole('button', { name: '登录', exact: true }).click()
    await s.page.getByRole('alert').waitFor()
    await s.page.getByTestId('demo-accounts').locator('tbody tr', { hasText: '单位项目经办' }).first().getByRole('button').click()
    await s.page.waitForURL(/worklist/)
    equal(await s.text('main h1'), '待办', 'first page')
    await s.page.getByTestId('who').click()
    await s.page.getByRole('button', { name: '退出登录' }).click()
    await s.page.getByTestId('log-in').waitFor()
  },
  null,
)

test('a declaration goes from two hands through every desk to its approval', async (s) => {
  const { project, id } = await begin(s)
  check((await s.text('[data-testid="notice"]')).length > 4, 'the form does not say what was filled in')
  await fillProjectPart(s)
  // One hand alone cannot send it off; the refusal says so.
  await s.page.locator('[data-confirm="project"]').click()
  await s.page.locator('[data-part="project"] .yes').waitFor()
  await s.page.locator('[data-action="submit"]').click()
  await s.says('.why', '确认', 'no refusal')
  await fillFinancePart(s, id)
  await act(s, 'submit')
  await s.page.getByTestId('read-only').waitFor()

  await s.as('单位负责人', '教育体育局')
  await s.open(`/goals/${id}/review?year=${year}`)
  await act(s, 'pass')
  await s.as('主管部门审核', '教育体育局')
  await s.open(`/goals/${id}/review?year=${year}`)
  await act(s, 'pass', { opinion: '同意' })

  await s.as('绩效专干')
  await s.open(`/worklist?year=${year}`)
  await s.page.getByRole('searchbox', { name: '在待办里找' }).fill(project.name)
  await s.page.keyboard.press('Enter')
  await s.settled()
  await s.page.getByTestId('work').getByRole('link', { name: project.name }).first().click()
  await s.page.waitForURL(/review/)
  await act(s, 'return', { reasons: ['指标值没有量化'], opinion: '准点率怎么统计请写清' })

  // Mended by the unit: the reason is there, changing a part drops its confirmation.
  await s.as('单位项目经办', '教育体育局')
  await s.open(`/worklist?tab=returned&year=${year}`)
  await s.says('[data-testid="work"]', '指标值没有量化', 'the list does not say why it came back')
  await s.open(`/goals/${id}?year=${year}`)
  await s.page.locator('#f-text-plan').fill('3 月签订合同，4 月至 12 月逐月按 GPS 记录考核准点率、逐季支付。')
  await saved(s)
  await s.eventually(() => s.page.locator('[data-confirm="project"]').count(), 1, 'confirmation fell')
  await s.page.locator('[data-confirm="project"]').click()
  await s.page.locator('[data-part="project"] .yes').waitFor()
  if ((await s.page.locator('[data-part="finance"] .yes').count()) === 0) {
    await s.as('单位财务', '教育体育局')
    await s.open(`/goals/${id}?year=${year}`)
    await s.page.locator('[data-confirm="finance"]').click()
    await s.page.locator('[data-part="finance"] .yes').waitFor()
  }
  await act(s, 'submit')
  for (const role of ['单位负责人', '主管部门审核']) {
    await s.as(role, '教育体育局')
    await s.open(`/goals/${id}/review?year=${year}`)
    await act(s, 'pass')
  }

  // Finance gives the points, passes; the leader finalizes; approval with the budget.
  await s.as('绩效专干')
  await s.open(`/goals/${id}/review?year=${year}`)
  await s.page.getByRole('tab', { name: /^改动/ }).click()
  await s.says('[data-testid="changes"]', 'GPS', 'what changed since the last look is not shown')
  await s.page.getByRole('tab', { name: '打分' }).click()
  const points = s.page.getByTestId('review-points')
  for (const field of await points.locator('.score').all()) {
    const full = /\/\s*([\d.]+)/.exec(await field.innerText())[1]
    await field.locator('input').fill(full)
  }
  await points.getByRole('button', { name: '存打分' }).click()
  await s.says(points, '优', 'grade')
  await s.page.reload()
  await s.settled()
  await act(s, 'pass')
  await s.as('财政局领导')
  await s.open(`/goals/${id}/review?year=${year}`)
  await act(s, 'finalize')
  await s.as('绩效专干')
  await s.open(`/goals?year=${year}&state=finalized&q=${encodeURIComponent(project.name)}`)
  await s.page.getByRole('checkbox', { name: `选中${project.name}` }).check()
  await s.page.getByTestId('approve').click()
  const dialog = s.page.getByTestId('approve-dialog')
  await dialog.getByLabel('批复文号').fill('盐财发〔2024〕5号')
  await dialog.getByLabel('批复日期').fill('2024-02-10')
  await dialog.locator('button[type=submit]').click()
  await s.says('[data-testid="approved"]', '已批复 1 项', 'approved')
  const goal = await s.api(`/goals/${id}`)
  equal(goal.state, 'approved', 'state')
  check(
    goal.versions.some((v) => v.kind === 'approved'),
    'no frozen version',
  )
})

test('what is typed survives a session that is over and a closed page', async (s) => {
  const { id } = await begin(s)
  await saved(s).catch(() => undefined)
  s.expectComplaint(/401/)
  await s.context.clearCookies()
  await s.page.locator('#f-text-necessity').fill('会话过期以后写的话')
  const over = s.page.getByTestId('session-over')
  await over.waitFor()
  await s.eventually(() => s.page.locator('#f-text-necessity').inputValue(), '会话过期以后写的话', 'typed text behind the dialog')
  const account = await over.getByLabel('账号').inputValue()
  check(account !== '', 'the dialog does not know who was here')
  await over.getByLabel('口令').fill('Yanchi-2022-yanshi')
  await over.getByRole('button', { name: '登录', exact: true }).click()
  await over.waitFor({ state: 'detached' })
  await saved(s)
  equal((await s.api(`/goals/${id}`)).sections.text.fields.necessity, '会话过期以后写的话', 'stored after the log-in')
  // The server does not answer the last save before the page is closed: the words are kept.
  s.expectComplaint(/Failed to load|ERR_FAILED/)
  await s.context.route('**/sections/**', (route) => route.abort())
  await s.page.locator('#f-text-plan').fill('没有来得及保存的计划')
  await s.page.waitForTimeout(600)
  await s.page.close()
  await new Promise((done) => setTimeout(done, 300))
  await s.context.unroute('**/sections/**')
  const again = await s.context.newPage()
  await again.goto(`${s.base}/goals/${id}?year=${year}`)
  // The closing page may still have sent them off; if not, they come back from the browser.
  await again.locator('#f-text-plan').waitFor()
  await s.eventually(() => again.locator('#f-text-plan').inputValue(), '没有来得及保存的计划', 'restored text')
  for (let i = 0; i < 60 && (await s.api(`/goals/${id}`)).sections.text.fields.plan !== '没有来得及保存的计划'; i++)
    await again.waitForTimeout(100)
  equal((await s.api(`/goals/${id}`)).sections.text.fields.plan, '没有来得及保存的计划', 'stored at last')
})

test('two people in one form: fields are merged, and what both wrote is asked about', async (s) => {
  const { id } = await begin(s)
  const before = await s.api(`/goals/${id}`)
  const other = async (fields) => {
    const now = await s.api(`/goals/${id}`)
    const answer = await s.write(
      'PATCH',
      `/goals/${id}/sections/text`,
      { fields: { ...now.sections.text.fields, ...fields } },
      { 'If-Match': now.sections.text.etag },
    )
    equal(answer.status, 200, 'the other save')
  }
  check(before.writable.includes('text.plan'), 'the form is not mine to write')
  s.expectComplaint(/412/)
  await other({ basis: '别人写的依据' })
  await s.page.locator('#f-text-necessity').fill('我写的必要性')
  await s.eventually(async () => (await s.api(`/goals/${id}`)).sections.text.fields.necessity, '我写的必要性', 'mine stored')
  equal((await s.api(`/goals/${id}`)).sections.text.fields.basis, '别人写的依据', 'theirs kept')
  await s.eventually(() => s.page.locator('#f-text-basis').inputValue(), '别人写的依据', 'theirs on my screen')
  await other({ plan: '别人写的计划' })
  await s.page.locator('#f-text-plan').fill('我写的计划')
  const dialog = s.page.getByTestId('conflict')
  await dialog.waitFor()
  for (const words of ['别人写的计划', '我写的计划']) await s.says(dialog, words)
  await dialog.getByLabel('别人写的计划').check()
  await dialog.getByRole('button', { name: '照这样保存' }).click()
  await dialog.waitFor({ state: 'detached' })
  await s.eventually(async () => (await s.api(`/goals/${id}`)).sections.text.fields.plan, '别人写的计划', 'the chosen one')
  await s.eventually(() => s.page.locator('#f-text-plan').inputValue(), '别人写的计划', 'on the screen')
})

test('300 indicators are pasted, scrolled and typed in without waiting', async (s) => {
  await begin(s)
  await s.page.getByTestId('grid').locator('td.level2').first().click()
  const rows = Array.from({ length: 300 }, (_, i) => `数量指标\t测试指标${i + 1}\t≥\t${i + 1}\t个\t0.3`).join('\n')
  const paste = await s.page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    const begin = performance.now()
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin))))
  }, rows)
  await s.eventually(() => s.page.getByTestId('grid').locator('tbody tr').count(), 300, 'rows')
  const typed = await s.page.evaluate(async () => {
    const times = []
    const field = document.activeElement
    for (const text of ['1', '12', '123', '1234']) {
      const begin = performance.now()
      field.value = text
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      times.push(performance.now() - begin)
    }
    return times
  })
  console.log(`      300 rows pasted and shown in ${paste.toFixed(0)} ms; a key ${Math.max(...typed).toFixed(0)} ms at worst`)
  check(paste < 1500, `pasting took ${paste} ms`)
  check(Math.max(...typed) < 120, `typing took ${typed} ms`)
  await s.page.keyboard.press('Escape')
  await s.page.keyboard.press('Control+z')
  await s.eventually(async () => (await s.page.getByTestId('grid').locator('tbody tr').count()) < 300, true, 'undone')
})
