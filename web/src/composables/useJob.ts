import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { ApiError } from '@/api/http'
import { jobApi, type Job } from '@/api/jobs'

const firstPause = 150
const longestPause = 1500

/**
 * Long work of the server's, followed until it ends; one at a time. Whoever leaves the page leaves it at work: the list
 * of his recent jobs has it.
 */
export function useJob<T>() {
  const job = shallowRef<Job<T> | null>(null)
  const error = shallowRef<Error | null>(null)
  const running = ref(false)
  let current = ''
  let gone = false

  /** Starts and follows it; the ended job, or null when it failed (see `error`) or another one took its place. */
  async function run(start: () => Promise<{ job: string }>): Promise<Job<T> | null> {
    error.value = null
    job.value = null
    running.value = true
    let id = ''
    try {
      id = current = (await start()).job
      for (let pause = firstPause; !gone && current === id; pause = Math.min(longestPause, pause * 1.3)) {
        const now = await jobApi.read<T>(id)
        if (current !== id) return null
        job.value = now
        if (now.state === 'failed') throw refusal(now)
        if (now.state === 'done') return now
        await new Promise((go) => setTimeout(go, pause))
      }
    } catch (cause) {
      if (current === id) error.value = cause instanceof Error ? cause : new Error(String(cause))
    } finally {
      if (current === id) running.value = false
    }
    return null
  }

  async function stop(): Promise<void> {
    if (running.value && current) await jobApi.stop(current).catch(() => undefined)
  }

  onScopeDispose(() => (gone = true))
  /** "37 / 200" or nothing while the total is not known. */
  const progress = computed(() => (job.value && job.value.total > 0 ? `${job.value.done} / ${job.value.total}` : ''))
  return { job, error, running, progress, run, stop }
}

function refusal<T>(job: Job<T>): ApiError {
  const faults = (job.error?.errors ?? []).map((e) => ({ detail: e.where ? `${e.where}：${e.message}` : e.message, remedy: e.hint }))
  return new ApiError(job.error?.status ?? 500, '没有办成', job.error?.detail ?? '', faults)
}
