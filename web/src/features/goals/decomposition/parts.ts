import type { DecompositionLine, DecompositionPart } from '@/api/decompositions'
import { parseWan } from '@/ui/money'

/** One place or unit while it is typed in. */
export interface PartRow {
  name: string
  project_id: string | null
  project: string
  amount: number | null
  targets: Record<string, string>
  sent: string
  /** As it is stored: what it lacks; null: not stored yet. */
  missing: string[] | null
}

export const emptyPart = (): PartRow => ({ name: '', project_id: null, project: '', amount: null, targets: {}, sent: '', missing: null })

export const partRow = (part: DecompositionPart): PartRow => ({
  name: part.name,
  project_id: part.project_id,
  project: part.project_id ? `${part.project_code} ${part.project_name}` : '',
  amount: part.amount,
  targets: { ...part.targets },
  sent: part.sent_at ? `${part.sent_by ?? ''} ${part.sent_at.slice(0, 10)}` : '',
  missing: part.missing,
})

/** What is saved: rows without a name and without anything else are not there. */
export const filledParts = (rows: PartRow[]) =>
  rows
    .filter((r) => r.name.trim() || r.amount !== null || Object.values(r.targets).some((t) => t.trim()))
    .map(({ name, project_id, amount, targets }) => ({ name: name.trim(), project_id, amount, targets }))

const scale = 1_000_000

/** Whole millionths of a written number; null: no number. */
export function millionths(text: string): number | null {
  const plain = text.trim().replace(/,/g, '')
  return /^[+-]?\d+(\.\d{1,6})?$/.test(plain) ? Math.round(Number(plain) * scale) : null
}

export interface PartSum {
  text: string
  /** Against the whole: positive is too much, negative too little; null: not held against it. */
  off: number | null
  broken: boolean
}

/** The parts of one indicator together, as the server will judge them. */
export function sumOf(line: DecompositionLine, rows: PartRow[]): PartSum {
  const written = rows.map((r) => r.targets[line.name] ?? '').filter((t) => t.trim())
  if (!line.additive) return { text: '不相加', off: null, broken: false }
  const numbers = written.map(millionths)
  if (numbers.some((n) => n === null)) return { text: '有的不是数', off: null, broken: true }
  const sum = (numbers as number[]).reduce((a, b) => a + b, 0)
  const whole = millionths(line.target) ?? 0
  const over = sum - whole
  const fits = line.op.startsWith('>') ? over >= 0 : line.op.startsWith('<') ? over <= 0 : over === 0
  return { text: String(sum / scale), off: fits ? 0 : over / scale, broken: false }
}

/** Takes a block copied from a spreadsheet: name, 万元, then a column each indicator, from row `at` on. */
export function pasteParts(rows: PartRow[], at: number, text: string, lines: DecompositionLine[]): PartRow[] {
  const block = text
    .replace(/\r/g, '')
    .split('\n')
    .filter((l) => l.trim())
    .map((l) => l.split('\t'))
  const next = [...rows]
  block.forEach((cells, i) => {
    const row = { ...(next[at + i] ?? emptyPart()) }
    if (cells[0]?.trim()) row.name = cells[0].trim()
    const amount = cells[1]?.trim() ? parseWan(cells[1]) : null
    if (typeof amount === 'number') row.amount = amount
    row.targets = { ...row.targets }
    lines.forEach((line, k) => {
      const cell = cells[k + 2]?.trim()
      if (cell) row.targets[line.name] = cell
    })
    next[at + i] = row
  })
  return next
}
