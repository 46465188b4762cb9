// The work list as a reviewer with many cases uses it: many at once, by the keyboard, and the lists beside it.
import { check, equal, test } from './harness.mjs'

const year = 2024
const list = (more = '') => `/worklist?year=${year}${more}`

/** What waits for the person who is logged in, of the year; `state` narrows it. */
async function mine(s, state, tab = 'mine') {
  await s.write('PATCH', '/session', { year })
  return (await s.api(`/worklist?tab=${tab}&limit=500`)).rows.filter((r) => !state || r.state === state)
}

const rowOf = (s, title) => s.page.getByTestId('work').locator('tr[data-row]').filter({ has: s.page.getByRole('link', { name: title, exact: true }) })
const tick = (s, title) => rowOf(s, title).getByRole('checkbox').check()

/** Every point of a goal's review in full, so that it may pass. */
async function score(s, goal) {
  const sheet = await s.api(`/goals/${goal}/review`)
  const points = sheet.groups.flatMap((g) => g.points.map((p) => ({ id: p.id, score: p.full })))
  const answer = await s.write('PUT', `/goals/${goal}/review`, { points })
  equal(answer.status, 200, 'points')
}

test('a department passes all of a step at once with one opinion, and hears what became of them over the emptied list', async (s) => {
  const page = s.page
  const before = await mine(s, 'department_review')
  check(before.length >= 2, `only ${before.length} cases wait for the department`)
  await s.open(list())
  await tick(s, before[0].title)
  const alike = page.getByRole('button', { name: `同一步的 ${before.length - 1} 件也选上` })
  await alike.click()
  await s.says('.batch', `选中 ${before.length} 件`)
  await page.locator('[data-batch="pass"]').click()
  const dialog = page.getByTestId('action-dialog')
  await dialog.locator('textarea').fill('已逐项核对，同意上报')
  await dialog.locator('button[type=submit]').click()
  await s.says('[data-testid="outcome"]', `办成 ${before.length} 件。`, 'outcome')
  await s.says(page.locator('main'), '没有等你办的事', 'the emptied list')
  await s.says('[data-testid="outcome"]', '办成', 'the outcome went with the list')
  for (const row of before) {
    const now = await s.api(`/cases/${row.case}`)
    equal([now.state, now.steps.at(-1).opinion], ['finance_review', '已逐项核对，同意上报'], row.title)
  }
  await page.getByRole('button', { name: '知道了' }).click()
  equal(await page.getByTestId('outcome').count(), 0, 'outcomes after it was read')
}, 'jiaoyu')

test('of many that are passed at once each that may not pass is named with its reason', async (s) => {
  const [ready, bare] = (await mine(s, 'finance_review')).filter((r) => r.record === 'goal' && r.unit_name.includes('卫生健康局'))
  await score(s, ready.record_id)
  await s.open(list())
  await tick(s, ready.title)
  await tick(s, bare.title)
  const whole = (await mine(s, 'finance_review')).find((r) => r.record === 'department_goal')
  await tick(s, whole.title)
  await s.page.locator('[data-batch="pass"]').click()
  await s.page.getByTestId('action-dialog').locator('button[type=submit]').click()
  const outcome = s.page.getByTestId('outcome')
  await outcome.waitFor()
  const said = await outcome.innerText()
  check(said.includes('办成 1 件，2 件没有办成'), said)
  check(new RegExp(`${whole.title}：.*打分`).test(said), said)
  check(new RegExp(`${bare.title}.*打分`).test(said), said)
  check(!said.includes(ready.title), said)
  equal((await s.api(`/cases/${bare.case}`)).state, 'finance_review', 'the refused one')
  await rowOf(s, ready.title).waitFor({ state: 'detached' })
  await rowOf(s, bare.title).waitFor()
})

