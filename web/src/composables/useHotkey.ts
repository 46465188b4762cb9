import { onBeforeUnmount, onMounted } from 'vue'

/** Is the event typed into a field, where plain letters belong to the field? A box that is ticked takes only the space. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type)) return event.key === ' '
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
}

/**
 * Calls `act` on the key anywhere on the page; without Ctrl (or ⌘) not while somebody types or is asked something over
 * the page.
 */
export function useHotkey(key: string, options: { ctrl?: boolean }, act: (event: KeyboardEvent) => void): void {
  function handle(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== key.toLowerCase() || event.altKey || event.isComposing) return
    if (!!options.ctrl !== (event.ctrlKey || event.metaKey)) return
    if (!options.ctrl && (isTyping(event) || document.querySelector('[data-modal]'))) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', handle))
  onBeforeUnmount(() => window.removeEventListener('keydown', handle))
}
