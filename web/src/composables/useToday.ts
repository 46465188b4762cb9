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

/** `today` where it lies in the budget year, else the year's nearest day: acts on a year are dated within it. */
export function dayIn(year: number, today: string): string {
  const own = Number(today.slice(0, 4))
  return own === year ? today : own < year ? `${year}-01-01` : `${year}-12-31`
}
