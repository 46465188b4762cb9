import { describe, expect, it } from 'vitest'
import { lookOf, shareLook, type CodeLook } from './codes'

function channels(colour: string): number[] {
  if (colour.startsWith('#')) return [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
  return (colour.match(/\d+/g) ?? []).map(Number)
}

/** WCAG 2 contrast of ink on ground. */
function contrast(look: CodeLook): number {
  const light = (colour: string) => {
    const [r, g, b] = channels(colour).map((c) => {
      const v = c / 255
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const [a, b] = [light(look.fill), light(look.ink)].sort((x, y) => y - x)
  return (a! + 0.05) / (b! + 0.05)
}

describe('colours', () => {
  it.each(['green', 'yellow', 'red', 'excellent', 'good', 'fair', 'poor', 'support', 'not_support', 'kept', 'open', 'none', 'yes'])(
    'words on %s can be read (4.5:1)',
    (code) => expect(contrast(lookOf(code))).toBeGreaterThanOrEqual(4.5),
  )

  it.each([0, 0.1, 0.3, 0.5, 0.7, 0.9, 1, 1.4, -1])('numbers on a share of %d can be read (4.5:1)', (share) =>
    expect(contrast(shareLook(share))).toBeGreaterThanOrEqual(4.5),
  )

  it('each light has its own shape', () => {
    expect(new Set(['green', 'yellow', 'red'].map((c) => lookOf(c).shape)).size).toBe(3)
  })
})
