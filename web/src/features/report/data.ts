import type { Filter, Report, ReportBlock, Span } from '@/api/types'

export interface OutlineEntry {
  id: string
  level: number
  text: string
}

export type ShownBlock = ReportBlock & { id: string }

export function plainText(spans: Span[]): string {
  return spans.map((s) => s.text).join('')
}

/** The blocks with ids for links, in their order. */
export function numberedBlocks(report: Report): ShownBlock[] {
  return report.blocks.map((block, i) => ({ ...block, id: `b${i + 1}` }))
}

/** Headings as a table of contents. */
export function outline(blocks: ShownBlock[]): OutlineEntry[] {
  return blocks.flatMap((b) => (b.kind === 'heading' ? [{ id: b.id, level: b.level, text: `${b.number ?? ''}${plainText(b.spans)}` }] : []))
}

/** Filters of a number that shows one part of its figure. */
export function spanFilters(span: Span): Filter[] {
  return Object.entries(span.by ?? {}).map(([dimension, codes]) => ({ dimension, codes: codes.split(',') }))
}

/** Filters written `dim:code,code;dim:code`, as links of the printed HTML carry them. */
export function readParts(text: string): Filter[] {
  return text.split(';').flatMap((part) => {
    const at = part.indexOf(':')
    const codes = part
      .slice(at + 1)
      .split(',')
      .filter(Boolean)
    return at > 0 && codes.length > 0 ? [{ dimension: part.slice(0, at), codes }] : []
  })
}

/** How many numbers of the text open a figure, and how many of these rest on demonstration data. */
export function countNumbers(blocks: ReportBlock[]): { linked: number; illustrative: number } {
  const out = { linked: 0, illustrative: 0 }
  const take = (spans: Span[]) => {
    for (const span of spans) {
      if (!span.figure) continue
      out.linked += 1
      if (span.illustrative) out.illustrative += 1
    }
  }
  for (const block of blocks) {
    if (block.kind === 'table') block.rows.forEach((row) => row.forEach(take))
    else take(block.spans)
  }
  return out
}

/** Is the text of a table cell a number, to be set flush right? */
export function isNumberCell(spans: Span[]): boolean {
  const text = plainText(spans).trim()
  return text !== '' && /^[-−]?[\d,]+(\.\d+)?%?$/.test(text)
}

/** Labels of the formats a report can be had in; those of no use to a reader of this page (text, json) are left out. */
export const formatLabels: Record<string, string> = { docx: 'DOCX', md: 'Markdown', html: 'HTML' }
