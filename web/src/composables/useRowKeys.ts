import { nextTick, ref, watch, type Ref } from 'vue'
import { useHotkey } from './useHotkey'

/**
 * J and K move along the rows of a list, Enter opens, space selects. The row carries `data-row` and holds the link that
 * gets the focus.
 */
export function useRowKeys<T>(rows: Ref<T[]>, open: (row: T) => void, select?: (row: T) => void) {
  const at = ref(-1)
  watch(rows, () => (at.value = -1))

  async function move(by: number): Promise<void> {
    const n = rows.value.length
    if (n === 0) return
    at.value = Math.min(n - 1, Math.max(0, at.value + by))
    await nextTick()
    const row = document.querySelectorAll<HTMLElement>('[data-row]')[at.value]
    row?.querySelector<HTMLElement>('a')?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }

  useHotkey('j', {}, () => void move(1))
  useHotkey('k', {}, () => void move(-1))
  useHotkey('Enter', {}, (event) => {
    const focused = event.target instanceof HTMLElement && event.target.closest('a,button')
    const row = rows.value[at.value]
    if (focused instanceof HTMLElement) focused.click()
    else if (row) open(row)
  })
  if (select)
    useHotkey(' ', {}, (event) => {
      const focused = event.target instanceof HTMLElement && event.target.closest<HTMLElement>('button, [role=checkbox]')
      const row = rows.value[at.value]
      if (focused) focused.click()
      else if (row) select(row)
    })
  return { at, move }
}
