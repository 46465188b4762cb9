/** Amount in 分 as 元 with two decimals and thousands separators, for those who want the last 分. */
export function yuanText(fen: number): string {
  const whole = String(Math.floor(Math.abs(fen) / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')} 元`
}

/** Amount in 分 in 万元: two decimals, more only where the last 分 would be lost; empty when not filled. */
export function wanText(fen: number | null): string {
  if (fen === null) return ''
  const whole = String(Math.floor(Math.abs(fen) / 1_000_000)).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = String(Math.abs(fen) % 1_000_000).padStart(6, '0')
  return `${fen < 0 ? '-' : ''}${whole}.${rest.slice(0, 2)}${rest.slice(2).replace(/0+$/, '')}`
}

const halfWidth = (text: string) => text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ')

/**
 * What somebody typed as an amount, in 分: 万元 unless 元 or 亿元 stands behind it. null: nothing was typed; a text: what
 * is wrong with it. Computed on digits, never on a floating number.
 */
export function parseWan(typed: string): number | null | string {
  const text = halfWidth(typed).replace(/[\s,，]/g, '')
  if (text === '') return null
  const found = /^(\d+)(?:\.(\d+))?(亿元?|万元?|元)?$/.exec(text)
  if (!found) return `应为不小于 0 的数，写了“${typed.trim()}”`
  const decimals = found[3]?.startsWith('亿') ? 10 : found[3] === '元' ? 2 : 6
  const fraction = found[2] ?? ''
  if (fraction.slice(decimals).replace(/0/g, '') !== '') return '小到一分以下，记不下'
  const fen = Number(found[1]! + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return Number.isSafeInteger(fen) ? fen : '数太大'
}
