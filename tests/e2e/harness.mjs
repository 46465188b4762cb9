// Starts the real program on a fresh data folder, drives the system's Chromium, and runs tests that are plain functions.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(join(root, 'web/package.json'))

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The tests by file, in the order in which they were read. */
const files = new Map()
let reading = ''

/** Reads the tests of one file; they will share a server and run in their order. */
export async function readTests(file) {
  reading = file
  files.set(file, [])
  await import(`./${file}`)
}

/** `as`: the role in which the test begins; null: nobody is logged in. */
export function test(name, run, as = '绩效专干') {
  files.get(reading).push({ name, run, as })
}

export function check(condition, message) {
  if (!condition) throw new Error(message)
}

export function equal(got, expected, what = 'value') {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)]
  check(a === b, `${what}: got ${a}, expected ${b}`)
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

async function untilHealthy(base, child, log) {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${log()}`)
    try {
      if ((await fetch(`${base}/api/v1/health`)).ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`the server did not answer within 15 s:\n${log()}`)
}

/** A new data folder, empty or with the demonstration county, served by the binary of JIHENG_BIN until `stop`. */
export async function startServer(demo = ['--demo', 'yanchi', '--people']) {
  const bin = resolve(root, process.env.JIHENG_BIN ?? 'build/release/jiheng')
  check(existsSync(bin), `no binary at ${bin}; build it or set JIHENG_BIN`)
  const data = mkdtempSync(join(tmpdir(), 'jiheng-e2e-'))
  const init = spawnSync(bin, ['init', '--data', data, ...demo], {
    encoding: 'utf8',
    cwd: root,
  })
  check(init.status === 0, `init ended with ${init.status}: ${init.stdout}${init.stderr}`)
  const port = await freePort()
  const child = spawn(bin, ['serve', '--port', String(port), '--data', data], {
    cwd: root,
  })
  let text = ''
  child.stdout.on('data', (d) => (text += d))
  child.stderr.on('data', (d) => (text += d))
  const base = `http://127.0.0.1:${port}`
  const stop = async () => {
    child.kill('SIGTERM')
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done()))
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await untilHealthy(base, child, () => text)
  } catch (error) {
    await stop()
    throw error
  }
  /** The program itself on the same data folder, as an administrator would call it beside the server. */
  const command = (...args) => {
    const [name, ...rest] = args
    const done = spawnSync(bin, [name, ...rest, '--data', data], { encoding: 'utf8', cwd: root })
    check(done.status === 0, `${args.join(' ')} ended with ${done.status}: ${done.stdout}${done.stderr}`)
    return done.stdout
  }
  return { base, data, command, stop }
}

/** JIHENG_URL uses a server that runs already. */
function sharedServer() {
  const running = process.env.JIHENG_URL?.replace(/\/$/, '')
  return running ? { base: running, stop: async () => {} } : startServer()
}

/** The cookies of who has logged in, by server and account. */
const logIns = new Map()

/** One page of the browser with what tests ask of it; anything on the console at error level fails the test. */
class Session {
  constructor(context, page, base) {
    this.context = context
    this.page = page
    this.base = base
    this.complaints = []
    this.expected = []
    this.foreign = []
    this.pending = new Set()
    page.on('console', (m) => {
      if (m.type() === 'error' || m.type() === 'warning') this.complaints.push(m.text())
    })
    page.on('pageerror', (e) => this.complaints.push(`uncaught: ${e.message}`))
    page.on('request', (r) => this.pending.add(r))
    page.on('requestfinished', (r) => this.pending.delete(r))
    page.on('requestfailed', (r) => this.pending.delete(r))
    page.on('request', (r) => {
      if (!r.url().startsWith(this.base) && !/^(data|blob):/.test(r.url())) this.foreign.push(r.url())
    })
  }

  /** Opens an address of the program and waits until its first question is answered. */
  async open(path) {
    await this.page.goto(this.base + path)
    await this.page.locator('main h1').first().waitFor()
    await this.settled()
  }

