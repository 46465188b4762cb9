import { describe, expect, it } from 'vitest'
import { menu, orderedMenu, routes } from './modules'

const sources = import.meta.glob<string>('../features/**/*.{ts,vue}', { eager: true, query: '?raw', import: 'default' })

describe('features', () => {
  it('the menu follows the cycle, then what it stands on, each in its order', () => {
    const item = (label: string, group: 'cycle' | 'base', order: number) => ({ id: label, to: `/${label}`, label, icon: '', group, order })
    const got = orderedMenu([
      { routes: [], menu: [item('规则', 'base', 40)] },
      { routes: [], menu: [item('报告', 'base', 30), item('总览', 'cycle', 10)] },
    ])
    expect(got.map((m) => m.label)).toEqual(['总览', '报告', '规则'])
  })

  it('every menu entry leads to a page', () => {
    expect(menu.length).toBeGreaterThan(0)
    for (const entry of menu) {
      const found = routes.some((r) => new RegExp(`^${r.path.replace(/:\w+/g, '[^/]+')}$`).test(entry.to))
      expect(found, entry.to).toBe(true)
    }
  })

  it('no feature imports from another one', () => {
    const crossing = Object.entries(sources).flatMap(([file, text]) => {
      const own = file.split('/')[2]
      return [...text.matchAll(/from '(?:@|\.\.)\/features\/([^/']+)/g), ...text.matchAll(/from '\.\.\/([^/']+)\//g)]
        .filter((m) => m[1] !== own)
        .map((m) => `${file} → ${m[1]}`)
    })
    expect(Object.keys(sources).length).toBeGreaterThan(10)
    expect(crossing).toEqual([])
  })
})
