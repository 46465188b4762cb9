import { onScopeDispose, shallowRef } from 'vue'
import { noticeApi } from '@/api/notices'

/** How many reminders nobody has read, shared by the bell and the page. */
const unread = shallowRef(0)

/** Looks now, and again every minute while the window is seen. */
export function useUnread() {
  async function look(): Promise<void> {
    if (document.hidden) return
    try {
      unread.value = (await noticeApi.list(1)).unread
    } catch {
      // The page's own questions say what is wrong with the server; a bell does not.
    }
  }
  const timer = window.setInterval(() => void look(), 60_000)
  const seen = () => void look()
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    window.clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  })
  return { unread, look }
}
