import type { RouteRecordRaw } from 'vue-router'

/** One entry of the left menu; `icon` is an SVG path on a 20×20 grid. */
export interface MenuItem {
  /** What the session's list of pages calls it (any of several words); who may not open the page does not see the entry. */
  id: string
  to: string
  label: string
  icon: string
  /** `cycle` items follow the year's work; `base` items are what the work stands on. */
  group: 'cycle' | 'base'
  order: number
  /** Says nothing to a folder without users. */
  needsUser?: boolean
}

/** What a feature folder gives to the shell. */
export interface FeatureModule {
  routes: RouteRecordRaw[]
  menu: MenuItem[]
}

// A new page is a new folder with a module.ts; no list is edited.
const found = import.meta.glob<FeatureModule>('../features/*/module.ts', { eager: true, import: 'default' })

/** Menu entries in the order they are shown. */
export function orderedMenu(modules: FeatureModule[]): MenuItem[] {
  const rank = { cycle: 0, base: 1 }
  return modules.flatMap((m) => m.menu).sort((a, b) => rank[a.group] - rank[b.group] || a.order - b.order)
}

export const modules: FeatureModule[] = Object.values(found)
export const menu: MenuItem[] = orderedMenu(modules)
export const routes: RouteRecordRaw[] = modules.flatMap((m) => m.routes)
