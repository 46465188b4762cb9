// Official forms on paper: as many pages as the workbook takes, heads that stand again, text that can be read.
import { check, equal, test } from './harness.mjs'

const YEAR = 2024

/** The pages of what the browser would print of an address. */
async function pages(s, path) {
  await s.page.goto(s.base + path)
  const pdf = await s.page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

/** The declaration with the most indicators, and how many. */
async function fullest(s) {
  const { rows } = await s.api(`/goals?year=${YEAR}&state=finance_review&limit=20`)
  let most = { id: '', count: 0 }
  for (const row of rows.slice(0, 12)) {
    const file = await s.api(`/goals/${row.id}`)
    const count = file.sections.indicators.rows.length
    if (count > most.count) most = { id: row.id, count }
  }
  return most
}

test('a declaration of eight indicators and more fits one page, as its workbook does', async (s) => {
  const { id, count } = await fullest(s)
  check(count >= 8, `the demonstration's longest declaration has ${count} indicators`)
  equal(await pages(s, `/api/v1/goals/${id}/print`), 1, `pages of ${count} indicators`)
  const size = await s.page.locator('.form').evaluate((n) => parseFloat(getComputedStyle(n).fontSize) * 0.75)
  check(size > 7 && size < 9, `text of ${size} pt`)
  const cut = await s.page.locator('td').evaluateAll((cells) => cells.filter((c) => c.scrollWidth > c.clientWidth + 1).map((c) => c.innerText))
  equal(cut, [], 'cells whose text does not fit')
})

test('a long form goes on over pages: the head stands again, and what is signed stays together', async (s) => {
  const { id } = await fullest(s)
  await s.page.goto(`${s.base}/api/v1/goals/${id}/print`)
  // The same rows four times over, as a declaration of forty indicators has them.
  await s.page.locator('thead + tbody').evaluate((body) => {
    const rows = [...body.children]
    const side = rows[0].querySelector('.side')
    side.rowSpan = rows.length * 4
    for (let n = 1; n < 4; n++) {
      for (const row of rows) {
        const copy = row.cloneNode(true)
        copy.querySelector('.side')?.remove()
        body.append(copy)
      }
    }
  })
  const pdf = await s.page.pdf({ preferCSSPageSize: true })
  const count = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length
  check(count === 2 || count === 3, `${count} pages`)
  const rules = await s.page.evaluate(() => {
    const css = (selector, name) => getComputedStyle(document.querySelector(selector))[name]
    return [css('thead', 'display'), css('tbody td:not([rowspan])', 'breakInside'), css('.form table:last-child', 'breakInside')]
  })
  equal(rules, ['table-header-group', 'avoid', 'avoid'], 'rules of the page')
})

test('the overall form of a department fits one page', async (s) => {
  const { rows } = await s.api(`/department-goals?year=${YEAR}`)
  const begun = rows.find((r) => r.id)
  equal(await pages(s, `/api/v1/department-goals/${begun.id}/print`), 1, 'pages')
})
