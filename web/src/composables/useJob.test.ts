import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useJob } from './useJob'

const base = { id: 'j', kind: 'import', title: '', what: '', started_at: '', error: null, file: null, workbooks: null, import: null }

/** A server that answers each question about the job with the next of these; DELETE is noted. */
function serve(...answers: object[]) {
  const asked: string[] = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(`${init.method ?? 'GET'} ${path}`)
    if (init.method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }))
    const next = answers.length > 1 ? answers.shift() : answers[0]
    return Promise.resolve(new Response(JSON.stringify({ ...base, ...next }), { status: 200 }))
  })
  return asked
}
afterEach(() => vi.unstubAllGlobals())
const start = () => Promise.resolve({ job: 'j' })

describe('long work', () => {
  it('tells how far it is and ends with its result', async () => {
    serve({ state: 'running', done: 3, total: 10 }, { state: 'done', done: 10, total: 10, import: { rows: 10 } })
    const scope = effectScope()
    const work = scope.run(() => useJob<{ rows: number }>())!
    const ended = work.run(start)
    await vi.waitFor(() => expect(work.progress.value).toBe('3 / 10'))
    expect(work.running.value).toBe(true)
    expect((await ended)?.result).toEqual({ rows: 10 })
    expect(work.running.value).toBe(false)
    scope.stop()
  })

  it('says why it failed, with every place', async () => {
    const errors = [{ rule: '', severity: 'error', message: '没有表头', where: 'Sheet1', hint: '用系统导出的表样' }]
    serve({ state: 'failed', done: 0, total: 0, error: { status: 422, detail: '不是表样', errors } })
    const scope = effectScope()
    const work = scope.run(() => useJob())!
    expect(await work.run(start)).toBe(null)
    expect(work.error.value?.message).toContain('不是表样')
    expect(work.error.value).toMatchObject({ status: 422, faults: [{ detail: 'Sheet1：没有表头', remedy: '用系统导出的表样' }] })
    scope.stop()
  })

  it('is a refusal when it cannot even begin', async () => {
    const scope = effectScope()
    const work = scope.run(() => useJob())!
    expect(await work.run(() => Promise.reject(new Error('没有权限')))).toBe(null)
    expect(work.error.value?.message).toBe('没有权限')
    scope.stop()
  })

  it('goes on when the page is left, and stops when it is told to', async () => {
    const asked = serve({ state: 'running', done: 1, total: 2 })
    const scope = effectScope()
    const work = scope.run(() => useJob())!
    const ended = work.run(start)
    await vi.waitFor(() => expect(work.job.value?.done).toBe(1))
    await work.stop()
    expect(asked.filter((a) => a === 'DELETE /api/v1/jobs/j')).toHaveLength(1)
    scope.stop()
    expect(await ended).toBe(null)
    expect(asked.filter((a) => a.startsWith('DELETE'))).toHaveLength(1)
  })
})
