import { check, equal, test } from './harness.mjs'

const rows = (s) => s.page.locator('[data-testid="law-list"] tbody tr')

/** First rule for which `fits` of its detail holds. */
async function findRule(s, fits, kinds = ['schemes', 'parameters', 'policies']) {
  const { documents } = await s.api('/law')
  for (const d of documents.filter((x) => kinds.includes(x.kind))) {
    const detail = await s.api(`/law/${d.kind}/${encodeURIComponent(d.id)}?place=640323&as_of=2022-12-31`).catch(() => null)
    if (detail && fits(detail)) return detail
  }
  return null
}

test('the list shows every rule and narrows by kind, words and verification', async (s) => {
  await s.open('/law')
  const { documents } = await s.api('/law')
  await s.eventually(() => rows(s).count(), documents.length, 'rules')
  await s.says('[data-testid="law-state"]', `${documents.filter((d) => !d.verified).length} 条的依据待核实`, 'sentence')
  await s.page.getByLabel('依据').selectOption('no')
  await s.eventually(() => rows(s).count(), documents.filter((d) => !d.verified).length, 'unverified')
  check(/verified=no/.test(s.page.url()), 'the filter is not in the address')
  await s.page.getByLabel('依据').selectOption('')
  await s.page.locator('.kinds button', { hasText: '评分方案' }).click()
  await s.eventually(() => rows(s).count(), documents.filter((d) => d.kind === 'schemes').length, 'schemes')
  await s.page.getByRole('searchbox').fill('没有这样的规则')
  await s.says('main', '没有符合条件的规则', 'empty list')
})

test('the list is walked by J, K and Enter', async (s) => {
  await s.open('/law')
  const { documents } = await s.api('/law')
  check(documents.length > 3, 'too few rules')
  await s.page.keyboard.press('j')
  await s.page.keyboard.press('j')
  await s.page.keyboard.press('k')
  const title = await rows(s).first().locator('a').innerText()
  equal(await s.page.evaluate(() => document.activeElement?.textContent), title, 'focused rule')
  await s.page.keyboard.press('Enter')
  await s.page.waitForURL(/\/law\/[a-z_]+\//)
  equal(await s.text('main h1'), title, 'opened rule')
})

test('a rule shows its text, file, dates and citations with what is not verified', async (s) => {
  const rule = await findRule(s, (d) => d.rule?.since && d.rule.citations.some((c) => !c.verified))
  check(rule, 'no rule with an unverified citation')
  await s.open(`/law/${rule.kind}/${rule.id}?year=2022`)
  equal(await s.text('main h1'), rule.title, 'title')
  const text = await s.text('main')
  check(text.includes(rule.rule.file), 'no file name')
  check(text.includes(rule.rule.since), 'no date')
  equal((await s.page.locator('[data-testid="layer"] .unverified').count()) > 0, true, 'marks of unverified citations')
  const lines = await s.page.locator('.code li').count()
  equal(lines, rule.rule.yaml.replace(/\n$/, '').split('\n').length, 'lines of the rule')
})

test("a county value stands above the nation's, and both citations are shown", async (s) => {
  const rule = await findRule(s, (d) => d.layers.length > 1)
  check(rule, 'no rule with two layers')
  await s.open(`/law/${rule.kind}/${rule.id}?year=2022`)
  equal(
    await s.page
      .locator('[data-testid="layer"] h2')
      .allInnerTexts()
      .then((t) => t.map((x) => x.replace(/\s+/g, ' '))),
    rule.layers.map((l, i) => `${l.place_name} ${i === 0 ? '适用' : '被覆盖'}`),
    'layers',
  )
  await s.says('[data-testid="rule-state"]', `优先于${rule.layers[1].place_name}`, 'sentence')
  await s.page.getByRole('tab', { name: rule.layers[1].place_name }).click()
  await s.eventually(async () => await s.text('.file'), rule.layers[1].file, 'file of the lower layer')
})

test('the date decides which version is read', async (s) => {
  const rule = await findRule(s, (d) => d.versions.length > 0 && d.versions.every((v) => v.since), [
    'schemes',
    'parameters',
    'policies',
    'sources',
  ])
  await s.open(`/law/${rule.kind}/${rule.id}?year=2022`)
  const field = s.page.locator('[data-testid="as-of"] input').first()
  await field.fill('1990-02-31')
  await field.press('Enter')
  await s.says('[data-testid="as-of"]', '应为日期', 'a wrong date is taken')
  await field.fill('1990-01-01')
  await field.press('Enter')
  await s.page.waitForURL(/as_of=1990-01-01/)
  await s.says('[data-testid="rule-state"]', '没有适用的规定', 'nothing held in 1990')
})

test('two dates of a rule are compared value by value', async (s) => {
  const rule = await findRule(s, (d) => d.versions.length > 1 && d.versions.every((v) => v.since))
  check(rule, 'no rule with two versions')
  const days = rule.versions.map((v) => v.since).sort()
  const [from, to] = [days[0], days[days.length - 1]]
  const answer = await s.api(`/law/${rule.kind}/${rule.id}/compare?place=640323&from=${from}&to=${to}`)
  await s.open(`/law/${rule.kind}/${rule.id}?year=2022`)
  for (const [id, day] of [
    ['from', from],
    ['to', to],
  ]) {
    const field = s.page.locator(`[data-testid="${id}"] input`).first()
    await field.fill(day)
    await field.press('Enter')
    await s.settled()
  }
  if (answer.differences.length)
    await s.eventually(
      () => s.page.locator('[data-testid="differences"] tbody tr').count(),
      answer.differences.length,
      `differences of ${rule.kind}/${rule.id}`,
    )
  else await s.page.locator('[data-testid="no-difference"]').waitFor()
})

test("a figure's rule leads to its number, and a number to its rule", async (s) => {
  await s.open('/law/figures/assessment.count?year=2022')
  await s.page.getByRole('button', { name: '看这个数' }).click()
  await s.eventually(() => s.text('[data-testid="explain-value"] strong'), '27', 'value')
  await s.page.goto(`${s.base}/dashboard?year=2022&explain=assessment.amount`)
  await s.page.getByRole('link', { name: '查看这条指标的规则' }).click()
  await s.page.waitForURL(/law\/figures\/assessment\.amount/)
})

test('an unknown rule says so', async (s) => {
  s.expectComplaint(/Failed to load resource/)
  await s.page.goto(`${s.base}/law/schemes/no-such?year=2022`)
  await s.page.locator('[role="alert"]').waitFor()
})