test('many go back with one reason and one opinion, and the unit finds both under 退回给我', async (s) => {
  const page = s.page
  const unit = '盐池县第一中学'
  const back = (await mine(s, 'finance_review')).filter((r) => r.unit_name === unit && r.record === 'goal')
  equal(back.length, 2, `cases of ${unit} with finance`)
  await s.open(list())
  for (const row of back) await tick(s, row.title)
  await page.locator('[data-batch="return"]').click()
  const dialog = page.getByTestId('action-dialog')
  const send = dialog.locator('button[type=submit]')
  await s.eventually(() => send.isDisabled(), true, 'many can go back without a reason')
  await dialog.getByRole('button', { name: '其他', exact: true }).click()
  await s.eventually(() => send.isDisabled(), true, '“其他” needs no words')
  await dialog.getByLabel('其他：说明').fill('资金来源与预算不一致')
  await dialog.getByRole('button', { name: '立项依据不足', exact: true }).click()
  await dialog.locator('textarea').fill('两周内报回')
  // Letters belong to the question over the page, not to the list behind it.
  const at = await page.locator('tr.at').allInnerTexts()
  await dialog.getByRole('button', { name: '与上年雷同', exact: true }).focus()
  await page.keyboard.press('k')
  equal(await page.locator('tr.at').allInnerTexts(), at, 'the row under the keys, behind the question')
  check(await dialog.getByRole('button', { name: '与上年雷同', exact: true }).evaluate((b) => b === document.activeElement), 'the focus left the question')
  await send.click()
  await s.says('[data-testid="outcome"]', '办成 2 件。', 'outcome')

  await s.as('yizhong.xm')
  await s.open(list())
  await page.getByRole('tab', { name: /^退回给我/ }).click()
  for (const row of back) {
    await rowOf(s, row.title).waitFor()
    const why = await rowOf(s, row.title).locator('.why').innerText()
    for (const word of ['退回', '资金来源与预算不一致', '立项依据不足', '两周内报回']) check(why.includes(word), `${row.title}: ${why}`)
  }
  equal(Number((await s.api('/worklist?tab=returned')).counts.returned), await page.locator('tr[data-row]').count(), 'count on the tab')
  await rowOf(s, back[0].title).getByRole('link').click()
  await page.getByTestId('goal-sheet').waitFor()
  check(/^\/goals\/\d+$/.test(new URL(page.url()).pathname), `a form to be mended opens at ${page.url()}`)
})

test('the keys go on from the box that was ticked with the mouse, and what waits for others offers no step', async (s) => {
  const page = s.page
  await s.open(list())
  await page.getByTestId('work').waitFor()
  const rows = page.locator('tr[data-row]')
  await rows.nth(1).getByRole('checkbox').click()
  await page.keyboard.press('j')
  await s.eventually(() => rows.nth(2).getAttribute('class').then((c) => /\bat\b/.test(c)), true, 'row under the keys')
  await page.keyboard.press(' ')
  await s.says('.batch', '选中 2 件')
  await page.keyboard.press('k')
  const title = (await rows.nth(1).getByRole('link').innerText()).trim()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/review/)
  await s.eventually(() => s.text('main h1'), title, 'the opened case')
  await page.goBack()
  await page.getByRole('tab', { name: /^等别人/ }).click()
  const [first] = await mine(s, '', 'waiting')
  await tick(s, first.title)
  await s.says('.batch', '这些不在等你办')
  equal(await page.locator('[data-batch]').count(), 0, 'steps for what waits for others')
})

test('复制未报名单 gives each unit with its forms, only of those one may see', async (s) => {
  const page = s.page
  await s.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await s.open(list())
  await page.getByRole('button', { name: '复制未报名单' }).click()
  await s.eventually(async () => /已复制 \d+ 家/.test(await page.locator('.missing').innerText()), true, 'copied')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  check(text.includes((await s.api('/worklist/missing')).text.trim()), `on the clipboard: ${text}`)
  for (const word of ['【2024 年绩效目标申报】', '盐池县农业农村局（本级）', '滩羊产业高质量发展扶持', '请尽快补齐并送审']) check(text.includes(word), text)
  for (const word of ['教育体育局', '残疾']) check(!text.includes(word), `another department in the list: ${text}`)
}, 'nongye')

