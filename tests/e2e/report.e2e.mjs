import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, equal, startServer, test } from './harness.mjs'

const article = '[data-testid="report"]'

test('the annual report carries the published numbers, each a link', async (s) => {
  await s.open('/reports/annual?year=2022')
  const text = await s.text(article)
  for (const n of ['27', '84726.10', '92.75', '93.24', '90.7', '4209', '18549.38', '13400', '95.25']) {
    check(text.replaceAll(',', '').includes(n), `${n} is not in the report`)
  }
  const linked = (await s.page.locator(`${article} .text .figure`).allInnerTexts()).map((t) => t.replaceAll(',', ''))
  for (const n of ['27', '84726.10', '10', '11', '6']) check(linked.includes(n), `${n} is no link`)
  for (const heading of ['一、', '二、', '三、']) check(text.includes(heading), `chapter ${heading} is missing`)
})

test('a number of the report opens definition, clause and rows', async (s) => {
  await s.open('/reports/annual?year=2022')
  await s.page.locator(`${article} .text .figure`, { hasText: /^27$/ }).first().click()
  await s.eventually(() => s.text('[data-testid="explain-value"] strong'), '27', 'value')
  await s.eventually(() => s.text('[data-testid="rows-total"]'), '共 27 条', 'rows')
  const box = await s.page.locator(article).boundingBox()
  const panel = await s.page.locator('[data-testid="explain"]').boundingBox()
  check(box.x + box.width <= panel.x, 'the panel covers the text')
})

test('every linked number is what its figure says, in the year it speaks of', async (s) => {
  await s.open('/reports/annual?year=2022')
  const report = await s.api('/reports/annual?place=640323&year=2022&format=json')
  const spans = report.blocks.flatMap((b) => (b.kind === 'table' ? b.rows.flat(2) : b.spans)).filter((x) => x.figure)
  check(spans.length >= 20, `${spans.length} linked numbers`)
  await s.eventually(() => s.page.locator(`${article} > :not(.annex) a.figure[href*='explain=']`).count(), spans.length, 'links on the page')
  const plain = (t) => Number(t.replace(/[^\d.-]/g, ''))
  let compared = 0
  for (const span of spans) {
    // Names of projects and departments may stand for a figure; they say no number.
    if (!/^-?[\d,]+(\.\d+)?%?$/.test(span.text)) continue
    const filter = Object.entries(span.by ?? {})
      .map(([d, c]) => `&filter=${d}:${c}`)
      .join('')
    const figure = await s.api(`/figures/${span.figure}?place=640323&year=${span.year ?? 2022}${filter}`)
    // A sentence may say "about 10%"; counts, amounts and scores are said exactly.
    const near = figure.unit === '%' ? 0.5 : 0
    check(Math.abs(plain(span.text) - plain(figure.text)) <= near, `${span.figure}${filter}: “${span.text}” is not “${figure.text}”`)
    compared += 1
  }
  check(compared >= 20, `${compared} numbers compared`)
})

test('the report can be had as DOCX, Markdown and HTML', async (s) => {
  await s.open('/reports/annual?year=2022')
  const docx = await s.download(() => s.page.locator('[data-format="docx"]').click())
  equal(docx.bytes.subarray(0, 2).toString('latin1'), 'PK', 'first bytes of the DOCX')
  check(docx.name.endsWith('.docx') && docx.bytes.length > 4000, `${docx.name} of ${docx.bytes.length} bytes`)
  const md = await s.download(() => s.page.locator('[data-format="md"]').click())
  check(md.bytes.toString('utf8').replaceAll(',', '').includes('84726.10'), 'the amount is not in the Markdown')
  const html = await s.download(() => s.page.locator('[data-format="html"]').click())
  check(/<html/i.test(html.bytes.toString('utf8')), 'no HTML')
})

test('the reading column holds at most 36 Chinese characters', async (s) => {
  await s.open('/reports/annual?year=2022')
  const [width, size] = await s.page
    .locator(`${article} .text`)
    .first()
    .evaluate((n) => [n.clientWidth, parseFloat(getComputedStyle(n).fontSize)])
  const characters = width / size
  check(characters > 30 && characters <= 36.5, `${characters} characters`)
})

