import type { LawDocument, LawVersion } from '@/api/types'
import { orderedKinds } from './kinds'

export interface LawFilters {
  kind: string
  place: string
  verified: string
  text: string
}

function matchesText(d: LawDocument, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const all = `${d.title} ${d.id}`.toLowerCase()
  return words.every((w) => all.includes(w))
}

/** Rules that pass every filter; an empty filter passes all. */
export function filtered(documents: LawDocument[], f: LawFilters): LawDocument[] {
  return documents.filter(
    (d) =>
      (!f.kind || d.kind === f.kind) &&
      (!f.place || d.place === f.place) &&
      (!f.verified || (f.verified === 'yes') === d.verified) &&
      matchesText(d, f.text),
  )
}

/** Kinds with how many rules the other filters leave in each. */
export function kindCounts(documents: LawDocument[], f: LawFilters): { kind: string; count: number }[] {
  const rest = filtered(documents, { ...f, kind: '' })
  return orderedKinds(documents.map((d) => d.kind)).map((kind) => ({ kind, count: rest.filter((d) => d.kind === kind).length }))
}

/** Sorted as listed: by kind, then place from the nation down, then title. */
export function listed(documents: LawDocument[]): LawDocument[] {
  const kinds = orderedKinds(documents.map((d) => d.kind))
  return [...documents].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.place.localeCompare(b.place) || a.title.localeCompare(b.title, 'zh'),
  )
}

/** Places that occur, each once, from the nation down. */
export function places(documents: LawDocument[]): { code: string; name: string }[] {
  const found = new Map(documents.map((d) => [d.place, d.place_name]))
  return [...found].map(([code, name]) => ({ code, name })).sort((a, b) => a.code.localeCompare(b.code))
}

export interface Span {
  version: LawVersion
  /** Left end and width in percent of the axis. */
  left: number
  width: number
}

export interface Timeline {
  from: number
  to: number
  /** Position of the asked date in percent, null when it lies outside. */
  at: number | null
  lanes: { place: string; spans: Span[] }[]
  ticks: { year: number; left: number }[]
}

/** Date as years, good enough for drawing: 2020-07-01 is about 2020.5. */
export function yearOf(date: string): number {
  const [y = 0, m = 1, d = 1] = date.split('-').map(Number)
  return y + (m - 1) / 12 + (d - 1) / 372
}

/** When each place's versions hold, the most specific place first. A version without a first day begins at the left. */
export function timeline(versions: LawVersion[], asOf: string): Timeline | null {
  if (versions.length === 0) return null
  const asked = yearOf(asOf)
  const given = versions.flatMap((v) => [v.since, v.until].flatMap((d) => (d ? [yearOf(d)] : [])))
  const from = Math.floor(Math.min(...given, asked))
  const to = Math.ceil(Math.max(...given.map((y) => y + 1), asked + 1))
  const percent = (y: number) => (100 * (y - from)) / (to - from)
  const names = [...new Set(versions.map((v) => v.place))].sort((a, b) => b.length - a.length || b.localeCompare(a))
  const lanes = names.map((place) => ({
    place,
    spans: versions
      .filter((v) => v.place === place)
      .map((version) => {
        const left = version.since ? percent(yearOf(version.since)) : 0
        return { version, left, width: percent(version.until ? yearOf(version.until) : to) - left }
      }),
  }))
  const step = to - from > 14 ? 5 : to - from > 7 ? 2 : 1
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step).map((year) => ({
    year,
    left: percent(year),
  }))
  return { from, to, at: percent(asked), lanes, ticks }
}

export interface Token {
  text: string
  kind: 'key' | 'comment' | 'string' | 'number' | 'plain'
}

/** Words of one line of a rule file, for setting it in colours; joined they are the line again. */
export function yamlTokens(line: string): Token[] {
  const out: Token[] = []
  const comment = commentStart(line)
  let rest = comment < 0 ? line : line.slice(0, comment)
  const key = /^(\s*(?:- )*)([\w\p{L}.\-/]+)(:)(?=\s|$)/u.exec(rest)
  if (key) {
    if (key[1]) out.push({ text: key[1], kind: 'plain' })
    out.push({ text: key[2]!, kind: 'key' }, { text: key[3]!, kind: 'plain' })
    rest = rest.slice(key[0].length)
  }
  if (rest) {
    const value = rest.trim()
    const kind = /^["'].*["']$/.test(value) ? 'string' : /^-?\d[\d.]*$/.test(value) ? 'number' : 'plain'
    out.push({ text: rest, kind })
  }
  if (comment >= 0) out.push({ text: line.slice(comment), kind: 'comment' })
  return out
}

/** Where a comment begins in a line: at a `#` outside quotes, at the start or after a space; -1 without one. */
function commentStart(line: string): number {
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!
    if (quote) {
      if (c === quote) quote = ''
    } else if (c === '"' || c === "'") {
      // An apostrophe inside a word opens nothing.
      if (i === 0 || /[\s[{,:(]/.test(line[i - 1]!)) quote = c
    } else if (c === '#' && (i === 0 || /\s/.test(line[i - 1]!))) return i
  }
  return -1
}
