import { check, equal, test } from './harness.mjs'

const year = 2024

/** The first project of the year that fits, as the budget section sees it. */
async function find(s, query) {
  await s.as('预算股')
  const { rows } = await s.api(`/projects?year=${year}&with_money=1&${query}`)
  check(rows.length > 0, `no project for ${query}`)
  return rows[0]
}

async function openAct(s, project, kind) {
  await s.open(`/projects/${project.id}?year=${year}&view=budget`)
  await s.page.locator(`[data-act="${kind}"]`).click()
  const dialog = s.page.getByTestId('money-act')
  await dialog.waitFor()
  return dialog
}

async function fillAct(dialog, { document, text, amount }) {
  await dialog.getByLabel('文号').fill(document)
  if (text) await dialog.locator('.head .wide input').fill(text)
  if (amount) await dialog.getByLabel('第 1 行金额').fill(amount)
}

test('an adjustment is tried first, registered, and stands in the budget with its document', async (s) => {
  const project = await find(s, 'goal_state=approved&sort=-adjusted')
  const before = await s.api(`/projects/${project.id}/budget?year=${year}`)
  const dialog = await openAct(s, project, 'adjust')
  await s.eventually(() => dialog.getByRole('button', { name: '登记预算调整' }).isDisabled(), true, 'nothing is written yet, but it can be sent')
  await fillAct(dialog, { document: '盐财发〔2024〕88号', text: '人数减少', amount: '0.01' })
  await dialog.getByLabel('第 1 行增减').selectOption('调减')
  await s.eventually(() => dialog.getByTestId('act-total').innerText(), '-0.01', 'sum of the lines')
  await dialog.getByRole('button', { name: '先试算' }).click()
  await dialog.getByTestId('act-fine').waitFor()
  equal((await s.api(`/projects/${project.id}/budget?year=${year}`)).changes.length, before.changes.length, 'a trial registers nothing')
  await dialog.getByRole('button', { name: '登记预算调整' }).click()
  await dialog.waitFor({ state: 'detached' })
  await s.says('[data-testid="budget-documents"]', '盐财发〔2024〕88号', 'the document')
  const after = await s.api(`/projects/${project.id}/budget?year=${year}`)
  equal(after.totals.adjusted, before.totals.adjusted - 10000, 'adjusted budget in 分')
})