test('in print only the report is left, with its demonstration notice', async (s) => {
  await s.open('/reports/annual?year=2022&explain=assessment.count')
  await s.page.emulateMedia({ media: 'print' })
  for (const gone of ['nav.side', 'header.bar', '.toolbar', '[data-testid="explain"]'])
    check(!(await s.page.locator(gone).first().isVisible()), `${gone} prints`)
  await s.page.locator(article).waitFor()
  await s.page.locator('[role="note"]').waitFor()
  const pdf = await s.page.pdf({ preferCSSPageSize: true })
  check(pdf.length > 20_000 && pdf.subarray(0, 4).toString() === '%PDF', 'no PDF')
})

test('another year writes another report', async (s) => {
  await s.open('/reports/annual?year=2022')
  const before = await s.text(`${article} h1`)
  await s.page.getByRole('button', { name: '2023', exact: true }).click()
  await s.says(`${article} h1`, '2023', 'title')
  check(before.includes('2022'), 'title of 2022')
})

test('an unknown report says so', async (s) => {
  s.expectComplaint(/Failed to load resource/)
  await s.page.goto(`${s.base}/reports/no-such?year=2022`)
  await s.page.locator('[role="alert"]').waitFor()
})

test('a snapshot is chosen on the page: its numbers, rows and downloads stay while the data go on', async (s) => {
  const own = await startServer()
  try {
    s.base = own.base
    await s.as('绩效专干')
    own.command('snapshot', 'create', '--place', '640323', '--year', '2022', '--label', '2022 年终')
    const late = join(own.data, 'late.csv')
    writeFileSync(late, '区划代码,年度,项目名称,单位编码,行业,申请金额（万元）,结论\n640323,2022,年终后补录的项目,201001,公共安全,100.00,予以支持\n')
    own.command('import', 'assessment', late)
    const count = (query) => s.api(`/figures/assessment.count?place=640323&year=2022${query}`).then((f) => f.text)
    await s.eventually(() => count(''), '28', 'assessments after the import')

    await s.open('/reports/annual?year=2022')
    const shown = () => s.page.locator(`${article} .text .figure`).allInnerTexts()
    await s.eventually(async () => (await shown()).includes('28'), true, 'the late row is in the report')
    await s.page.locator('.toolbar select').selectOption({ label: (await s.page.locator('option', { hasText: '2022 年终' }).innerText()).trim() })
    await s.page.waitForURL(/snapshot=640323-2022-1/)
    await s.says(article, '快照 2022 年终', 'the page names the snapshot')
    const numbers = await shown()
    check(numbers.includes('27') && numbers.includes('84726.10'), 'the numbers are not those of the snapshot')

    await s.page.locator(`${article} .text .figure`, { hasText: /^27$/ }).first().click()
    await s.eventually(() => s.text('[data-testid="rows-total"]'), '共 27 条', 'rows')
    await s.says('[data-testid="explain"]', '快照 640323-2022-1', 'the panel does not name the snapshot')
    const rows = await s.download(() => s.page.locator('[data-testid="explain"] .rows').getByRole('link', { name: '下载 CSV' }).click())
    equal(rows.bytes.toString('utf8').trimEnd().split(/\r?\n/).length, 28, 'lines of the CSV')
    check(!rows.bytes.toString('utf8').includes('年终后补录'), 'the CSV holds a row that came later')
    await s.page.keyboard.press('Escape')

    const frozen = await s.download(() => s.page.locator('[data-format="md"]').click())
    check(/27 ?个/.test(frozen.bytes.toString('utf8')), 'the download is not the snapshot')
    await s.page.reload()
    await s.settled()
    await s.says(article, '快照 2022 年终', 'a reload forgets the snapshot')
    await s.page.locator('.toolbar select').selectOption('')
    await s.eventually(async () => (await shown()).includes('28'), true, 'back to the data of now')
  } finally {
    await own.stop()
  }
})

test('a number of the printed HTML that is a part of its figure opens that part', async (s) => {
  const html = await (await s.context.request.get(`${s.base}/api/v1/reports/annual?place=640323&year=2022&format=html`)).text()
  const links = [...html.matchAll(/<a class="number[^"]*" href="(\/[^"]*)"[^>]*>([\d.,]+)</g)].map((m) => [
    m[1].replaceAll('&amp;', '&'),
    m[2],
  ])
  const parts = links.filter(([link]) =>
    decodeURIComponent(link)
      .split('~')
      .some((p) => /^\w+:/.test(p)),
  )
  check(links.length > 20 && parts.length > 3, `${links.length} links, ${parts.length} of them parts`)
  for (const [link, text] of parts.slice(0, 3)) {
    await s.open(link)
    await s.eventually(
      async () => (await s.text('[data-testid="explain-value"] strong')).replaceAll(',', ''),
      text.replaceAll(',', ''),
      link,
    )
  }
})
