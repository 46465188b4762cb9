import { check, equal, test } from './harness.mjs'

const officer = ['单位项目经办', '教育体育局']

/** The only open proposal of that name, whatever else other tests left. */
const rowOf = (s, name) => s.page.getByTestId('proposals').locator('tbody tr', { hasText: name }).first()

test('a unit proposes an indicator, finance mends and adopts it, and search finds it at once', async (s) => {
  const name = '沙漠研学营地接待人次'
  await s.as(...officer)
  await s.open('/library')
  await s.page.getByRole('button', { name: '建议新指标' }).click()
  const form = s.page.getByTestId('proposal-form')
  await form.getByLabel('指标名称').fill(name)
  await form.getByLabel('常用值').fill('若干')
  await form.getByLabel('解释').fill('全年接待的学生人次')
  s.expectComplaint(/422/)
  await form.getByRole('button', { name: '送财政审定' }).click()
  await s.eventually(() => form.locator('[aria-invalid="true"]').count(), 2, 'cells that are wrong: sector and reason')
  await form.getByLabel('行业').selectOption('教育')
  await form.getByLabel('理由').fill('研学没有现成的指标')
  await form.getByRole('button', { name: '送财政审定' }).click()
  await s.eventually(() => form.locator('[aria-invalid="true"]').count(), 1, 'a target that is no number')
  await form.getByLabel('常用值').fill('1200')
  await form.getByPlaceholder('期限不写单位').fill('人次')
  await form.getByRole('button', { name: '送财政审定' }).click()
  await s.page.getByRole('status').filter({ hasText: name }).waitFor()

  await s.as('绩效专干')
  await s.open('/library/proposals?state=open')
  await rowOf(s, name).getByRole('button', { name: '审定' }).click()
  const decision = s.page.getByTestId('decision-form')
  await decision.getByLabel('常用值').fill('1500')
  await decision.getByRole('button', { name: '采纳' }).click()
  await decision.waitFor({ state: 'detached' })
  await s.open('/library/proposals?state=adopted')
  await s.says(rowOf(s, name), '≥1500人次', 'the mended text is not what was adopted')

  await s.as(...officer)
  await s.open('/library?q=沙漠研学')
  await s.page.getByTestId('library').getByRole('button', { name }).click()
  const entry = s.page.getByTestId('entry')
  await s.says(entry, '第 1 版', 'the entry does not show its versions')
})

test('finance refuses only with a reason; the unit reads it and may take its own back', async (s) => {
  await s.as(...officer)
  const wish = (name) => ({
    kind: 'add',
    reason: '试一试',
    entry: { name, level: '数量', sector: '教育', op: '>=', target: '3', unit: '次', explanation: '次数' },
  })
  equal((await s.write('POST', '/library/proposals', wish('校园开放日次数'))).status, 200, 'proposed')
  equal((await s.write('POST', '/library/proposals', wish('家长座谈次数'))).status, 200, 'proposed')
  await s.open('/library/proposals')
  await rowOf(s, '家长座谈次数').getByRole('button', { name: '收回' }).click()
  await s.says(rowOf(s, '家长座谈次数'), '已收回', 'withdrawn')
  await s.as('绩效专干')
  await s.open('/library/proposals?state=open')
  await rowOf(s, '校园开放日次数').getByRole('button', { name: '审定' }).click()
  const decision = s.page.getByTestId('decision-form')
  await decision.getByLabel('不采纳').check()
  s.expectComplaint(/422/)
  await decision.getByRole('button', { name: '不采纳' }).click()
  await decision.locator('textarea[aria-invalid="true"]').waitFor()
  await decision.getByLabel(/审定意见/).fill('次数说明不了成效')
  await decision.getByRole('button', { name: '不采纳' }).click()
  await decision.waitFor({ state: 'detached' })
  await s.as(...officer)
  await s.open('/library/proposals?state=refused')
  await s.says(rowOf(s, '校园开放日次数'), '次数说明不了成效', 'the reason is not told')
})

test('the ranking of vagueness opens a unit as its projects, and says why', async (s) => {
  await s.as('绩效专干')
  await s.open('/vagueness?year=2022')
  const table = s.page.getByTestId('vagueness')
  const first = await table.locator('tbody th').first().innerText()
  const { rows, index } = await s.api('/vagueness?year=2022&by=unit&limit=1')
  equal(first, rows[0].name, 'the vaguest unit')
  const figure = await s.api('/figures/goal.vagueness?place=640323&year=2022')
  check(Math.abs(figure.value - index) < 5, `the ranking's mean ${index} is far from the figure's ${figure.value}`)
  await table.locator('tbody td.example button').first().click()
  await s.says(table.locator('.why'), '=', 'no explanation')
  await table.locator('tbody th button').first().click()
  await s.eventually(() => s.page.getByRole('tab', { selected: true }).innerText(), '项目', 'ranking of projects')
  check(/unit=\d{6}/.test(s.page.url()), 'the unit is not in the address')
  for (const width of [1440, 1024]) {
    await s.page.setViewportSize({ width, height: 768 })
    for (const path of ['/vagueness?year=2022', '/vagueness?by=indicator&year=2022', '/notices', '/library/proposals', '/library'])
      await s.open(path).then(async () => equal(await s.sideways(), [], `${path} at ${width}`))
  }
})

