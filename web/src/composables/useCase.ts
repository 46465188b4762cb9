import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { workApi, type Case, type CaseAction, type Process, type StepBody } from '@/api/work'

const processes = new Map<string, Promise<Process>>()

/** A process file, asked for once. */
export function loadProcess(id: string): Promise<Process> {
  const known = processes.get(id)
  if (known) return known
  const asked = workApi.process(id)
  processes.set(id, asked)
  asked.catch(() => processes.delete(id))
  return asked
}

/** One case and what may be done with it. `done` runs after a step was taken. */
export function useCase(id: Ref<string | null>, done: (after: Case, action: CaseAction) => void) {
  const current = shallowRef<Case | null>(null)
  const process = shallowRef<Process | null>(null)
  const error = shallowRef<Error | null>(null)
  const stepError = shallowRef<Error | null>(null)
  const busy = ref(false)
  /** The action whose dialog is open. */
  const asking = shallowRef<CaseAction | null>(null)

  async function load(): Promise<void> {
    const own = id.value
    if (!own) return
    try {
      const answer = await workApi.read(own)
      if (id.value !== own) return
      current.value = answer
      error.value = null
      process.value = await loadProcess(answer.process)
      // Only a page that a person has before him says so; fetching a case opens nothing.
      if (answer.to_open && document.visibilityState === 'visible') await workApi.opened(own).catch(() => undefined)
    } catch (cause) {
      if (id.value === own) error.value = cause as Error
    }
  }
  watch(
    id,
    () => {
      current.value = null
      asking.value = null
      void load()
    },
    { immediate: true },
  )

  async function take(action: CaseAction, answer: Omit<StepBody, 'action'> = {}): Promise<void> {
    if (!current.value || busy.value) return
    busy.value = true
    stepError.value = null
    try {
      const next = await workApi.step(current.value.id, { action: action.id, expect_state: current.value.state, ...answer })
      current.value = next
      asking.value = null
      done(next, action)
    } catch (cause) {
      stepError.value = cause as Error
      // Somebody else may have moved it: show what may be done now.
      void load()
    }
    busy.value = false
  }

  async function ask(action: CaseAction): Promise<void> {
    stepError.value = null
    if (!action.allowed) return
    if (action.kind !== 'reassign' || !current.value) {
      asking.value = action
      return
    }
    try {
      asking.value = { ...action, people: await workApi.assignees(current.value.id) }
    } catch (cause) {
      stepError.value = cause as Error
    }
  }

  const actions = computed(() => current.value?.actions ?? [])
  return { current, process, error, stepError, busy, asking, actions, load, take, ask }
}
