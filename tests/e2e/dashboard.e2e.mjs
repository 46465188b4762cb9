import { check, equal, test } from './harness.mjs'

const number = (s, link, label) => s.page.locator(`[data-link="${link}"] dl > div`, { hasText: label }).locator('.figure').innerText()

/** The three conclusions; the middle one's words hold the first one's, hence the exact match. */
async function conclusions(s) {
  const items = await s.page.locator('[data-link="assessment"] .parts li').all()
  return Promise.all(items.map(async (i) => [(await i.locator('.word').innerText()).trim(), await i.locator('.figure').innerText()]))
}

test("the five links show the county's published numbers", async (s) => {
  await s.open('/dashboard?year=2022')
  equal(await number(s, 'assessment', '评估项目'), '27', 'assessments')
  equal(await number(s, 'assessment', '涉及金额'), '84,726.10', 'amount')
  equal(
    await conclusions(s),
    [
      ['予以支持', '10'],
      ['调整完善后予以支持', '11'],
      ['不予支持', '6'],
    ],
    'conclusions',
  )
  equal(await number(s, 'monitoring', '重点事中评价'), '3', 'mid-term evaluations')
  equal(await number(s, 'evaluation', '重点评价金额'), '4,209.00', 'amount of key evaluations')
  equal(parseFloat(await number(s, 'evaluation', '自评覆盖率')), 100, 'self-evaluation coverage')
})

test('a click on a conclusion filters the page, shows a chip, and survives a reload', async (s) => {
  await s.open('/dashboard?year=2022')
  const goalsBefore = await number(s, 'goal', '应设目标项目')
  await s.page.locator('[data-link="assessment"] .word').first().click()
  await s.page.waitForURL(/filter=conclusion/)
  await s.eventually(() => number(s, 'assessment', '评估项目'), '10', 'filtered count')
  await s.says('[data-testid="chips"]', '予以支持', 'no chip')
  equal(
    (await conclusions(s)).map((c) => c[1]),
    ['10', '11', '6'],
    'the clicked chart keeps its other marks',
  )
  equal(await number(s, 'goal', '应设目标项目'), goalsBefore, 'projects have no conclusion and are not filtered by it')
  await s.page.reload()
  await s.eventually(() => number(s, 'assessment', '评估项目'), '10', 'after a reload')
  await s.page.getByRole('button', { name: '全部清除' }).click()
  await s.eventually(() => number(s, 'assessment', '评估项目'), '27', 'after clearing')
})

test('a click on a department narrows all charts together', async (s) => {
  await s.open('/dashboard?year=2022')
  const row = s.page.locator('[data-chart="departments"] tbody tr').first()
  const name = await row.locator('th').innerText()
  const count = await row.locator('td.num').nth(1).innerText()
  check(Number(count) > 0, `${name} has ${count} projects`)
  await row.locator('th button').click()
  await s.page.waitForURL(/filter=department/)
  await s.eventually(() => s.page.locator('[data-chart="coverage"] tr.total td').first().innerText(), count, 'total of the coverage table')
  await s.says('[data-testid="state"]', `项目 ${count}`, 'sentence does not follow')
  await s.says('[data-testid="chips"]', name, 'no chip')
})

test('a cell of the coverage table is the figure itself, opens its rows, and filters the page', async (s) => {
  await s.open('/dashboard?year=2022')
  const row = s.page.locator('[data-chart="coverage"] tbody tr', { hasText: '一般公共预算' }).first()
  const cell = row.locator('td.cell').nth(1)
  const shown = await cell.locator('.figure').innerText()
  const figure = await s.api('/figures/goal.coverage_count?place=640323&year=2022&filter=fund_type:11')
  equal(shown, figure.text, 'share of goals')
  await cell.locator('.figure').click()
  await s.eventually(() => s.text('[data-testid="explain-value"] strong'), shown, 'explained')
  await s.eventually(() => s.text('[data-testid="rows-total"]'), `共 ${figure.rows} 条`, 'rows behind the cell')
  await s.page.keyboard.press('Escape')
  await cell.locator('.hit').click({ position: { x: 4, y: 4 } })
  await s.page.waitForURL(/filter=fund_type:11/)
  const count = await s.api('/figures/project.count?place=640323&year=2022&filter=fund_type:11')
  await s.says('[data-testid="state"]', `项目 ${count.text}`, 'the sentence follows')
})

test('coverage by amount asks for amounts', async (s) => {
  await s.open('/dashboard?year=2022')
  await s.page.getByRole('button', { name: '按金额' }).click()
  await s.eventually(
    async () => /^[\d,]+\.\d\d$/.test(await s.page.locator('[data-chart="coverage"] tr.total td').first().innerText()),
    true,
    'amounts',
  )
  equal(
    await s.page.locator('[data-chart="coverage"] tr.total td').first().innerText(),
    (await s.api('/figures/project.amount?place=640323&year=2022')).text,
    'total',
  )
})

test('a link of the cycle shows its own charts and the way back', async (s) => {
  await s.open('/dashboard?year=2022')
  const ids = async () => (await s.page.locator('[data-chart]').evaluateAll((n) => n.map((x) => x.dataset.chart))).join()
  const before = await ids()
  await s.page.locator('[data-link="monitoring"] .head').click()
  await s.page.waitForURL(/link=monitoring/)
  equal(await s.text('main h1'), '绩效监控', 'heading')
  check((await ids()).includes('alerts-by-department') && !(await ids()).includes('coverage'), `charts are ${await ids()}`)
  await s.page.locator('[data-link="monitoring"] .head').click()
  await s.eventually(ids, before, 'charts of the overview')
})

