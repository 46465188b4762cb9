import { createHmac } from 'node:crypto'
import { check, equal, test } from './harness.mjs'
import { workbookOf } from './workbook.mjs'

/** The code that an authenticator shows for a base32 secret, `steps` half-minutes from now. */
function totp(secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[19] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function typeLogIn(s, account, password) {
  await s.as(null)
  await s.page.goto(`${s.base}/`)
  await s.page.getByTestId('log-in').waitFor()
  await s.page.getByLabel('账号', { exact: true }).fill(account)
  await s.page.getByLabel('口令', { exact: true }).fill(password)
  await s.page.getByRole('button', { name: '登录', exact: true }).click()
}

test('a new user gets a one-time password, a role from somebody else, changes the password, and adds a second factor', async (s) => {
  const page = s.page
  s.expectComplaint(/401|422/)
  await s.as('系统管理员')
  await s.open('/')
  await page.waitForURL(/\/admin/)
  await page.getByTestId('new-user').click()
  const form = page.getByTestId('user-form')
  await form.getByLabel('账号').fill('Xin Ren')
  await form.getByLabel('姓名').fill('新人')
  await form.getByRole('button', { name: '新建' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('账号').fill('xinren')
  await form.getByLabel('单位').selectOption({ label: (await form.locator('option', { hasText: '203001' }).innerText()).trim() })
  await form.getByRole('button', { name: '新建' }).click()
  const once = (await s.text('[data-testid="one-time"] .once')).trim()
  check(once.length >= 8, `one-time password ${once}`)
  await page.getByRole('button', { name: '记下了' }).click()
  equal(await page.getByRole('link', { name: '审计日志' }).count(), 0, 'pages of the other administrators')

  await s.as('安全管理员')
  await s.open('/')
  await page.waitForURL(/\/admin/)
  equal(await s.page.getByTestId('new-user').count(), 0, 'making users is not his')
  await page.getByLabel('用户', { exact: true }).selectOption({ label: '新人（xinren）' })
  await page.getByLabel('角色', { exact: true }).selectOption({ label: '单位项目经办' })
  await page.getByLabel('单位', { exact: true }).selectOption({ label: (await page.locator('option', { hasText: '203001' }).first().innerText()).trim() })
  await page.getByRole('button', { name: '授予' }).click()
  await s.says('[data-testid="grants"]', '新人', 'the grant')

  await typeLogIn(s, 'xinren', once)
  const change = page.getByTestId('new-password')
  await change.waitFor()
  await change.getByLabel('现在的口令').fill(once)
  await change.getByLabel('新口令').fill('12345678')
  await change.getByLabel('再写一遍').fill('12345678')
  await change.getByRole('button', { name: '改口令' }).click()
  await change.getByRole('alert').waitFor()
  await s.eventually(async () => (await change.getByRole('alert').innerText()).length > 10, true, 'the broken rules are told')
  await change.getByLabel('新口令').fill('Huamachi-2024-lvyou')
  await change.getByLabel('再写一遍').fill('Huamachi-2024-lvyou')
  await change.getByRole('button', { name: '改口令' }).click()
  await page.waitForURL(/worklist/)

  await page.goto(`${s.base}/account`)
  await page.getByRole('button', { name: '开通' }).click()
  const factor = page.getByTestId('second-factor')
  await factor.locator('svg').waitFor()
  const secret = (await s.text('[data-testid="secret"]')).replace(/\s/g, '')
  await factor.getByLabel('验证码').fill('000000')
  await factor.getByRole('button', { name: '开通' }).click()
  await factor.getByRole('alert').waitFor()
  await factor.getByLabel('验证码').fill(totp(secret))
  await factor.getByRole('button', { name: '开通' }).click()
  await page.getByText('已开通。').waitFor()

  await typeLogIn(s, 'xinren', 'Huamachi-2024-lvyou')
  await factor.waitFor()
  // The code that enrolled is used up; the next one is taken a little early.
  await factor.getByLabel('验证码').fill(totp(secret, 1))
  await factor.getByRole('button', { name: '登录' }).click()
  await page.waitForURL(/worklist/)
})

test('five wrong passwords lock the account and say for how long', async (s) => {
  s.expectComplaint(/401/)
  for (let i = 0; i < 5; i++) {
    await typeLogIn(s, 'gongan.xm', `wrong-${i}`)
    await s.page.getByRole('alert').waitFor()
  }
  await typeLogIn(s, 'gongan.xm', 'wrong-again')
  await s.page.getByRole('alert').waitFor()
  await s.eventually(async () => /锁定.*\d+ 分钟/.test(await s.page.getByRole('alert').innerText()), true, 'locked, and for how long')
  await s.as('系统管理员')
  await s.open('/admin/users')
  await s.says(s.page.locator('[data-testid="users"] tr', { hasText: 'gongan.xm' }), '■ 已锁定', 'not shown as locked')
}, null)

test('own sessions are listed and another one can be ended', async (s) => {
  const who = await s.as('财政局领导')
  const other = await s.context.browser().newContext()
  const headers = { 'X-Jiheng-Request': '1' }
  const answer = await other.request.post(`${s.base}/api/v1/session`, { headers, data: { account: who.account, password: who.password } })
  check(answer.ok(), 'the second log-in')
  await s.open('/account')
  await s.eventually(() => s.page.getByTestId('own-sessions').locator('tbody tr').count(), 2, 'sessions')
  await s.page.getByTestId('own-sessions').getByRole('button', { name: '退出' }).click()
  await s.eventually(() => s.page.getByTestId('own-sessions').locator('tbody tr').count(), 1, 'sessions after ending one')
  equal((await (await other.request.get(`${s.base}/api/v1/session`)).json()).logged_in, false, 'the ended session')
  await other.close()
})

test('who is away lends his role: the other acts for him until it is taken back', async (s) => {
  await s.as('jiaoyu.fz')
  await s.open('/account')
  const box = s.page.getByTestId('delegations')
  await box.getByLabel('委托给').selectOption({ label: (await box.locator('option', { hasText: '胡斌' }).innerText()).trim() })
  await box.getByLabel('原因').fill('出差')
  await box.getByRole('button', { name: '委托' }).click()
  await s.says('[data-testid="delegation-rows"]', '胡斌', 'the delegation')

  await s.as('jiaoyu.xm')
  await s.open('/worklist')
  await s.page.getByTestId('who').click()
  await s.page.getByRole('button', { name: /单位负责人（代朱华）/ }).click()
  await s.says('[data-testid="who"]', '代朱华', 'role in use')
  check((await s.api('/session')).grants.some((g) => g.for_name === '朱华'), 'no lent role')

  await s.as('jiaoyu.fz')
  await s.open('/account')
  await s.page.getByTestId('delegation-rows').getByRole('button', { name: '收回' }).click()
  await s.eventually(async () => (await s.page.getByTestId('delegations').innerText()).includes('有效'), false, 'taken back')
  await s.as('jiaoyu.xm')
  check(!(await s.api('/session')).grants.some((g) => g.for_name), 'the lent role outlived its end')
})

test('a unit sees nothing of the administration, and the address alone opens nothing', async (s) => {
  await s.as('单位财务', '教育体育局')
  await s.open('/worklist')
  equal(await s.page.locator('nav.side').getByText('管理').count(), 0, 'menu entries')
  await s.open('/admin/users')
  equal(await s.page.getByTestId('users').count(), 0, 'tables of users')
  for (const path of ['/audit', '/permissions']) equal((await s.write('GET', path)).status, 403, path)
})

test('units and users come in by a file: tried first, bad cells told, passwords given out', async (s) => {
  const page = s.page
  await s.as('系统管理员')
  await s.open('/admin/units')
  const bad = '单位编码,单位名称,主管部门编码,单位类型,行业\n203090,盐池县特殊教育学校,203,预算单位,教育\n203091,,203,什么,教育\n'
  await page.getByRole('button', { name: '导入单位' }).click()
  const dialog = page.getByTestId('people-import')
  const give = (name, text) => dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await give('单位.csv', bad)
  await s.says(dialog.getByTestId('import-summary'), '1 行有错', 'trial')
  await s.says(dialog, '第 3 行', 'the bad row is not named')
  await s.eventually(() => dialog.getByRole('button', { name: /^导入 2 行/ }).isDisabled(), true, 'a file with errors can be taken')
  await give('单位.csv', bad.replace('203091,,203,什么,教育', '203091,盐池县少年宫,203,预算单位,教育'))
  await s.says(dialog.getByTestId('import-summary'), '新增 2', 'trial of the good file')
  await dialog.getByRole('button', { name: /^导入 2 行/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await s.says(page.getByTestId('units'), '盐池县少年宫', 'the new unit')

  await s.open('/admin/users')
  await page.getByRole('button', { name: '导入用户' }).click()
  await give('用户.csv', '账号,姓名,单位编码\nsn.cw,少年甲,203091\nsn.xm,少年乙,203091\n')
  await dialog.getByRole('button', { name: /^导入 2 行/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /给 2 个没有口令的发一次性口令/ }).click()
  await s.eventually(() => page.getByTestId('one-time').locator('tr').count(), 2, 'passwords')
})

test('a renamed unit bears the name of the year that is asked, in figures and in lists', async (s) => {
  const page = s.page
  await s.as('系统管理员')
  await s.open('/admin/units')
  s.expectComplaint(/422/)
  await page.getByRole('button', { name: '单位变更' }).click()
  const form = page.getByTestId('unit-change')
  const label = (await form.locator('option', { hasText: /^203001 / }).first().innerText()).trim()
  await form.getByLabel('原单位 1').selectOption({ label })
  await form.getByLabel('从哪个预算年度起').fill('2023')
  await form.getByLabel('新名称').fill(label.replace(/^\d+ /, ''))
  await form.getByLabel('依据的文件').fill('盐党编发〔2022〕9号')
  await form.getByRole('button', { name: '先试算' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('新名称').fill('盐池县教育局（本级）')
  await form.getByRole('button', { name: '登记' }).click()
  await form.waitFor({ state: 'detached' })
  await s.says('[data-testid="unit-changes"]', '更名', 'the change')
  await page.getByLabel('哪一年的单位').selectOption({ label: '2022 年度' })
  await s.eventually(async () => (await page.getByTestId('units').innerText()).includes(label.replace(/^\d+ /, '')), true, 'old name in 2022')

  await s.as('绩效专干')
  for (const [year, name] of [
    [2022, label.replace(/^\d+ /, '')],
    [2023, '盐池县教育局（本级）'],
  ]) {
    const list = await s.api(`/projects?year=${year}&unit=203001&limit=1`)
    equal(list.rows[0].unit_name, name, `project list of ${year}`)
    const goals = await s.api(`/goals?year=${year}&unit=203001&limit=1`)
    equal(goals.rows[0].unit_name, name, `goals of ${year}`)
    equal((await s.api(`/goals/${goals.rows[0].id}`)).unit.name, name, `form of ${year}`)
    const answer = await s.api(`/figures/project.count?place=640323&year=${year}&by=unit`)
    const group = answer.groups.find((g) => Object.values(g.key ?? {}).includes('203001') || g.codes?.includes('203001'))
    check(JSON.stringify(group ?? answer).includes(name), `figure of ${year}: ${JSON.stringify(group)}`)
  }
})

test('the audit trail says who changed what, and can be asked by person and by kind', async (s) => {
  await s.as('审计管理员')
  await s.open('/')
  await s.page.waitForURL(/\/admin/)
  await s.page.getByTestId('audit').waitFor()
  await s.page.getByLabel('按对象查找').selectOption({ label: '授权' })
  await s.eventually(async () => (await s.page.getByTestId('audit').locator('tbody tr td:nth-child(5)').allInnerTexts()).every((t) => t.startsWith('授权')), true, 'only grants')
  await s.page.getByTestId('audit').locator('.fields').first().click()
  await s.says(s.page.locator('.more-row'), 'SM3', 'the link of the chain is not shown')
  equal(await s.page.getByRole('button', { name: '终止' }).count(), 0, 'acts')
})

test('units, sections and users come in by a workbook as spreadsheets store it, and the same file again changes nothing', async (s) => {
  const page = s.page
  await s.as('系统管理员')
  await s.open('/admin/units')
  const dialog = page.getByTestId('people-import')
  const summary = dialog.getByTestId('import-summary')
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const give = (name, rows) => dialog.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: workbookOf(rows) })
  // Codes as numbers, as a spreadsheet stores them when they are typed.
  const head = ['单位编码', '单位名称', '主管部门编码', '单位类型', '行业']
  const school = [203095, '盐池县第九小学', 203, '预算单位', '教育']
  const section = [113921, '盐池县财政局综合股', 113, '财政局股室', '一般公共服务']
  await page.getByRole('button', { name: '导入单位' }).click()
  await give('单位.xlsx', [head, school, [113922, '盐池县财政局会计股', 203, '财政局股室', '']])
  await s.says(summary, '1 行有错', 'a section of another department')
  await s.says(dialog, '第 3 行', 'the bad row is not named')
  await give('单位.xlsx', [head, school, section])
  await s.says(summary, '新增 2', 'trial')
  await dialog.getByRole('button', { name: /^导入 2 行/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByLabel('查找单位').fill('综合股')
  await s.says(page.getByTestId('units'), '财政局股室', 'the section is no section')
  await s.says('main', '14 个财政局股室', 'the count of sections')
  await page.getByRole('button', { name: '导入单位' }).click()
  await give('单位.xlsx', [head, school, section])
  await s.says(summary, '新增 0，修改 0，没有变化 2', 'the same file again')
  await dialog.getByRole('button', { name: '不办了' }).click()

  await s.open('/admin/users')
  await page.getByRole('button', { name: '导入用户' }).click()
  const people = ['账号', '姓名', '单位编码', '电话', '启用日期']
  await give('用户.xlsx', [people, ['zonghe', '综合甲', 113921, 13909530001, new Date(Date.UTC(2023, 10, 1))], ['jiuxiao', '九小乙', 203099, null, null]])
  await s.says(dialog, '203099', 'the unit that nobody has')
  await give('用户.xlsx', [people, ['zonghe', '综合甲', 113921, 13909530001, new Date(Date.UTC(2023, 10, 1))], ['jiuxiao', '九小乙', 203095, null, null]])
  await s.says(summary, '新增 2', 'trial of the people')
  await dialog.getByRole('button', { name: /^导入 2 行/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await s.eventually(async () => (await s.api('/users?q=zonghe')).rows.map((u) => [u.unit_name, u.phone, u.since]), [['盐池县财政局综合股', '13909530001', '2023-11-01']], 'who came in')

  // A section spends nothing: nobody can be the hand of a budget unit there.
  await s.as('安全管理员')
  const units = (await s.api('/units')).rows
  const users = (await s.api('/users?q=zonghe')).rows
  const refused = await s.write('POST', '/grants', {
    user_id: users[0].id,
    role: 'unit_finance',
    unit_id: units.find((u) => u.code === '113921').id,
    since: '2023-11-01',
  })
  equal(refused.status, 422, JSON.stringify(refused.body))
  check(JSON.stringify(refused.body).includes('不是预算单位'), JSON.stringify(refused.body))
})

test('the password of an administrator is for the security administrator to reset, and who it belongs to is told', async (s) => {
  const page = s.page
  const row = (account) => page.locator('[data-testid="users"] tbody tr', { has: page.getByRole('cell', { name: account, exact: true }) })
  const buttons = (account) => row(account).getByRole('button', { name: /重置口令|发口令/ }).count()
  await s.as('系统管理员')
  await s.open('/admin/users')
  await row('anquan').waitFor()
  for (const [account, times] of [['xitong', 0], ['anquan', 0], ['rizhi', 0], ['gongan.xm', 1]]) equal(await buttons(account), times, `buttons of the system administrator for ${account}`)
  const audit = (await s.api('/users?q=rizhi')).rows[0]
  const refused = await s.write('POST', `/users/${audit.id}/password-reset`)
  equal(refused.status, 403, JSON.stringify(refused.body))
  check(JSON.stringify(refused.body).includes('安全管理员'), JSON.stringify(refused.body))

  await s.as('安全管理员')
  await s.open('/admin/users')
  await row('anquan').waitFor()
  for (const [account, times] of [['xitong', 1], ['anquan', 0], ['rizhi', 1], ['gongan.xm', 0]]) equal(await buttons(account), times, `buttons of the security administrator for ${account}`)
  await row('rizhi').getByRole('button', { name: '重置口令' }).click()
  const once = (await s.text('[data-testid="one-time"] .once')).trim()
  await page.getByRole('button', { name: '记下了' }).click()
  await typeLogIn(s, 'rizhi', once)
  const why = page.getByTestId('new-password').locator('.why')
  await s.eventually(async () => /口令最近由吕萍（anquan）于 20\d\d-\d\d-\d\d \d\d:\d\d 重置/.test(await why.innerText()), true, 'who reset it, and when')
})
