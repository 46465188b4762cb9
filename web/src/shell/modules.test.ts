import { describe, expect, it } from 'vitest'
import { menu, orderedMenu, routes } from './modules'

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
      const found = routes.some((r) => new RegExp(`^${r.path.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`).test(entry.to))
      expect(found, entry.to).toBe(true)
    }
  })
})
