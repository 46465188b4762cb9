// What passes from one person to another: lent roles, opinions asked for, a final review taken back, indicators that
// are sent down, units that go on elsewhere.
import { check, equal, test } from './harness.mjs'

const year = 2024

/** Cases of the year that wait for the person who is logged in, in one state. */
async function cases(s, state, tab = 'mine') {
  await s.write('PATCH', '/session', { year })
  return (await s.api(`/worklist?tab=${tab}&limit=500`)).rows.filter((r) => r.state === state && r.record === 'goal')
}

/** Another person beside the one in the browser: gives his way of writing. */
async function beside(s, account) {
  const context = await s.context.browser().newContext()
  const headers = { 'X-Jiheng-Request': '1' }
  const url = `${s.base}/api/v1`
  const { demo_accounts: people } = await (await context.request.get(`${url}/session`)).json()
  const { password } = people.find((p) => p.account === account)
  const answer = await context.request.post(`${url}/session`, { headers, data: { account, password } })
  check(answer.ok(), `log-in of ${account} answered ${answer.status()}`)
  return {
    write: async (method, path, data) => {
      const done = await context.request.fetch(url + path, { method, headers, data })
      return { status: done.status(), body: await done.json().catch(() => null) }
    },
    close: () => context.close(),
  }
}

async function act(s, action, opinion) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const dialog = s.page.getByTestId('action-dialog')
  if (opinion) {
    await s.eventually(() => dialog.locator('button[type=submit]').isDisabled(), true, `${action} can be done without a word`)
    await dialog.locator('textarea').fill(opinion)
  }
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
}

async function refusal(s, action) {
  await s.page.locator(`[data-action="${action}"]`).click()
  const said = await s.page.locator('.why[role="note"]').innerText()
  await s.page.locator(`[data-action="${action}"]`).click()
  return said
}

async function lend(s, to, reason) {
  await s.open('/account')
  const box = s.page.getByTestId('delegations')
  await box.getByLabel('委托给').selectOption({ label: (await box.locator('option', { hasText: to }).innerText()).trim() })
  await box.getByLabel('原因').fill(reason)
  await box.getByRole('button', { name: '委托', exact: true }).click()
  await s.says('[data-testid="delegation-rows"]', reason, 'the delegation')
}

async function takeBack(s) {
  await s.open('/account')
  await s.page.getByTestId('delegation-rows').getByRole('button', { name: '收回' }).click()
  await s.eventually(() => s.page.getByTestId('delegation-rows').getByRole('button', { name: '收回' }).count(), 0, 'taken back')
}

async function switchTo(s, name) {
  await s.page.getByTestId('who').click()
  await s.page.getByRole('button', { name }).click()
  await s.eventually(async () => name.test(await s.text('[data-testid="who"]')), true, 'role in use')
}

test('in a lent role one does the other’s step, under one’s own name and for him; taken back, it is gone at once', async (s) => {
  const page = s.page
  await s.as('jiaoyu.fz')
  const [work] = await cases(s, 'unit_review')
  await lend(s, '刘芳', '外出培训')
  await s.as('jiaoyu')
  await s.open(`/worklist?year=${year}`)
  equal(await page.getByRole('link', { name: work.title, exact: true }).count(), 0, 'the leader’s work in one’s own role')
  await switchTo(s, /单位负责人（代朱华）/)
  await s.open(`/worklist?year=${year}`)
  await page.getByTestId('work').getByRole('link', { name: work.title, exact: true }).click()
  await page.waitForURL(/review/)
  await act(s, 'pass')
  const after = await s.api(`/cases/${work.case}`)
  equal([after.state, after.steps.at(-1).role_label], ['department_review', '单位负责人'], 'the step')
  await s.open(`/goals/${work.record_id}?year=${year}`)
  await page.getByRole('tab', { name: '经过' }).click()
  await s.says('[data-testid="story"]', '刘芳（代朱华）', 'for whom it was done')

  await s.as('jiaoyu.fz')
  await takeBack(s)
  await s.as('jiaoyu')
  await s.open(`/worklist?year=${year}`)
  await page.getByTestId('who').click()
  equal(await page.getByRole('button', { name: /代朱华/ }).count(), 0, 'the lent role in the menu')
  check(!(await s.text('[data-testid="who"]')).includes('代'), 'the ended role is still in use')
})

