// What each of the 64 does until the minute is over. Every acknowledged write is noted, to be compared at the end.
import { pause } from './client.mjs'

// Milliseconds between two saves of one person: as the page saves, a moment after the last key.
const THINKING = 700

/** Types into one part of a draft and saves each time, as the page does; now and then tries somebody else's form. */
export async function typist({ client, person, goal, other, until, log }) {
  const section = person.role === 'unit_project' ? 'text' : 'money'
  let tag = (await client.get(`/goals/${goal.id}`)).body.sections[section].etag
  for (let n = 1; Date.now() < until; ++n) {
    await pause(THINKING + Math.random() * THINKING)
    const value = section === 'text' ? `完成第 ${n} 稿：改造供水管网 ${n} 公里，年底前通水` : String(n * 10000)
    const fields = section === 'text' ? { text: value } : { lines: [{ fund_type: '11', fund_tag: 'none', amount: Number(value) }] }
    const answer = await client.call('PATCH', `/goals/${goal.id}/sections/${section}`, { fields }, { 'If-Match': tag })
    log.saves.push(answer.ms)
    if (answer.status === 200) {
      tag = answer.body.section.etag
      log.written.set(`${goal.id}/${section}`, { person, goal: goal.id, section, value })
    } else {
      log.failures.push(`${person.account} could not save: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
      return
    }
    if (n % 10 === 0) await tryOther(client, person, other, section, log)
  }
}

async function tryOther(client, person, other, section, log) {
  const read = await client.get(`/goals/${other.id}`)
  const write = await client.call('PATCH', `/goals/${other.id}/sections/${section}`, { fields: { text: '不该写进去' } }, { 'If-Match': '"x"' })
  for (const answer of [read, write]) {
    if (answer.status === 403 || answer.status === 404) ++log.refusedOthers
    else log.leaks.push(`${person.account} got ${answer.status} for goal ${other.id} of another unit`)
  }
}

const GOOD_ROWS = [
  ['产出指标', '数量指标', '改造供水管网长度', '>=', '12', '公里', 20], ['产出指标', '质量指标', '工程验收合格率', '=', '100', '%', 15],
  ['产出指标', '时效指标', '完工时间', '<=', '11', '月', 5], ['产出指标', '成本指标', '每公里改造成本', '<=', '8', '万元', 10],
  ['效益指标', '社会效益指标', '受益农户数', '>=', '860', '户', 20], ['效益指标', '可持续影响指标', '设计使用年限', '>=', '15', '年', 10],
  ['满意度指标', '服务对象满意度指标', '受益农户满意度', '>=', '92', '%', 10],
].map(([level1, level2, name, op, target, unit, weight]) => ({ id: null, level1, level2, name, op, target, unit, weight, core: false }))

/** Fills a form with both hands, sends it in, takes it back, and so on. */
export async function submitter({ client, partner, goals, until, log }) {
  for (let n = 0; Date.now() < until; ++n) {
    const goal = goals[n % goals.length]
    if (n < goals.length && !(await fill(client, partner, goal, log))) return
    await pause(THINKING)
    for (const [who, part] of [[client, 'project'], [partner, 'finance']]) await who.call('POST', `/goals/${goal.id}/confirmations`, { part })
    const sent = await client.call('POST', `/cases/${goal.case}/steps`, { action: 'submit' })
    log.steps.push(sent.ms)
    if (sent.status !== 200) {
      log.failures.push(`case ${goal.case} could not be sent in: ${sent.status} ${JSON.stringify(sent.body).slice(0, 400)}`)
      return
    }
    log.submitted.set(goal.case, { person: client.person, times: (log.submitted.get(goal.case)?.times ?? 0) + 1 })
    await pause(THINKING * 2)
    const back = await client.call('POST', `/cases/${goal.case}/steps`, { action: 'withdraw' })
    log.steps.push(back.ms)
    if (back.status !== 200) {
      log.failures.push(`case ${goal.case} could not be withdrawn: ${back.status} ${JSON.stringify(back.body).slice(0, 300)}`)
      return
    }
  }
}

async function fill(client, partner, goal, log) {
  const form = (await client.get(`/goals/${goal.id}`)).body.sections
  const save = async (who, section, body) => {
    const answer = await who.call('PATCH', `/goals/${goal.id}/sections/${section}`, body, { 'If-Match': form[section].etag })
    log.saves.push(answer.ms)
    if (answer.status !== 200) log.failures.push(`${section} of goal ${goal.id}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
    return answer.status === 200
  }
  const text = `2024 年 11 月底前改造供水管网 12 公里，860 户农户用上自来水，受益农户满意度不低于 92%（第 ${goal.id.slice(-5)} 号）`
  return (await save(client, 'text', { fields: { text, basis: '县政府常务会议纪要', necessity: '管网老化，冬季停水', plan: '3 月开工，11 月完工' } })) &&
    (await save(client, 'header', { fields: { leader: '张三', phone: '0953-6010000' } })) &&
    (await save(client, 'indicators', { rows: GOOD_ROWS.map((row, i) => ({ ...row, seq: i + 1 })) })) &&
    (await save(partner, 'money', { fields: { lines: [{ fund_type: '11', fund_tag: 'none', amount: 9600000 }] } }))
}

/** Looks through the work list and opens forms, as one who reviews all day. */
export async function reviewer({ client, until, log }) {
  while (Date.now() < until) {
    const list = await client.get('/worklist?tab=mine')
    log.reads.push(list.ms)
    if (list.status !== 200) log.failures.push(`work list: ${list.status}`)
    for (const row of (list.body.rows ?? []).slice(0, 5)) {
      await pause(THINKING)
      const form = await client.get(`/goals/${row.record_id}`)
      log.reads.push(form.ms)
    }
    await pause(THINKING)
  }
}

/** Imports 200 projects at a time, each file new. */
export async function importer({ client, index, unit, year, place, until, log }) {
  const head = '项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度,行业'
  for (let n = 0; Date.now() < until; ++n) {
    const serial = (i) => String(900000000 + index * 10000000 + n * 1000 + i).padStart(12, '0')
    const rows = Array.from({ length: 200 }, (_, i) => `${place}${String(year).slice(2)}T${serial(i)},压力测试项目 ${index}-${n}-${i},${unit},特定目标类,新增,205,${year},教育`)
    const answer = await client.call('POST', `/imports?mapping=mapping.portal-projects&name=deadline-${index}-${n}.csv`, [head, ...rows].join('\n') + '\n')
    log.imports.push(answer.ms)
    if (answer.status !== 200) {
      log.failures.push(`import: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
      return
    }
    await pause(THINKING * 8)
  }
}
