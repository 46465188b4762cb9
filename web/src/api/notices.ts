import { get, write } from './http'

export type ReminderKind = 'overdue' | 'returned' | 'due' | 'arrived' | 'opened'

export interface Reminder {
  key: string
  kind: ReminderKind
  kind_label: string
  title: string
  unit_name: string
  text: string
  record: string
  record_id: string
  state: string
  case: string
  at: string
  read: boolean
}

export interface ReminderList {
  total: number
  unread: number
  rows: Reminder[]
}

export const noticeApi = {
  list: (limit: number, signal?: AbortSignal) => get<ReminderList>('/notices', { limit }, signal),
  markRead: (keys: string[]) => write<null>('POST', '/notices/read', { keys }),
}