test('two hands are two persons: who holds the other hand’s role by loan cannot send off what he confirmed twice', async (s) => {
  const page = s.page
  await s.as('jiaoyu.cw')
  await lend(s, '胡斌', '休假')
  await s.as('jiaoyu.xm')
  const [work] = await cases(s, 'drafting')
  await s.open(`/goals/${work.record_id}?year=${year}`)
  await page.locator('[data-confirm="project"]').click()
  await page.locator('[data-part="project"] .yes').waitFor()
  await switchTo(s, /单位财务（代徐丽）/)
  await s.open(`/goals/${work.record_id}?year=${year}`)
  await page.locator('[data-confirm="finance"]').click()
  await page.locator('[data-part="finance"] .yes').waitFor()
  await s.eventually(async () => (await s.api(`/cases/${work.case}`)).actions.some((a) => a.id === 'submit'), true, 'the step is offered')
  check((await refusal(s, 'submit')).includes('一人确认'), 'one person sends off both parts')
  await s.as('jiaoyu.cw')
  await takeBack(s)
})

test('an opinion is asked for: until it is there nothing passes; then both read it', async (s) => {
  const page = s.page
  const [work] = (await cases(s, 'finance_review')).filter((r) => !/会签/.test(r.why))
  const review = `/goals/${work.record_id}/review?year=${year}`
  await s.open(review)
  await page.locator('[data-action="countersign"]').waitFor()
  await act(s, 'countersign', '资金来源是否落实？')
  await s.open(review)
  check((await refusal(s, 'pass')).includes('会签意见还没有回来'), 'it passes without the opinion')
  await s.open(`/worklist?year=${year}&q=${encodeURIComponent(work.project_code)}`)
  await s.says('[data-testid="work"]', '等会签意见', 'why it stands still')

  await s.as('预算股')
  await s.open(`/worklist?year=${year}`)
  const row = page.getByTestId('work').locator('tr[data-row]', { hasText: work.title })
  await s.says(row, '请你会签：资金来源是否落实？')
  await row.getByRole('link').click()
  await page.waitForURL(/review/)
  equal(await page.locator('[data-action="pass"]').count(), 0, 'who is asked does not decide')
  await act(s, 'countersigned', '已列入年初预算，资金落实')
  await s.open(`/worklist?year=${year}`)
  equal(await page.getByText('请你会签').count(), 0, 'answered, and still to be answered')

  await s.as('绩效专干')
  await s.open(review)
  await page.getByRole('tab', { name: '经过' }).click()
  const story = await s.text('[data-testid="story"]')
  for (const words of ['会签 张敏', '资金来源是否落实？', '会签意见 李强', '已列入年初预算，资金落实']) check(story.includes(words), `${words}: ${story}`)
  check(!(await refusal(s, 'pass')).includes('会签'), 'the opinion came and still is waited for')
})

test('the leader takes his final review back with a word, gives it again, and the approval can be printed', async (s) => {
  const page = s.page
  await s.as('财政局领导')
  const [work] = await cases(s, 'finalized', 'waiting')
  await s.open(`/worklist?year=${year}&tab=waiting`)
  await page.getByTestId('work').getByRole('link', { name: work.title, exact: true }).click()
  await page.waitForURL(/\/goals\/\d+/)
  await page.locator('[data-action="unfinalize"]').waitFor()
  await act(s, 'unfinalize', '附件不全，补齐再审')
  await s.says('main .page-head', '财政终审', 'state')
  // What was taken back cannot be approved meanwhile.
  const officer = await beside(s, 'jixiao')
  const early = await officer.write('POST', '/approvals', { goals: [work.record_id], document_number: '盐财发〔2024〕9号', approved_on: '2024-01-20' })
  equal([early.body?.approved, early.body?.refused?.length], [[], 1], 'approved without a final review')
  await officer.close()
  await s.open(`/worklist?year=${year}`)
  await page.getByTestId('work').getByRole('link', { name: work.title, exact: true }).click()
  await page.waitForURL(/review/)
  await act(s, 'finalize')

  await s.as('绩效专干')
  await s.open(`/worklist?year=${year}&q=${encodeURIComponent(work.project_code)}`)
  await page.getByRole('checkbox', { name: `选中${work.title}` }).check()
  await page.getByRole('link', { name: '到“绩效目标”里与预算一同批复' }).click()
  await page.waitForURL(/state=finalized/)
  await page.getByRole('checkbox', { name: `选中${work.title}` }).check()
  await page.getByTestId('approve').click()
  const dialog = page.getByTestId('approve-dialog')
  await dialog.getByLabel('批复文号').fill('盐财发〔2024〕9号')
  await dialog.getByLabel('批复日期').fill('2024-01-20')
  await dialog.locator('button[type=submit]').click()
  await s.says('[data-testid="approved"]', '已批复 1 项', 'approved')
  const [print] = await Promise.all([s.context.waitForEvent('page'), page.getByRole('link', { name: '打印批复' }).click()])
  await print.locator('h1').first().waitFor()
  const paper = await print.locator('body').innerText()
  for (const words of ['盐财发〔2024〕9号', work.title, work.amount_text]) check(paper.includes(words), `${words} is not on the paper`)
  equal(await print.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, 'the paper is too wide')
  await print.close()
  // Later the form itself leads there.
  await s.open(`/goals/${work.record_id}?year=${year}`)
  const [again] = await Promise.all([s.context.waitForEvent('page'), page.getByTestId('print-approval').click()])
  await again.locator('h1').first().waitFor()
  await s.says(again.locator('body'), '盐财发〔2024〕9号', 'another approval is printed from the form')
  await again.close()
})

