/** How codes look: lights carry shape, word and colour; grades and conclusions keep one colour on every page. */
export interface CodeLook {
  fill: string
  ink: string
  /** ● ▲ ■ for lights. */
  shape?: string
}

const white = '#ffffff'
const dark = '#1c2327'

const looks: Record<string, CodeLook> = {
  // lights
  green: { fill: '#d5e6da', ink: '#1f5636', shape: '●' },
  yellow: { fill: '#f3dfae', ink: '#6b4700', shape: '▲' },
  red: { fill: '#a5281d', ink: white, shape: '■' },
  // grades
  excellent: { fill: '#1f5f7a', ink: white },
  good: { fill: '#a9c9d5', ink: dark },
  fair: { fill: '#ecd3a4', ink: dark },
  poor: { fill: '#b3503e', ink: white },
  // conclusions
  support: { fill: '#1f5f7a', ink: white },
  support_after_revision: { fill: '#a9c9d5', ink: dark },
  not_support: { fill: '#b3503e', ink: white },
  // use of results
  reduced: { fill: '#1f5f7a', ink: white },
  cancelled: { fill: '#b3503e', ink: white },
  kept: { fill: '#e7e3db', ink: dark },
  increased: { fill: '#a9c9d5', ink: dark },
  // states
  closed: { fill: '#1f5f7a', ink: white },
  answered: { fill: '#a9c9d5', ink: dark },
  open: { fill: '#ecd3a4', ink: dark },
  approved: { fill: '#1f5f7a', ink: white },
  submitted: { fill: '#a9c9d5', ink: dark },
  draft: { fill: '#ecd3a4', ink: dark },
  on_time: { fill: '#1f5f7a', ink: white },
  late: { fill: '#ecd3a4', ink: dark },
  none: { fill: '#e7e3db', ink: dark },
  yes: { fill: '#1f5f7a', ink: white },
  no: { fill: '#e7e3db', ink: dark },
}

const others: CodeLook[] = [
  { fill: '#1f5f7a', ink: white },
  { fill: '#a9c9d5', ink: dark },
  { fill: '#6b99ab', ink: dark },
  { fill: '#d9e6eb', ink: dark },
  { fill: '#e7e3db', ink: dark },
]

export function lookOf(code: string, index = 0): CodeLook {
  return looks[code] ?? others[index % others.length]!
}

/** Ground and ink of a share between 0 and 1: from paper to a tint of the accent that dark ink can be read on. */
export function shareLook(share: number): CodeLook {
  const s = Math.min(1, Math.max(0, share))
  const mix = (from: number, to: number) => Math.round(from + (to - from) * s)
  return { fill: `rgb(${mix(250, 127)} ${mix(249, 173)} ${mix(246, 190)})`, ink: dark }
}
