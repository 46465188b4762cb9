import type { Session } from '@/api/session'

/** Who else set one's password, and when: one may not have asked for it. Ends with a full stop. */
export function resetText(reset: NonNullable<Session['password_reset']>): string {
  const at = new Date(reset.at).toLocaleString('sv-SE').slice(0, 16)
  return `口令最近由${reset.by}于 ${at} 重置；不是您要求的，请告知审计管理员核查日志。`
}