  /** Waits until nothing has been under way for a moment; Playwright's own "networkidle" waits half a second each time. */
  async settled() {
    await this.page.waitForLoadState('load')
    for (let quiet = 0, tries = 0; quiet < 3 && tries < 600; tries++) {
      await new Promise((done) => setTimeout(done, 25))
      quiet = this.pending.size === 0 ? quiet + 1 : 0
    }
    // What arrived last is on the page two frames later.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }

  async text(selector) {
    return (await this.page.locator(selector).first().innerText()).trim()
  }

  /** Logs in as the first demonstration account of a role (at a unit), or by account; null logs out. */
  async as(role, unit = '') {
    const session = `${this.base}/api/v1/session`
    const headers = { 'X-Jiheng-Request': '1' }
    // A page that stands open would ask on in the name of nobody.
    await this.page.goto('about:blank')
    await this.context.clearCookies()
    if (role === null) return null
    const state = await (await this.context.request.get(session)).json()
    if (state.open) return null
    const found = state.demo_accounts.find((a) => (a.role_label === role || a.account === role) && a.unit_name.includes(unit))
    check(found, `no demonstration account of ${role} at “${unit}”`)
    // One log-in for each person: the server bounds how many an address may try in a minute.
    const key = `${this.base} ${found.account}`
    if (logIns.has(key)) {
      await this.context.addCookies(logIns.get(key))
      if ((await (await this.context.request.get(session)).json()).logged_in) return found
    }
    const answer = await this.context.request.post(session, { headers, data: { account: found.account, password: found.password } })
    check(answer.ok(), `log-in of ${found.account} answered ${answer.status()}`)
    logIns.set(key, await this.context.cookies())
    return found
  }

  async api(path) {
    const answer = await this.context.request.get(`${this.base}/api/v1${path}`)
    check(answer.ok(), `${path} answered ${answer.status()}`)
    return answer.json()
  }

  /** A write as the person who is logged in; gives status and body. */
  async write(method, path, data, headers = {}) {
    const answer = await this.context.request.fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: { 'X-Jiheng-Request': '1', ...headers },
      ...(data === undefined ? {} : { data }),
    })
    return { status: answer.status(), body: await answer.json().catch(() => null) }
  }

  /**
   * What sticks out sideways: the page itself, anything that leaves the page's column (also into its padding), cut
   * text without an ellipsis, and boxes that scroll sideways without saying so by `data-wide`.
   */
  async sideways() {
    return this.page.evaluate(() => {
      const out = []
      const root = document.documentElement
      const name = (n) => `${n.tagName.toLowerCase()}${[...n.classList].map((c) => `.${c}`).join('')}`
      if (root.scrollWidth > root.clientWidth) out.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`)
      const column = document.querySelector('main .page')
      const style = column && getComputedStyle(column)
      const right = column ? column.getBoundingClientRect().right - parseFloat(style.paddingRight) : root.clientWidth
      for (const n of document.querySelectorAll('body *')) {
        if (n.closest('svg, .visually-hidden, .skip') || n.closest('[data-wide]')?.contains(n.parentElement)) continue
        const box = n.getBoundingClientRect()
        if (box.width === 0 || !n.checkVisibility()) continue
        const limit = column?.contains(n) && n !== column ? right : root.clientWidth
        if (box.right > limit + 1) out.push(`${name(n)} ends at ${Math.round(box.right)} of ${Math.round(limit)}`)
        const more = n.scrollWidth - n.clientWidth
        const own = getComputedStyle(n)
        if (more <= 1 || own.display === 'inline' || n.matches('input, select, [data-wide]')) continue
        if (own.overflowX === 'hidden' && own.textOverflow === 'ellipsis') continue
        if (own.overflowX !== 'visible') out.push(`${name(n)} hides ${more} px (overflow ${own.overflowX})`)
      }
      return out.slice(0, 8)
    })
  }

  /** Content of the file that `act` makes the browser download. */
  async download(act) {
    const [file] = await Promise.all([this.page.waitForEvent('download'), act()])
    const chunks = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk)
    return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) }
  }

  /** Complaints that the test provoked itself (a refused request) are not held against the page. */
  expectComplaint(pattern) {
    this.expected.push(pattern)
  }

  /** Waits until the text at `where` (selector or locator) holds `words`: it may arrive after its place is shown. */
  async says(where, words, what = 'text') {
    const place = typeof where === 'string' ? this.page.locator(where).first() : where
    let text = ''
    const holds = async () => (text = await place.innerText()).includes(words)
    await this.eventually(holds, true, what).catch(() => {
      throw new Error(`${what}: “${words}” is not in “${text}”`)
    })
  }

  /** Waits until `read` gives `expected`, as long as Playwright waits for an element. */
  async eventually(read, expected, what) {
    let got
    for (const end = Date.now() + 8000; Date.now() < end; ) {
      try {
        got = await read()
        if (JSON.stringify(got) === JSON.stringify(expected)) return
      } catch (error) {
        got = String(error)
      }
      await this.page.waitForTimeout(50)
    }
    equal(got, expected, what)
  }
}

async function runOne(browser, base, { name, run, as }) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    locale: 'zh-CN',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  const session = new Session(context, page, base)
  const started = Date.now()
  try {
    await session.as(as)
    await run(session)
    const left = session.complaints.filter((c) => !session.expected.some((p) => p.test(c)))
    equal(left, [], 'console')
    equal(session.foreign, [], 'requests that left the server')
    console.log(`ok    ${name} (${Date.now() - started} ms)`)
    return true
  } catch (error) {
    console.log(`FAIL  ${name}\n      ${String(error.message).replaceAll('\n', '\n      ')}`)
    if (process.env.JIHENG_E2E_SHOTS) {
      await page
        .screenshot({
          path: join(process.env.JIHENG_E2E_SHOTS, `${name.replace(/\W+/g, '-')}.png`),
        })
        .catch(() => {})
    }
    return false
  } finally {
    await context.close()
  }
}

/** Runs one file's tests on a server of its own; pushes whether each passed to `outcomes`. */
async function runFile(browser, tests, outcomes) {
  const server = await sharedServer()
  try {
    for (const t of tests) outcomes.push(await runOne(browser, server.base, t))
  } finally {
    await server.stop()
  }
}

/**
 * Runs all tests whose name (or file) holds `only`, two files at a time: a browser's test mostly waits. The last line
 * is "N passed, N failed".
 */
export async function main(only = '') {
  const { chromium } = require('playwright-core')
  const queue = [...files]
    .map(([file, tests]) => (file.includes(only) ? tests : tests.filter((t) => t.name.includes(only))))
    .filter((tests) => tests.length > 0)
    .sort((a, b) => b.length - a.length)
  const outcomes = []
  const browser = await chromium.launch({
    executablePath: process.env.JIHENG_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
  const worker = async () => {
    for (let tests = queue.shift(); tests; tests = queue.shift()) await runFile(browser, tests, outcomes)
  }
  try {
    // A server that is given cannot be shared by two: one would find what the other left.
    await Promise.all(Array.from({ length: process.env.JIHENG_URL ? 1 : 2 }, worker))
  } finally {
    await browser.close()
  }
  const failed = outcomes.filter((passed) => !passed).length
  console.log(`${outcomes.length - failed} passed, ${failed} failed`)
  return failed === 0 && outcomes.length > 0 ? 0 : 1
}
