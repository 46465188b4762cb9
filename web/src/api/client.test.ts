import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, ApiError, downloads, filterParameters, queryText } from './client'

afterEach(() => vi.unstubAllGlobals())

const scope = { place: '640323', year: 2022, snapshot: null }

describe('addresses', () => {
  it('leaves out what is not given and repeats lists', () => {
    expect(queryText({ place: '640323', snapshot: null, cursor: undefined, q: '' })).toBe('?place=640323')
    expect(queryText({ filter: ['a:1', 'b:2'] })).toBe('?filter=a%3A1&filter=b%3A2')
    expect(queryText({})).toBe('')
  })

  it('writes a filter as dimension:code,code and drops an empty one', () => {
    expect(
      filterParameters([
        { dimension: 'fund_type', codes: ['11', '12'] },
        { dimension: 'alert', codes: [] },
      ]),
    ).toEqual(['fund_type:11,12'])
  })

  it('downloads the rows of exactly the figure, year and filters shown', () => {
    const url = new URL(downloads.rows('assessment.count', scope, [{ dimension: 'conclusion', codes: ['support'] }]), 'http://h')
    expect(url.pathname).toBe('/api/v1/figures/assessment.count/rows')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      place: '640323',
      year: '2022',
      filter: 'conclusion:support',
      format: 'csv',
    })
  })
})

describe('failures', () => {
  it('says what the problem document says', async () => {
    const body = JSON.stringify({ title: '没有这个指标', status: 404, detail: 'no.such' })
    vi.stubGlobal('fetch', async () => new Response(body, { status: 404 }))
    await expect(api.figure('no.such', scope, [], [])).rejects.toMatchObject({ status: 404, message: '没有这个指标：no.such' })
  })

  it('names the status when the answer is no problem document', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }))
    await expect(api.version()).rejects.toMatchObject({ status: 502, message: '服务器返回 502' })
  })

  it('tells a lost connection from a refusal', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')))
    const error = await api.version().catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).status).toBe(0)
  })
})