test('a core indicator stands fast in the unit’s form; a form that was sent in meanwhile is passed over and named', async (s) => {
  const page = s.page
  const project = await beside(s, 'jiaoyu.xm')
  await s.as('jiaoyu.fz')
  const [sent] = await cases(s, 'unit_review')
  // Returned and not taken back: whoever came by its page in an earlier test may have opened it.
  const back = { action: 'return', to: 'returned', reasons: [{ code: 'vague' }], opinion: '再想一想' }
  equal((await s.write('POST', `/cases/${sent.case}/steps`, back)).status, 200, 'back with the unit')
  await s.as('jiaoyu.xm')
  const [draft] = await cases(s, 'drafting')

  await s.as('绩效专干')
  await s.open(`/indicator-orders?year=${year}`)
  await page.getByLabel('主管部门或单位').selectOption({ label: (await page.locator('option', { hasText: /^203001 / }).innerText()).trim() })
  const line = (name) => page.locator('.receivers label').filter({ hasText: name })
  const open = (await s.api(`/projects?year=${year}&unit=203001&goal_state=draft&limit=500`)).rows.map((p) => p.name)
  check(open.includes(sent.title) && open.includes(draft.title), `who would receive it: ${open}`)
  await s.eventually(() => page.locator('.receivers label').count(), open.length, 'receivers of the unit')
  for (const name of open) if (name !== draft.title && name !== sent.title) await line(name).getByRole('checkbox').uncheck()
  await page.getByLabel('第 1 个指标名称').fill('受益学生建档率')
  await page.getByLabel('第 1 个二级指标').selectOption('质量指标')
  await page.getByLabel('第 1 个单位').fill('%')
  await page.getByLabel('第 1 个指标值').fill('98')
  equal((await project.write('POST', `/cases/${sent.case}/steps`, { action: 'submit' })).status, 200, 'sent in while the order is written')
  await page.getByRole('button', { name: '下达给 2 个目标' }).click()
  const result = page.getByTestId('order-result')
  await result.waitFor()
  const said = await result.innerText()
  check(said.includes('已下达到 1 个目标，1 个没有下达'), said)
  equal(said.split(sent.title).length - 1, 1, `how often “${said}” names the form`)
  check(said.includes('单位审核'), said)

  await s.as('jiaoyu.xm')
  await s.open(`/goals/${draft.record_id}?year=${year}`)
  const grid = page.getByTestId('grid')
  const row = grid.locator('tbody tr', { hasText: '受益学生建档率' })
  await s.says(row.locator('th'), '下达', 'the row does not say that it was sent down')
  const rows = await grid.locator('tbody tr').count()
  const told = page.locator('.grid .told')
  await row.locator('td.name').click()
  await page.keyboard.type('gm')
  await s.says(told, '财政局下达的指标，这一格不能改', 'why the name is fast')
  await row.locator('td.target').click()
  await page.keyboard.type('50')
  await s.says(told, '不能改', 'why the value is fast')
  await page.keyboard.press('Control+Delete')
  await s.says(told, '上级下达的，不能删', 'why it stays')
  await s.eventually(() => grid.locator('tbody tr').count(), rows, 'rows')
  equal([await row.locator('td.name').innerText(), await row.locator('td.target').innerText()], ['受益学生建档率', '98'], 'the row')
  await row.locator('td.weight').click()
  await page.keyboard.type('5')
  await page.keyboard.press('Tab')
  const stored = async () => {
    const now = (await s.api(`/goals/${draft.record_id}`)).sections.indicators.rows.find((r) => r.name === '受益学生建档率')
    return [now.target, String(now.weight), now.fixed, now.fixed_target]
  }
  await s.eventually(stored, ['98', '5', true, true], 'what is stored')
  await project.close()
})

