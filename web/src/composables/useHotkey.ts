import { onBeforeUnmount, onMounted } from 'vue'

/** Is the event typed into a field, where plain letters belong to the field? */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
}

/** Calls `act` on the key anywhere on the page; without Ctrl (or ⌘) not while somebody types. */
export function useHotkey(key: string, options: { ctrl?: boolean }, act: (event: KeyboardEvent) => void): void {
  function handle(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== key.toLowerCase() || event.altKey || event.isComposing) return
    if (!!options.ctrl !== (event.ctrlKey || event.metaKey)) return
    if (!options.ctrl && isTyping(event)) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', handle))
  onBeforeUnmount(() => window.removeEventListener('keydown', handle))
}
