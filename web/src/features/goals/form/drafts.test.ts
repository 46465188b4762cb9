import { beforeEach, describe, expect, it } from 'vitest'
import { draftStore } from './drafts'

const draft = (mine: string) => ({ etag: 'e', base: {}, mine, at: 1 })

describe('drafts in the browser', () => {
  beforeEach(() => localStorage.clear())

  it('survive a closed page, each section by itself, for this person and form only', () => {
    draftStore('li', '5').put('text', draft('a'))
    draftStore('li', '5').put('money', draft('b'))
    expect(Object.keys(draftStore('li', '5').read())).toEqual(['text', 'money'])
    expect(draftStore('wang', '5').read()).toEqual({})
    expect(draftStore('li', '6').read()).toEqual({})
    draftStore('li', '5').put('text', null)
    expect(Object.keys(draftStore('li', '5').read())).toEqual(['money'])
  })

  it('leave nothing behind when all is saved', () => {
    draftStore('li', '5').put('text', draft('a'))
    draftStore('li', '5').put('text', null)
    expect(localStorage).toHaveLength(0)
  })

  it('what cannot be read is nothing; a refused storage is told', () => {
    localStorage.setItem('jiheng.draft.li.5', '{')
    expect(draftStore('li', '5').read()).toEqual({})
    expect(draftStore('li', '5', null).put('text', draft('a'))).toBe(false)
  })
})
