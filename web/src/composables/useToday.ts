import { computed } from 'vue'
import { useBasics } from './useContext'

/** The day that documents are dated by: the server's, which of a demonstration lies in its own year; else this machine's. */
export function useToday() {
  const { basics } = useBasics()
  return computed(() => basics.value?.version.today ?? new Date().toLocaleDateString('sv-SE'))
}

/** `day` (2024-02-28) and some days more. */
export function daysAfter(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, date + days).toLocaleDateString('sv-SE')
}