test('what the rules refuse stands at its line with the clause and the way out, and what was typed stays', async (s) => {
  const project = await find(s, 'goal_state=approved')
  s.expectComplaint(/409/)
  const dialog = await openAct(s, project, 'supplement')
  await fillAct(dialog, { document: '盐财发〔2024〕89号', text: '追加', amount: '500' })
  await dialog.getByRole('button', { name: '登记预算追加' }).click()
  const fault = dialog.locator('.fault').first()
  await fault.waitFor()
  const said = await fault.innerText()
  check(said.includes('目标') && said.includes('依据'), `no clause: ${said}`)
  check(said.includes('请单位'), `no remedy: ${said}`)
  await s.eventually(() => dialog.getByLabel('文号').inputValue(), '盐财发〔2024〕89号', 'typed document')
  await s.eventually(() => dialog.getByLabel('第 1 行金额').inputValue(), '500.00', 'typed amount')
  await s.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('a release over several projects is refused as a whole at the line without an approved goal, then goes with its goals', async (s) => {
  const good = await find(s, 'goal_state=approved&sort=-adjusted')
  const bad = await find(s, 'goal_state=submitted')
  s.expectComplaint(/409/)
  await s.open(`/releases?year=${year}`)
  const before = (await s.api(`/releases?year=${year}`)).total
  await s.page.getByRole('link', { name: '登记下达文件' }).click()
  await s.page.waitForURL(/releases\/new/)
  const page = s.page
  await page.getByLabel('文号').fill('盐财预〔2024〕77号')
  const pick = async (project) => {
    await page.getByLabel('找要下达的项目').fill(project.code)
    await page.getByTestId('pick').getByRole('button', { name: project.name }).click()
    await page.getByTestId('release-lines').getByText(project.name).first().waitFor()
  }
  await pick(good)
  await page.getByLabel('只列目标已批复的').uncheck()
  await pick(bad)
  for (const field of await page.getByTestId('release-lines').getByLabel(/^第 \d+ 行金额$/).all()) await field.fill('0.01')
  await page.getByRole('button', { name: /^登记下达/ }).click()
  const fault = page.locator('.fault').first()
  await fault.waitFor()
  await s.says(fault, '目标还没有批复')
  equal((await s.api(`/releases?year=${year}`)).total, before, 'nothing was released')
  // The bad project goes; the rest is tried and registered.
  for (let i = 0; i < 5; i++) {
    const row = page.getByTestId('release-lines').locator('tbody tr', { hasText: bad.name }).first()
    if ((await row.count()) === 0) break
    await row.getByRole('button', { name: '去掉' }).click()
  }
  await page.getByRole('button', { name: '先试算' }).click()
  await page.getByText('试算通过').waitFor()
  await page.getByRole('button', { name: /^登记下达/ }).click()
  await page.waitForURL(/\/releases\?/)
  await s.says('[data-testid="releases"]', '盐财预〔2024〕77号', 'the document')
  equal((await s.api(`/releases?year=${year}`)).total, before + 1, 'documents')
})

test('a new project comes into the pool; as major and new it gets no budget before its assessment', async (s) => {
  await s.as('单位项目经办', '教育体育局')
  await s.open(`/projects?year=${year}`)
  s.expectComplaint(/422|409/)
  await s.page.getByTestId('new-project').click()
  const form = s.page.getByTestId('project-form')
  await form.getByLabel('项目名称').fill('全民健身中心建设')
  await form.getByLabel('项目代码（21 位）').fill('640323')
  await form.getByLabel('单位').selectOption({ index: 1 })
  await form.getByLabel('功能分类').fill('2070308')
  await form.getByRole('button', { name: '入库' }).click()
  await form.getByRole('alert').waitFor()
  await s.says(form.getByRole('alert'), '21', 'the code is not explained')
  await form.getByLabel('项目代码（21 位）').fill('640323 24 T 000000990001')
  await form.getByRole('button', { name: '入库' }).click()
  await s.page.waitForURL(/\/projects\/\d+/)
  await s.eventually(() => s.text('main h1'), '全民健身中心建设', 'heading')
  const id = /projects\/(\d+)/.exec(s.page.url())[1]
  equal(await s.page.locator('[data-act]').count(), 0, 'acts that a unit may not do')
  await s.as('预算股')
  const dialog = await openAct(s, { id }, 'initial')
  await fillAct(dialog, { document: '盐财发〔2024〕1号', text: '年初安排', amount: '3000' })
  await dialog.getByRole('button', { name: '先试算' }).click()
  await dialog.locator('.fault').first().waitFor()
  const said = (await dialog.locator('.fault').allInnerTexts()).join('\n')
  check(said.includes('事前'), `nothing about the assessment: ${said}`)
  check(said.includes('绩效目标'), `nothing about the goal: ${said}`)
})

test('a changed project that somebody else changed meanwhile keeps what was typed and says so', async (s) => {
  const project = await find(s, 'goal_state=approved')
  await s.as('绩效专干')
  await s.open(`/projects/${project.id}?year=${year}`)
  s.expectComplaint(/412/)
  await s.page.getByRole('button', { name: '修改' }).click()
  const form = s.page.getByTestId('project-form')
  await form.getByLabel('受益对象').fill('我写的受益对象')
  const { etag } = await s.api(`/projects/${project.id}`)
  equal((await s.write('PATCH', `/projects/${project.id}`, { place: '花马池镇' }, { 'If-Match': `"${etag}"` })).status, 200, 'the other change')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByRole('alert').waitFor()
  await s.eventually(() => form.getByLabel('受益对象').inputValue(), '我写的受益对象', 'typed text')
})

test('a unit sees only the lines of its own projects, and a release without its goal can be picked out', async (s) => {
  await s.as('单位财务', '教育体育局')
  await s.open('/releases?year=2024')
  equal(await s.page.getByRole('link', { name: '登记下达文件' }).count(), 0, 'buttons')
  const own = (await s.api('/releases?year=2024')).rows.flatMap((d) => d.lines)
  await s.as('预算股')
  const all = (await s.api('/releases?year=2024')).rows.flatMap((d) => d.lines)
  check(own.length < all.length, `${own.length} of ${all.length} lines`)
  await s.open('/releases?year=2024')
  await s.page.getByLabel('只看没有随附目标的').check()
  await s.page.waitForURL(/bare=1/)
  const without = all.filter((l) => !l.goal_id).length
  await s.says('[data-testid="releases-state"]', ` ${without} 行`, 'lines without a goal')
})

test('filters, order and the small charts of the years', async (s) => {
  await s.as('预算股')
  await s.open('/projects?year=2023')
  await s.page.getByRole('button', { name: /^调整后/ }).click()
  await s.page.waitForURL(/sort=-adjusted/)
  await s.settled()
  const { rows } = await s.api('/projects?year=2023&sort=-adjusted&limit=50')
  await s.eventually(async () => (await s.page.getByTestId('projects').locator('tbody a').first().innerText()).trim(), rows[0].name, 'the largest first')
  await s.page.getByTestId('projects').locator('tbody a').first().click()
  await s.page.getByTestId('trends').waitFor()
  await s.eventually(async () => (await s.page.getByTestId('trends').locator('figure').count()) >= 2, true, 'charts')
})