test('reminders are counted in the bell, lead to the form and stay read', async (s) => {
  await s.as('绩效专干')
  // The year that is being declared, for the session and the page.
  await s.write('PATCH', '/session', { year: 2024 })
  await s.open('/notices?year=2024')
  const { unread, rows } = await s.api('/notices?limit=200')
  check(unread > 0, 'nobody is reminded of anything')
  await s.eventually(() => s.page.getByTestId('bell').innerText(), String(unread), 'the bell')
  const first = rows.find((r) => !r.read)
  await s.page.getByTestId('notices').getByRole('button', { name: first.title, exact: true }).first().click()
  await s.page.waitForURL(/goals\/\d+/)
  await s.eventually(() => s.page.getByTestId('bell').innerText(), String(unread - 1), 'one less')
})

test('a rule shows its severity, how to mend it and what it finds; the list narrows by severity', async (s) => {
  await s.open('/law/lint/indicator.vague-target')
  const card = s.page.getByTestId('lint-rule')
  await card.waitFor()
  await s.eventually(async () => (await card.locator('ol').first().locator('li').count()) >= 2, true, 'bad examples')
  check((await card.locator('ol').last().locator('li').count()) >= 2, 'good examples')
  check(!(await card.innerText()).includes('indicator.'), 'fields are called by their names in files')
  await s.open('/law?kind=lint')
  const { rules } = await s.api('/lint/rules?place=640323')
  await s.page.getByLabel('轻重').selectOption('error')
  await s.eventually(
    () => s.page.locator('[data-testid="law-list"] tbody tr').count(),
    rules.filter((r) => r.severity === 'error').length,
    'errors',
  )
})

test('a row of a form is proposed for the library: what is near is shown first, and the proposal is where the link leads', async (s) => {
  const name = '校园餐陪餐制度落实学校数'
  await s.as(...officer)
  const { rows: projects } = await s.api('/projects?year=2025&unit=203001&goal_state=none&limit=1')
  const made = await s.write('POST', '/goals', { project_id: projects[0].id, year: 2025 })
  equal(made.status, 200, 'begin')
  const goal = await s.api(`/goals/${made.body.id}`)
  const row = { id: null, level1: '产出指标', level2: '数量指标', name, op: '>=', target: '45', unit: '所', weight: 10 }
  const own = (await s.api('/library?place=640323&sector=教育&level=数量&limit=1')).entries[0]
  const rows = [row, { ...row, name: own.name, op: own.op.code, target: own.target, unit: own.unit ?? '' }]
  equal((await s.write('PATCH', `/goals/${goal.id}/sections/indicators`, { rows }, { 'If-Match': goal.sections.indicators.etag })).status, 200, 'rows')

  await s.open(`/goals/${goal.id}?year=2025`)
  const button = s.page.getByTestId('propose-row')
  await s.eventually(() => button.isDisabled(), true, 'no row is chosen yet')
  const line = (words) => s.page.getByTestId('grid').locator('tbody tr', { hasText: words })
  // A row that the library has already is said to be there.
  await line(own.name).locator('td.name').click()
  await button.click()
  await s.says('[data-testid="near"]', `指标库里已经有这个指标（${own.code}）`, 'the row is in the library')
  await s.page.getByRole('button', { name: '取消' }).click()

  // By the keyboard alone: the grid, Alt J, the form, and back in the grid.
  await line(name).locator('td.name').click()
  await s.page.keyboard.press('Alt+KeyJ')
  const form = s.page.getByTestId('proposal-form')
  await form.waitFor()
  equal(
    await Promise.all(['指标名称', '二级指标', '性质', '常用值'].map((label) => form.getByLabel(label).first().inputValue())),
    [name, '数量', '>=', '45'],
    'the row is in the form',
  )
  equal(await form.getByLabel('计量单位').inputValue(), '所', 'its unit')
  equal(await form.getByLabel('行业').inputValue(), '教育', 'the sector of the project')
  await form.getByLabel('解释').fill('落实陪餐制度、有完整记录的学校数')
  await form.getByLabel('理由').fill('校园食品安全要求陪餐，库里没有')
  await form.getByRole('button', { name: '送财政审定' }).click()
  await form.waitFor({ state: 'detached' })
  await s.eventually(() => s.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), '第 1 行 三级指标', 'the grid goes on')
  equal(await s.sideways(), [], 'nothing sticks out')
  await s.page.getByTestId('proposal-sent').getByRole('link').click()
  await s.page.waitForURL(/library\/proposals/)
  await s.says('[data-testid="proposals"] tr.on', name, 'the link leads to the proposal')
})