test('a number explains itself: definition, citations, groups, rows and their CSV', async (s) => {
  await s.open('/dashboard?year=2022')
  await s.page.locator('[data-link="assessment"] dd .figure').first().click()
  const panel = s.page.locator('[data-testid="explain"]')
  await panel.waitFor()
  const figure = await s.api('/figures/assessment.count?place=640323&year=2022')
  await s.says(panel, figure.definition, 'definition')
  await s.eventually(() => s.text('[data-testid="rows-total"]'), '共 27 条', 'rows')
  await s.eventually(() => panel.locator('.rows tbody tr').count(), 27, 'rows shown')
  await s.says(panel, '依据', 'no citations')
  await panel.getByRole('combobox').selectOption('conclusion')
  await s.eventually(() => panel.locator('.groups tbody .figure').allInnerTexts(), ['10', '11', '6'], 'groups')
  const csv = await s.download(() => panel.getByRole('link', { name: '下载 CSV' }).click())
  const text = csv.bytes.toString('utf8')
  equal(text.charCodeAt(0), 0xfeff, 'BOM')
  equal(text.trimEnd().split(/\r?\n/).length, 28, 'lines of the CSV')
  await panel.locator('.groups tbody .figure').first().click()
  await s.eventually(() => s.text('[data-testid="rows-total"]'), '共 10 条', 'rows of the part')
})

test('long lists of rows come page by page', async (s) => {
  await s.open('/dashboard?year=2022&explain=project.count')
  const panel = s.page.locator('[data-testid="explain"]')
  const total = (await s.api('/figures/project.count?place=640323&year=2022')).rows
  await s.eventually(() => s.text('[data-testid="rows-total"]'), `共 ${total} 条`, 'total')
  const first = await panel.locator('.rows tbody tr').first().innerText()
  await s.eventually(() => panel.locator('.rows tbody tr').count(), 50, 'rows of a page')
  await panel.getByRole('button', { name: '下一页' }).click()
  await s.says(panel.locator('.pager'), `51–100 / ${total}`, 'second page')
  await s.eventually(async () => (await panel.locator('.rows tbody tr').first().innerText()) === first, false, 'the same rows again')
  await panel.getByRole('button', { name: '上一页' }).click()
  await s.eventually(() => panel.locator('.rows tbody tr').first().innerText(), first, 'first page')
})

test('every chart has a table and a CSV with the same numbers', async (s) => {
  await s.open('/dashboard?year=2022')
  const charts = await s.page.locator('[data-chart]').all()
  check(charts.length >= 5, `${charts.length} charts`)
  for (const chart of charts) {
    const name = await chart.getAttribute('data-chart')
    await chart.getByRole('button', { name: '数据表' }).click()
    const rows = await chart.locator('[id$="-table"] tbody tr').count()
    const csv = await s.download(() => chart.getByRole('button', { name: '下载 CSV' }).click())
    const lines = csv.bytes.toString('utf8').trimEnd().split('\r\n')
    equal(lines.length, rows + 1, `${name}: lines of ${csv.name}`)
    const shown = await chart.locator('[id$="-table"] tbody tr').first().locator('.figure').allInnerTexts()
    for (const text of shown) check(lines[1].includes(text.replaceAll(',', '')), `${name}: ${text} is not in “${lines[1]}”`)
  }
})

test('numbers that rest on demonstration rows are marked, published ones are not', async (s) => {
  await s.open('/dashboard?year=2022')
  const marked = (link, label) => s.page.locator(`[data-link="${link}"] dl > div`, { hasText: label }).locator('.demo-mark').count()
  for (const [link, label, figure] of [
    ['assessment', '评估项目', 'assessment.count'],
    ['goal', '应设目标项目', 'goal.required_count'],
    ['evaluation', '重点评价金额', 'evaluation.key.amount'],
  ]) {
    const answer = await s.api(`/figures/${figure}?place=640323&year=2022`)
    equal(await marked(link, label), answer.illustrative ? 1 : 0, `mark of ${figure}`)
  }
})

test('a failed question says so, keeps the page, and can be asked again', async (s) => {
  s.expectComplaint(/Failed to load resource/)
  let refuse = true
  await s.page.route('**/api/v1/figures/query', (route) =>
    refuse
      ? route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            title: '数据库暂不可用',
            status: 503,
            detail: '请稍候',
          }),
        })
      : route.continue(),
  )
  await s.open('/dashboard?year=2022')
  equal(await s.text('[role="alert"] p'), '数据库暂不可用：请稍候', 'message')
  refuse = false
  await s.page.getByRole('button', { name: '重试' }).click()
  await s.eventually(() => number(s, 'assessment', '评估项目'), '27', 'after asking again')
  equal(await s.page.locator('[role="alert"]').count(), 0, 'alerts')
})

test('a filter that leaves nothing says what to do', async (s) => {
  await s.open('/dashboard?year=2022&filter=department:no-such')
  await s.says('[data-chart="alerts-by-quarter"]', '没有记录', 'empty chart')
})
