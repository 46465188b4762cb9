import { describe, expect, it } from 'vitest'
import type { LibraryEntry, LibraryUse } from '@/api/library'
import { fullText, levelCounts, targetText } from './entries'

const entry = (over: Partial<LibraryEntry>) =>
  ({ level: '数量', op: { code: '>=', label: '≥' }, target: '95', unit: '%', ...over }) as LibraryEntry
const use = (claimed: number, full: number) => ({ claimed, full }) as LibraryUse

describe('library', () => {
  it('counts levels in the order they come', () =>
    expect(levelCounts([entry({ level: '质量' }), entry({}), entry({})])).toEqual([
      { level: '质量', count: 1 },
      { level: '数量', count: 2 },
    ]))

  it.each([
    [use(0, 0), '还没有自评过'],
    [use(200, 199), '自评 200 次，满分 199 次（99%）'],
    [use(3, 3), '自评 3 次，满分 3 次（100%）'],
  ])('says how often full marks were claimed', (u, text) => expect(fullText(u)).toBe(text))

  it.each([
    [entry({}), '≥95%'],
    [entry({ op: { code: 'qualitative', label: '定性' }, target: '较好', unit: null }), '较好'],
    [entry({ target: '', unit: null, op: { code: 'qualitative', label: '定性' } }), '—'],
  ])('writes a target as a form does', (e, text) => expect(targetText(e)).toBe(text))
})
