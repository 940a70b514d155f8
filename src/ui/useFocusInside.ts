import { onBeforeUnmount, onMounted, type Ref } from 'vue'

const REACHED_BY_TAB = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * Keeps the focus inside what lies over the page while it is mounted, which Vant's popup does not: it starts there, Tab
 * goes round, and it returns to what was focused before. Hand the returned function every keydown of the part.
 */
export function useFocusInside(part: Readonly<Ref<HTMLElement | null | undefined>>) {
  const before = document.activeElement

  function keepInside(event: KeyboardEvent) {
    if (event.key !== 'Tab' || !part.value) return
    const stops = Array.from(part.value.querySelectorAll<HTMLElement>(REACHED_BY_TAB))
    const first = stops[0] ?? part.value
    const last = stops[stops.length - 1] ?? part.value
    const atEnd = event.shiftKey ? [first, part.value] : [last]
    if (!atEnd.some(stop => stop === document.activeElement)) return
    event.preventDefault()
    ;(event.shiftKey ? last : first).focus()
  }

  onMounted(() => part.value?.focus({ preventScroll: true }))
  onBeforeUnmount(() => {
    if (part.value?.contains(document.activeElement) && before instanceof HTMLElement)
      before.focus({ preventScroll: true })
  })

  return keepInside
}