test('units merge, split and move: each year shows the tree that was in force, with what became of whom', async (s) => {
  const page = s.page
  await s.as('系统管理员')
  await s.open('/admin/units')
  const change = async (kind, from, fill) => {
    await page.getByRole('button', { name: '单位变更' }).click()
    const form = page.getByTestId('unit-change')
    await form.locator('select').first().selectOption({ label: kind })
    await form.getByLabel('从哪个预算年度起').fill('2024')
    const pick = async (i, code) => {
      const box = form.getByLabel(`原单位 ${i}`)
      await box.selectOption({ label: (await box.locator('option', { hasText: new RegExp(`^${code} `) }).innerText()).trim() })
    }
    for (const [i, code] of from.entries()) {
      if (i > 0) await form.getByRole('button', { name: '再加一个' }).first().click()
      await pick(i + 1, code)
    }
    await fill(form)
    await s.eventually(() => form.getByRole('button', { name: '登记', exact: true }).isDisabled(), true, `${kind} without a document`)
    await form.getByLabel('依据的文件').fill('盐党编发〔2023〕21号')
    await form.getByRole('button', { name: '先试算' }).click()
    await form.getByText('试算通过').waitFor()
    await form.getByRole('button', { name: '登记', exact: true }).click()
    await form.waitFor({ state: 'detached' })
  }
  const name = async (form, i, code, text) => {
    await form.getByLabel(`新单位 ${i} 编码`).fill(code)
    await form.getByLabel(`新单位 ${i} 名称`).fill(text)
  }
  await change('合并', ['203014', '203007'], (form) => name(form, 1, '203051', '大水坑九年制学校'))
  await change('拆分', ['206004'], async (form) => {
    await name(form, 1, '206051', '盐池县妇幼保健院')
    await form.getByRole('button', { name: '再加一个' }).click()
    await name(form, 2, '206052', '盐池县计划生育服务站')
  })
  await change('划转', ['211003'], (form) => name(form, 1, '206053', '盐池县人畜共患病防控中心'))
  const changes = page.getByTestId('unit-changes')
  await s.eventually(() => changes.locator('tbody tr').count(), 5, 'lines of what became of whom')

  const tree = async (y, there, gone) => {
    await page.getByLabel('哪一年的单位').selectOption({ label: `${y} 年度` })
    await s.eventually(() => page.getByRole('heading', { name: `${y} 年度的单位` }).count(), 1, 'the year')
    await s.eventually(async () => {
      const codes = await page.getByTestId('units').locator('td.mono').allInnerTexts()
      return [there.filter((c) => !codes.includes(c)), gone.filter((c) => codes.includes(c))]
    }, [[], []], `tree of ${y}: what is missing, what should be gone`)
  }
  const old = ['203014', '203007', '206004', '211003']
  const fresh = ['203051', '206051', '206052', '206053']
  await tree(2024, fresh, old)
  await tree(2023, old, fresh)
  // Who is moved stands under the new department.
  await page.getByLabel('哪一年的单位').selectOption({ label: '2024 年度' })
  await s.eventually(async () => {
    const codes = await page.getByTestId('units').locator('td.mono').allInnerTexts()
    return codes.slice(0, codes.indexOf('206053')).filter((c) => c.length === 3).at(-1)
  }, '206', 'department of the moved unit')
  equal((await s.write('POST', '/unit-changes', { year: 2024, kind: 'move', from: [], to: [], basis: '' })).status, 422, 'a change of nothing')

  await s.as('绩效专干')
  equal((await s.write('POST', '/unit-changes', { year: 2024, kind: 'merge', from: [], to: [], basis: 'x' })).status, 403, 'who may')
  const rows = (await s.api(`/units?year=2024`)).rows.map((u) => u.code)
  check(fresh.every((c) => rows.includes(c)) && old.every((c) => !rows.includes(c)), 'the tree of the others')
})

test('who confirmed a part does not review the form in the unit, and is told what he did; another may', async (s) => {
  await s.as('单位财务', '教育体育局')
  await s.open(`/worklist?year=${year}`)
  await s.write('PATCH', '/session', { year })
  const { rows } = await s.api('/worklist?tab=mine')
  const work = rows.find((row) => row.record === 'goal' && row.state === 'unit_review')
  check(work, 'nothing waits for the review of the unit')
  await s.open(`/goals/${work.record_id}/review?year=${year}`)
  await s.page.locator('[data-action="pass"]').waitFor()
  const said = await refusal(s, 'pass')
  check(said.includes('不能审核它') && said.includes('确认了财务部分') && said.includes('财会〔2012〕21号'), said)
  await s.as('单位负责人', '教育体育局')
  await s.open(`/goals/${work.record_id}/review?year=${year}`)
  await s.page.locator('[data-action="pass"]').waitFor()
  equal((await s.api(`/cases/${work.case}`)).actions.find((a) => a.id === 'pass').allowed, true, 'the leader may')
})
