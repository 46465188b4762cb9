import { ref, watch, type Ref } from 'vue'

/** A choice of this reader on this machine, kept in the browser; storage that is refused only forgets it. */
export function usePreference(name: string, fallback: string): Ref<string> {
  const key = `jiheng.${name}`
  const value = ref(fallback)
  try {
    value.value = localStorage.getItem(key) ?? fallback
  } catch {
    // Private windows may refuse storage.
  }
  watch(value, (next) => {
    try {
      localStorage.setItem(key, next)
    } catch {
      // As above.
    }
  })
  return value
}