test('the radar opens each of its lists, and each line leads to the form', async (s) => {
  const page = s.page
  // A form that was begun and left: nobody has written a word, and all of it is last year's.
  await s.as('jiaoyu.xm')
  const { rows } = await s.api(`/projects?year=${year}&unit=203001&goal_state=none&limit=20`)
  equal((await s.write('POST', '/goals', { project_id: rows[0].id, year })).status, 200, 'a form is begun')
  await s.as('绩效专干')
  const radar = page.getByTestId('radar')
  const opens = async (label, rows) => {
    const button = radar.getByRole('button', { name: label })
    await s.eventually(() => button.locator('strong').innerText(), String(rows.length), label)
    equal(await button.isDisabled(), rows.length === 0, `${label} is shut`)
    if (!rows.length) return
    await button.click()
    await s.eventually(() => radar.locator('tbody tr').count(), Math.min(20, rows.length), `lines of ${label}`)
    const line = await radar.locator('tbody tr').first().innerText()
    check(line.includes(rows[0].why) && line.includes(rows[0].project), `${label}: ${line}`)
  }
  await s.open(list())
  await radar.waitFor()
  const lists = await s.api('/worklist/radar')
  check(lists.never_updated.length > 0 && lists.copied_from_last_year.length > 0, 'the form that was left is in no list')
  for (const [id, label] of [['never_updated', '从未填写'], ['untouched_two_periods', '两期没有动过'], ['last_day_filled', '都在最后一天填'], ['copied_from_last_year', '照抄上年']]) await opens(label, lists[id])
  // Another year is another radar; nothing of 2022 is left undone in the demonstration.
  await page.getByRole('button', { name: '2022', exact: true }).click()
  await s.eventually(() => radar.getByRole('button', { name: '从未填写' }).locator('strong').innerText(), '0', 'the radar of 2022')
  // The demonstration has no monitoring of this year: what the server would answer then.
  const many = (why) => Array.from({ length: 25 }, () => ({ ...lists.copied_from_last_year[0], why }))
  const answer = { ...lists, untouched_two_periods: many('连续两期监控表没有报'), last_day_filled: many('2023-11-15 才开始填') }
  await page.route('**/worklist/radar', (route) => route.fulfill({ json: answer }))
  await s.open(list())
  await opens('两期没有动过', answer.untouched_two_periods)
  await opens('都在最后一天填', answer.last_day_filled)
  await s.says(radar, '只列前 20 个，共 25 个', 'lines are left out silently')
  await page.unroute('**/worklist/radar')
  await s.open(list())
  await page.getByTestId('radar').getByRole('button', { name: '从未填写' }).click()
  const link = page.getByTestId('radar-rows').getByRole('link', { name: rows[0].name })
  await link.click()
  await page.getByTestId('goal-sheet').waitFor()
  await s.says('main .page-head', rows[0].name, 'another form')
})

test('已办 shows what I did myself, the newest first, and the leader takes his final review back from there', async (s) => {
  const page = s.page
  const [work] = await mine(s, 'final_review')
  const before = Number((await s.api('/worklist?tab=done')).total)
  await s.open(list())
  await tick(s, work.title)
  await page.locator('[data-batch="finalize"]').click()
  const dialog = page.getByTestId('action-dialog')
  await dialog.locator('textarea').fill('同意，随预算批复')
  await dialog.locator('button[type=submit]').click()
  await s.says(page.getByTestId('outcome'), '办成 1 件')
  const tab = page.getByRole('tab', { name: /^已办/ })
  await tab.click()
  const first = page.getByTestId('work').locator('tr[data-row]').first()
  for (const words of [work.title, '终审', '同意，随预算批复', '待批复']) await s.says(first, words)
  await s.eventually(() => tab.innerText().then((t) => Number(t.replace(/\D/g, ''))), before + 1, 'count on the tab')
  await first.getByRole('button', { name: '取消终审' }).click()
  const send = dialog.locator('button[type=submit]')
  await s.eventually(() => send.isDisabled(), true, 'it can be taken back without a word')
  await dialog.locator('textarea').fill('附件不全')
  await send.click()
  // Still one line of the case, now with what was done last; there is nothing left to take back.
  for (const words of [work.title, '取消终审', '附件不全', '财政终审']) await s.says(first, words)
  equal(await first.getByRole('button').count(), 0, 'steps to take back')
  equal(Number((await s.api('/worklist?tab=done')).total), before + 1, 'lines')
  // The line leads to the form; the case is back among what waits for him.
  await first.getByRole('link').click()
  await page.waitForURL(/goals\/\d+/)
  check((await mine(s, 'final_review')).some((r) => r.case === work.case), 'the case did not come back')
}, '财政局领导')

test('已办 is of the year that is chosen and of oneself alone', async (s) => {
  const page = s.page
  const own = (await mine(s, '', 'done')).length
  check(own > 0, 'the department has passed forms before')
  await s.open(list('&tab=done'))
  await s.eventually(() => page.locator('tr[data-row]').count(), Math.min(own, 100), 'lines')
  await page.getByRole('button', { name: '2022', exact: true }).click()
  await s.says(page.locator('main'), '这一年还没有你办过的事')
  await s.as('jiaoyu.cw')
  const others = (await s.write('PATCH', '/session', { year })) && (await s.api('/worklist?tab=done&limit=500')).rows
  equal(others.filter((r) => r.own_step.role_label === '主管部门审核').length, 0, 'another’s steps among one’s own')
}, 'jiaoyu')
