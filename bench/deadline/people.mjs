// The people: made through the command line like anybody's, one finance and one project hand in each of 20 units for typing, 20 more
// project hands that send in (each with a finance partner who confirms), three who import, one who reviews.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const PLACE = '640323'
export const YEAR = 2024
const TYPED_UNITS = 20
const SENT_UNITS = 20
const GOALS_EACH = 3

export function makePeople(jiheng, folder) {
  const units = unitsWithProjects(jiheng, folder)
  if (units.length < TYPED_UNITS + SENT_UNITS) throw new Error(`only ${units.length} units have projects`)
  const users = []
  const add = (account, role, unit) => {
    users.push({ account, role, unit: unit?.code ?? '' })
    return users.at(-1)
  }
  const typists = units.slice(0, TYPED_UNITS).flatMap((unit, i) => [add(`dl-p${i}`, 'unit_project', unit), add(`dl-f${i}`, 'unit_finance', unit)])
  const sending = units.slice(TYPED_UNITS, TYPED_UNITS + SENT_UNITS)
  const submitters = sending.map((unit, i) => add(`dl-s${i}`, 'unit_project', unit))
  const partners = sending.map((unit, i) => add(`dl-t${i}`, 'unit_finance', unit))
  const importers = [0, 1, 2].map((i) => add(`dl-i${i}`, 'budget_section'))
  const reviewer = add('dl-r', 'performance_officer')
  load(jiheng, folder, users)
  return { all: users, typists, submitters, partners, importers, reviewer, startGoals: (clients) => startGoals(clients, units, typists, submitters) }
}

/** Units with at least GOALS_EACH projects, by code: [{code, projects}] from the exported CSV files. */
function unitsWithProjects(jiheng, folder) {
  const file = join(folder, 'deadline-projects.csv')
  jiheng('export', 'project', '-o', file)
  const counts = new Map()
  for (const row of readCsv(file)) counts.set(row['单位编码'], (counts.get(row['单位编码']) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= GOALS_EACH).map(([code]) => ({ code })).sort((a, b) => (a.code < b.code ? -1 : 1))
}

function load(jiheng, folder, users) {
  const userFile = join(folder, 'deadline-user.csv')
  const grantFile = join(folder, 'deadline-grant.csv')
  writeFileSync(userFile, '区划代码,账号,姓名,单位编码\n' + users.map((u) => `${PLACE},${u.account},压力 ${u.account},${u.unit}`).join('\n') + '\n')
  writeFileSync(grantFile, '区划代码,账号,角色,单位编码,起始日期\n' + users.map((u) => `${PLACE},${u.account},${u.role},${u.unit},2020-01-01`).join('\n') + '\n')
  jiheng('import', 'user', userFile)
  jiheng('import', 'role-grant', grantFile)
  const said = jiheng('user', 'reset-password', '--all-new')
  for (const line of said.split('\n')) {
    const [account, , password] = line.split(',')
    const user = users.find((u) => u.account === account)
    if (user) user.password = password
  }
}

/** Opens a draft in each typing unit and up to GOALS_EACH in each sending unit. */
async function startGoals(clients, units, typists, submitters) {
  const start = async (person, count) => {
    const client = clients.get(person)
    const projects = (await client.get(`/projects?year=${YEAR - 1}&limit=100`)).body.rows
    const made = []
    for (const project of projects) {
      const answer = await client.call('POST', '/goals', { project_id: project.id, year: YEAR })
      if (answer.status < 300) made.push(answer.body)
      if (made.length === count) return made
    }
    if (made.length > 0) return made
    throw new Error(`${person.account} could open no goal in ${projects.length} projects`)
  }
  const typed = []
  for (let i = 0; i < typists.length; i += 2) typed.push((await start(typists[i], 1))[0])
  const sent = []
  for (const person of submitters) sent.push(await start(person, GOALS_EACH))
  return { typed, sent }
}

function readCsv(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean).map(fields)
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])))
}

const fields = (line) => [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => m[1].replace(/^"|"$/g, '').replaceAll('""', '"'))
