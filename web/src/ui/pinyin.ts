/**
 * Pinyin initials, so that `jxmb` finds 绩效目标. The browser sorts Chinese by pinyin; the first character of each letter
 * tells where its stretch begins, and no table of 20,000 characters has to be carried along.
 */
const order = new Intl.Collator('zh-CN-u-co-pinyin')
const anchors: [string, string][] = [...'吖八嚓哒妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀'].map((first, i) => [
  first,
  'abcdefghjklmnopqrstwxyz'[i]!,
])

/** Characters of the trade that are read in two ways with different initials. */
const alsoRead: Record<string, string> = {
  重: 'c',
  长: 'z',
  行: 'h',
  会: 'k',
  调: 't',
  朝: 'z',
  弹: 't',
  乐: 'y',
  藏: 'z',
  单: 's',
  率: 'l',
}

function initial(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/i.test(character) ? character.toLowerCase() : ''
  let found = ''
  for (const [first, letter] of anchors) {
    if (order.compare(character, first) < 0) break
    found = letter
  }
  return found
}

const known = new Map<string, string[]>()

/** For each character that is read at all, the initials it may have; spaces and signs are left out. */
export function initials(text: string): string[] {
  const old = known.get(text)
  if (old) return old
  const out = [...text].flatMap((c) => {
    const main = initial(c)
    return main ? [main + (alsoRead[c] ?? '')] : []
  })
  known.set(text, out)
  return out
}

/** Do the letters of `word` stand one after the other among the initials of `text`? A single letter says too little. */
export function matchesInitials(text: string, word: string): boolean {
  if (!/^[a-z][a-z0-9]+$/i.test(word)) return false
  const letters = [...word.toLowerCase()]
  const of = initials(text)
  return of.some((_, start) => letters.every((letter, i) => of[start + i]?.includes(letter) ?? false))
}
