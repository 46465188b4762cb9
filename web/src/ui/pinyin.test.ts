import { describe, expect, it } from 'vitest'
import { initials, matchesInitials } from './pinyin'

describe('pinyin initials', () => {
  it.each([
    ['', ''],
    ['，。（）', ''],
    ['A股2022', 'ag2022'],
    ['预算绩效管理', 'ysjxgl'],
    ['林业流域罗山绿化', 'lylylslh'],
    ['盐池县教育体育局', 'ycxjytyj'],
    ['事前评估', 'sqpg'],
    ['啊八擦大额发嘎哈级卡拉妈那哦怕七然三他挖西呀杂', 'abcdefghjklmnopqrstwxyz'],
  ])('of %s are %s', (text, expected) =>
    expect(
      initials(text)
        .map((x) => x[0])
        .join(''),
    ).toBe(expected),
  )

  it.each([
    ['重点项目评价', 'zdxm', true],
    ['重点项目评价', 'xmpj', true],
    ['重点项目评价', 'zdpj', false],
    ['重点项目评价', 'z', false],
    ['重点项目评价', '', false],
    ['增长率', 'zzl', true],
    ['会计师事务所', 'kjs', true],
    ['结果应用（金额）', 'yyje', true],
    ['项目数', '项目', false],
  ])('%s by %s: %s', (text, word, expected) => expect(matchesInitials(text, word)).toBe(expected))
})
