import { computed, ref, shallowRef, type Ref } from 'vue'
import { areaOf, clearArea, moveRows, pasteBlock, readClipboard, removeRows, writeClipboard, type Area } from './block'
import { cellText, emptyRow, inTreeOrder, isOpen, operators, setCell, type Column, type GridRow, type Tree } from './rows'

export interface Cell {
  r: number
  c: number
}

interface Options {
  rows: Ref<GridRow[]>
  shown: Ref<Column[]>
  tree: Ref<Tree>
  writable: Ref<boolean>
  change: (rows: GridRow[]) => void
  /** Proposes a row for the library; left out where nobody may. */
  propose?: (row: GridRow) => void
}

const mostUndo = 100

/**
 * The grid as a machine: one active cell, an area from its anchor, a text being typed or not. Keys and pastes change
 * rows only through `apply`, which remembers what was before.
 */
export function useGrid({ rows, shown, tree, writable, change, propose: send }: Options) {
  const active = shallowRef<Cell | null>(null)
  const anchor = shallowRef<Cell | null>(null)
  const editing = ref(false)
  const text = ref('')
  const told = ref('')
  const past: GridRow[][] = []
  let future: GridRow[][] = []

  const area = computed<Area | null>(() => (active.value ? areaOf(anchor.value ?? active.value, active.value) : null))
  const column = computed(() => (active.value ? (shown.value[active.value.c] ?? null) : null))
  const row = computed(() => (active.value ? (rows.value[active.value.r] ?? null) : null))
  const open = computed(() => writable.value && !!row.value && !!column.value && isOpen(row.value, column.value.id))

  /** Words that fit what is being typed, for cells that are a choice. */
  const options = computed<{ value: string; label: string }[]>(() => {
    if (!editing.value || column.value?.kind !== 'choice') return []
    const all =
      column.value.id === 'op'
        ? operators.map((o) => ({ value: o.code, label: o.label }))
        : tree.value.flatMap((t) => t.level2.map((l) => ({ value: l, label: l })))
    const word = text.value.trim()
    const hits = all.filter(
      (o) =>
        !word ||
        o.label.includes(word) ||
        setCell(emptyRow(), column.value!.id, word, tree.value)[column.value!.id as 'op' | 'level2'] === o.value,
    )
    return hits.length ? hits : all
  })
  const option = ref(-1)

  function apply(next: GridRow[]): void {
    if (next === rows.value) return
    past.push(rows.value)
    if (past.length > mostUndo) past.shift()
    future = []
    change(next)
  }

  function commit(): void {
    if (!editing.value || !active.value || !row.value || !column.value) return
    const { r } = active.value
    const chosen = options.value[option.value]
    const next = setCell(row.value, column.value.id, chosen ? chosen.label : text.value, tree.value)
    editing.value = false
    if (JSON.stringify(next) !== JSON.stringify(row.value)) apply(rows.value.map((x, i) => (i === r ? next : x)))
  }

  function go(r: number, c: number, extend = false): void {
    commit()
    const lastColumn = shown.value.length - 1
    active.value = { r: Math.max(0, Math.min(rows.value.length - 1, r)), c: Math.max(0, Math.min(lastColumn, c)) }
    if (!extend) anchor.value = active.value
    editing.value = false
    text.value = row.value && column.value ? cellText(row.value, column.value.id) : ''
    option.value = -1
    told.value = ''
  }

  function leave(): void {
    commit()
    active.value = anchor.value = null
  }

  function begin(with_?: string): void {
    if (!open.value) {
      told.value = row.value?.fixed_by ? `这是${row.value.fixed_by}下达的指标，这一格不能改` : writable.value ? '' : '现在不能改'
      return
    }
    if (column.value?.kind === 'flag') return toggle()
    editing.value = true
    option.value = -1
    if (with_ !== undefined) text.value = with_
  }

  function toggle(): void {
    if (!open.value || !active.value || !row.value) return
    const { r } = active.value
    apply(rows.value.map((x, i) => (i === r ? { ...x, core: !x.core } : x)))
  }

  function cancel(): void {
    editing.value = false
    if (active.value) go(active.value.r, active.value.c)
  }

  /** A new row behind the active one, of the same level. */
  function insert(): void {
    if (!writable.value) return
    commit()
    const r = active.value ? active.value.r : rows.value.length - 1
    const near = rows.value[r]
    const fresh = { ...emptyRow(), level1: near?.level1 ?? '', level2: near?.level2 ?? '' }
    apply([...rows.value.slice(0, r + 1), fresh, ...rows.value.slice(r + 1)])
    go(
      r + 1,
      Math.max(
        0,
        shown.value.findIndex((c) => c.id === 'name'),
      ),
    )
  }

  /** Rows from elsewhere (the library), put behind those of their level. */
  function add(more: GridRow[]): void {
    if (!writable.value || !more.length) return
    commit()
    const next = [...rows.value.filter((r) => r.name || r.id), ...more]
    apply(inTreeOrder(next, tree.value))
  }

  function remove(): void {
    if (!writable.value || !area.value) return
    editing.value = false
    const kept = removeRows(rows.value, area.value.top, area.value.bottom)
    const wanted = area.value.bottom - area.value.top + 1
    const stayed = wanted - (rows.value.length - kept.length)
    apply(kept.length ? kept : [emptyRow()])
    go(Math.min(area.value.top, Math.max(0, kept.length - 1)), active.value?.c ?? 0)
    if (stayed > 0) told.value = `${stayed} 行是上级下达的，不能删`
  }

  function move(by: 1 | -1): void {
    if (!writable.value || !area.value || !active.value || !anchor.value) return
    commit()
    const next = moveRows(rows.value, area.value.top, area.value.bottom, by)
    if (next === rows.value) return
    apply(next)
    active.value = { ...active.value, r: active.value.r + by }
    anchor.value = { ...anchor.value, r: anchor.value.r + by }
  }

  function sort(): void {
    commit()
    if (writable.value) apply(inTreeOrder(rows.value, tree.value))
  }

  function clear(): void {
    if (writable.value && area.value) apply(clearArea(rows.value, shown.value, area.value, tree.value))
    if (active.value) text.value = row.value && column.value ? cellText(row.value, column.value.id) : ''
  }

  function paste(clip: string): void {
    if (!writable.value || !active.value || !area.value) return
    editing.value = false
    const got = pasteBlock(rows.value, shown.value, { r: area.value.top, c: area.value.left }, readClipboard(clip), tree.value)
    apply(got.rows)
    anchor.value = { r: got.area.top, c: got.area.left }
    active.value = { r: got.area.bottom, c: got.area.right }
    told.value = `贴入 ${got.area.bottom - got.area.top + 1} 行${got.refused ? `，${got.refused} 格不能改，没有动` : ''}`
  }

  function undo(step: 'back' | 'again'): void {
    const [from, to] = step === 'back' ? [past, future] : [future, past]
    const next = from.pop()
    if (!next) return
    to.push(rows.value)
    editing.value = false
    change(next)
    if (active.value) active.value = { ...active.value, r: Math.min(active.value.r, next.length - 1) }
  }

  /** The active row goes to the library as a proposal, with what was just typed in it. */
  function propose(): void {
    commit()
    if (!send || !row.value) return
    if (row.value.fixed_by) told.value = `这是${row.value.fixed_by}下达的指标，不由本单位建议`
    else if (!row.value.name.trim()) told.value = '先写三级指标，再提交为指标库建议'
    else send(row.value)
  }

  const copy = () => (area.value ? writeClipboard(rows.value, shown.value, area.value) : '')

  return {
    active, area, column, row, open, editing, text, told, options, option,
    go, leave, begin, commit, cancel, toggle, insert, add, remove, move, sort, clear, paste, copy, undo, propose,
  } // prettier-ignore
}

