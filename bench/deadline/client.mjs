// One person's browser: keeps its connection and cookie, and says how long each call took.
import http from 'node:http'

export class Client {
  static count = 0

  constructor(base) {
    // Each person sits at an address of his own, as behind the county's proxy: log-ins are bounded by address.
    this.address = `10.1.${++Client.count >> 8}.${Client.count & 255}`
    this.base = new URL(base)
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    this.cookie = ''
  }

  /** Logs in; a one-time password is changed first. */
  static async logIn(base, person) {
    const client = new Client(base)
    client.person = person
    let answer = await client.call('POST', '/session', { account: person.account, password: person.password })
    if (answer.status !== 200) throw new Error(`${person.account}: ${answer.status} ${JSON.stringify(answer.body)}`)
    if (answer.body.must_change_password) {
      const fresh = `Jiezhi-Ri-${[...person.account].reverse().join("")}-2026`
      answer = await client.call('POST', '/password', { old: person.password, new: fresh })
      if (answer.status >= 300) throw new Error(`${person.account}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    return client
  }

  get(path) {
    return this.call('GET', path)
  }

  /** {status, body, etag, ms}; never throws for an answer. */
  call(method, path, body, headers = {}) {
    const begin = performance.now()
    const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: this.base.hostname, port: this.base.port, agent: this.agent, method, path: `/api/v1${path}`,
        headers: {
          Accept: 'application/json', 'X-Jiheng-Request': '1', 'X-Forwarded-For': this.address, ...(this.cookie && { Cookie: this.cookie }),
          ...(bytes !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) }), ...headers,
        },
      }, (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
          if (cookie) this.cookie = cookie
          const text = Buffer.concat(parts).toString('utf8')
          const isJson = /json/.test(response.headers['content-type'] ?? '')
          resolve({ status: response.statusCode, body: isJson && text ? JSON.parse(text) : text, etag: response.headers.etag, ms: performance.now() - begin })
        })
      })
      request.on('error', reject)
      if (bytes !== undefined) request.write(bytes)
      request.end()
    })
  }
}

/** The p-th percentile, with one decimal; "–" of nothing. */
export function percentile(times, p) {
  if (times.length === 0) return '–'
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)].toFixed(1)
}

/** "--name value" pairs over defaults; an unknown name ends the program. */
export function readOptions(words, defaults) {
  const options = { ...defaults }
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '')
    if (!(name in defaults) || words[i + 1] === undefined) {
      process.stderr.write(`unknown or incomplete option ${words[i]}\n`)
      process.exit(2)
    }
    options[name] = words[i + 1]
  }
  return options
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
