import type { Delegation } from '@/api/people'

export function delegationState(d: Pick<Delegation, 'since' | 'until'>, today: string): '还没开始' | '有效' | '已结束' {
  if (today < d.since) return '还没开始'
  return today <= d.until ? '有效' : '已结束'
}