export type Grid = ReturnType<typeof useGrid>

/** What a key does while a cell is active. True: the key is used up. */
export function handleKey(grid: Grid, event: KeyboardEvent, size: { rows: number; columns: number }): boolean {
  const at = grid.active.value
  if (!at || event.isComposing) return false
  const ctrl = event.ctrlKey || event.metaKey
  const editing = grid.editing.value
  const step = (dr: number, dc: number, extend = false) => (grid.go(at.r + dr, at.c + dc, extend), true)
  if (ctrl && !event.altKey) {
    const key = event.key.toLowerCase()
    if (key === 'z' && !editing) return (grid.undo(event.shiftKey ? 'again' : 'back'), true)
    if (key === 'y' && !editing) return (grid.undo('again'), true)
    if (key === 'enter') return (grid.insert(), true)
    if (key === 'a' && !editing) return (grid.go(0, 0), grid.go(size.rows - 1, size.columns - 1, true), true)
    if (key === 'home') return step(-at.r, -at.c)
    if (key === 'end') return step(size.rows, size.columns)
    if (event.key === 'Delete' && !editing) return (grid.remove(), true)
    return false
  }
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) return (grid.move(event.key === 'ArrowUp' ? -1 : 1), true)
  if (event.altKey && !ctrl && event.code === 'KeyJ') return (grid.propose(), true)
  const choosing = editing && grid.options.value.length > 0
  switch (event.key) {
    case 'Tab': {
      const next = at.c + (event.shiftKey ? -1 : 1)
      if (next >= 0 && next < size.columns) return step(0, event.shiftKey ? -1 : 1)
      const r = at.r + (event.shiftKey ? -1 : 1)
      // Behind the last cell and before the first the key leads out of the grid.
      if (r < 0 || r >= size.rows) return (grid.leave(), false)
      return (grid.go(r, event.shiftKey ? size.columns - 1 : 0), true)
    }
    case 'Enter':
      return step(event.shiftKey ? -1 : 1, 0)
    case 'Escape':
      if (!editing) return false
      return (grid.cancel(), true)
    case 'F2':
      return (grid.begin(), true)
    case 'ArrowUp':
    case 'ArrowDown': {
      const by = event.key === 'ArrowUp' ? -1 : 1
      if (choosing) {
        const n = grid.options.value.length
        grid.option.value = (grid.option.value + by + n) % n
        return true
      }
      return step(by, 0, event.shiftKey)
    }
    case 'ArrowLeft':
    case 'ArrowRight':
      return editing ? false : step(0, event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey)
    case 'Home':
    case 'End':
      return editing ? false : step(0, event.key === 'Home' ? -at.c : size.columns)
    case 'PageUp':
    case 'PageDown':
      return step(event.key === 'PageUp' ? -12 : 12, 0, event.shiftKey)
    case 'Delete':
    case 'Backspace':
      return editing ? false : (grid.clear(), true)
    case ' ':
      return grid.column.value?.kind === 'flag' ? (grid.toggle(), true) : false
    default:
      return false
  }
}
