import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Width of an element in pixels, followed as it changes. */
export function useWidth(element: Ref<HTMLElement | null>, before = 600): Ref<number> {
  const width = ref(before)
  let observer: ResizeObserver | null = null
  onMounted(() => {
    if (!element.value) return
    width.value = element.value.clientWidth || before
    observer = new ResizeObserver((entries) => {
      const now = entries[0]?.contentRect.width
      if (now) width.value = now
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}

/** Rough width of a text set at `size` pixels: CJK takes a full em, the rest about 0.58. */
export function textWidth(text: string, size = 12): number {
  let em = 0
  for (const c of text) em += c.codePointAt(0)! > 0x2e7f ? 1 : 0.58
  return Math.ceil(em * size)
}
