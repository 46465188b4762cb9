import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

export interface Async<T> {
  /** The last good answer; stays while the next one is on its way, so the page keeps its shape. */
  data: ShallowRef<T | null>
  error: ShallowRef<Error | null>
  loading: Ref<boolean>
  reload: () => void
}

/**
 * Runs `load` with the value of `source` now and each time it changes. An answer that is overtaken by a newer question
 * is dropped; `source` may give null to ask nothing.
 */
export function useAsync<S, T>(source: WatchSource<S | null>, load: (value: S, signal: AbortSignal) => Promise<T>): Async<T> {
  const data: ShallowRef<T | null> = shallowRef(null)
  const error: ShallowRef<Error | null> = shallowRef(null)
  const loading = ref(true)
  let controller = new AbortController()
  let last: S | null = null

  async function run(value: S | null): Promise<void> {
    controller.abort()
    last = value
    if (value === null) return
    const own = (controller = new AbortController())
    loading.value = true
    try {
      const answer = await load(value, own.signal)
      if (own.signal.aborted) return
      data.value = answer
      error.value = null
    } catch (cause) {
      if (own.signal.aborted) return
      error.value = cause instanceof Error ? cause : new Error(String(cause))
    }
    loading.value = false
  }

  watch(source, (value) => void run(value), { immediate: true, deep: false })
  onScopeDispose(() => controller.abort())
  return { data, error, loading, reload: () => void run(last) }
}
