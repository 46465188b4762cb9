// Deadline day: 64 people at once for a minute, on the real binary.
//
//   node bench/deadline/run.mjs [--bin build/release/jiheng] [--seconds 60] [--db postgresql://…] [--out FILE.md]
//
// One performance officer reviews, 40 people type drafts, 20 send in, 3 import projects. At the end every draft is read
// back and compared with what was acknowledged, the steps of every case are counted, the audit chain is verified, and every
// attempt at somebody else's form must have been refused. Exit 1 when anything was lost, doubled or leaked.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePeople, PLACE, YEAR } from './people.mjs'
import { Client, percentile, readOptions } from './client.mjs'
import { importer, reviewer, submitter, typist } from './roles.mjs'

const options = readOptions(process.argv.slice(2), { bin: 'build/release/jiheng', seconds: '60', db: '', out: '' })
const folder = mkdtempSync(join(tmpdir(), 'jiheng-deadline-'))
const where = options.db ? ['--db', options.db] : ['--data', folder]
const jiheng = (...words) => execFileSync(options.bin, [...words, ...where], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const log = { saves: [], steps: [], reads: [], imports: [], refusedOthers: 0, leaks: [], failures: [], written: new Map(), submitted: new Map() }

jiheng('init', '--demo', 'yanchi', '--people')
const people = makePeople(jiheng, folder)
const server = spawn(options.bin, ['serve', '--port', '0', '--behind-proxy', ...where], { stdio: ['ignore', 'pipe', 'ignore'] })
const base = await new Promise((resolve, reject) => {
  let said = ''
  server.stdout.on('data', (part) => {
    said += part
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
    if (found) resolve(found[0])
  })
  server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
})

let status = 1
try {
  const clients = new Map()
  for (const person of people.all) clients.set(person, await Client.logIn(base, person))
  const goals = await people.startGoals(clients)
  const until = Date.now() + Number(options.seconds) * 1000
  const work = []
  for (const [index, person] of people.typists.entries()) {
    work.push(typist({ client: clients.get(person), person, goal: goals.typed[index >> 1], other: goals.typed[((index >> 1) + 1) % goals.typed.length], until, log }))
  }
  for (const [index, person] of people.submitters.entries()) {
    work.push(submitter({ client: clients.get(person), partner: clients.get(people.partners[index]), goals: goals.sent[index], until, log }))
  }
  for (const [index, person] of people.importers.entries()) {
    work.push(importer({ client: clients.get(person), index, unit: people.typists[0].unit, year: YEAR, place: PLACE, until, log }))
  }
  work.push(reviewer({ client: clients.get(people.reviewer), until, log }))
  const begin = Date.now()
  let memory = 0
  const watch = setInterval(() => {
    memory = Math.max(memory, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0))
  }, 250)
  await Promise.all(work)
  clearInterval(watch)
  const taken = (Date.now() - begin) / 1000
  await compare(clients)
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  const chain = JSON.parse(jiheng('audit', 'verify', '--json'))
  status = report(taken, memory, chain)
} finally {
  server.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status)

/** Reads every draft and every case back: what was acknowledged is there, once. */
async function compare(clients) {
  for (const [key, want] of log.written) {
    const found = (await clients.get(want.person).get(`/goals/${want.goal}`)).body
    const got = want.section === 'text' ? found.sections.text.fields.text : String(found.sections.money.fields.lines[0]?.amount ?? '')
    if (got !== want.value) log.failures.push(`lost write ${key}: ${JSON.stringify(got)} instead of ${JSON.stringify(want.value)}`)
  }
  for (const [work, want] of log.submitted) {
    const found = (await clients.get(want.person).get(`/cases/${work}`)).body
    const sent = found.steps.filter((step) => step.action === 'submit').length
    if (sent !== want.times) log.failures.push(`case ${work}: ${sent} submissions instead of ${want.times}`)
  }
}

function report(taken, memory, chain) {
  const row = (label, times) => `| ${label} | ${times.length} | ${percentile(times, 50)} | ${percentile(times, 99)} | ${percentile(times, 100)} |`
  const whole = chain.findings.length === 0
  const text = [
    `| what | count | median ms | p99 ms | longest ms |`, `|---|---|---|---|---|`,
    row('save of a draft', log.saves), row('step (送审, 撤回)', log.steps), row('review: work list and forms', log.reads), row('import of 200 projects', log.imports),
    '', `${people.all.length} people, ${taken.toFixed(0)} s, memory at most ${Math.round(memory / 1024)} MB, ` +
      `${log.refusedOthers} attempts at others' forms refused, ${log.leaks.length} leaked, ${log.failures.length} writes lost or doubled, ` +
      `audit chain of ${chain.entries} entries ${whole ? 'whole' : 'BROKEN'}.`, ''].join('\n')
  process.stdout.write(text)
  for (const line of [...log.leaks, ...log.failures].slice(0, 20)) process.stdout.write(`!! ${line}\n`)
  if (options.out) writeFileSync(options.out, text)
  return log.leaks.length + log.failures.length === 0 && whole ? 0 : 1
}
