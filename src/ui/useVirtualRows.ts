import { computed, onMounted, onScopeDispose, ref, toValue, type MaybeRefOrGetter, type Ref } from 'vue'

/** Rows drawn above and below what is seen: a flick of the thumb must not show blank paper. */
const OVERSCAN = 6
/** Rows below what is seen at which the next page is asked for: a flick passes fifty rows a second. */
const READ_AHEAD = 40
/** Scrolling by less than this redraws nothing; more at a time would make long frames. */
const STEP = 2
/** Until the first rows have been readable for a moment: what is not seen can wait. */
const FIRST_OVERSCAN = 1

const SETTLE_MS = 1_500

export interface RowWindow {
  start: number
  /** Exclusive. */
  end: number
  /** Pixels above the first drawn row. */
  offset: number
  /** Pixels of all rows. */
  height: number
}

/** Which of `count` rows of one height stand in a viewport of `viewport` px that is scrolled by `top` px. */
export function rowWindow(
  count: number,
  rowHeight: number,
  top: number,
  viewport: number,
  overscan = OVERSCAN,
): RowWindow {
  const height = count * rowHeight
  const first = Math.floor(Math.min(Math.max(0, top), Math.max(0, height - viewport)) / rowHeight)
  const start = Math.max(0, Math.floor((first - overscan) / STEP) * STEP)
  const end = Math.min(count, Math.ceil((first + viewport / rowHeight + overscan) / STEP) * STEP)
  return { start, end, offset: start * rowHeight, height }
}

const sameWindow = (a: RowWindow, b: RowWindow) => a.start === b.start && a.end === b.end && a.height === b.height

interface Options {
  count: MaybeRefOrGetter<number>
  /** Pixels; asked for again when the text size changes. */
  rowHeight: () => number
  /** Pixels of other things inside the scroller, above the rows. */
  above?: () => number
  /** Called when the end comes near. */
  onEnd(): void
}

/** Draws only the rows in sight: 10,000 tasks are about thirty nodes. The scroller is an element of its own. */
export function useVirtualRows(
  scroller: Readonly<Ref<HTMLElement | null>>,
  { count, rowHeight, above = () => 0, onEnd }: Options,
) {
  const top = ref(0)
  const viewport = ref(window.innerHeight)
  const height = ref(rowHeight())
  const overscan = ref(FIRST_OVERSCAN)
  // The same window again is the same object: scrolling within it draws nothing.
  const rows = computed<RowWindow>(before => {
    const now = rowWindow(toValue(count), height.value, top.value, viewport.value, overscan.value)
    return before && sameWindow(before, now) ? before : now
  })

  function measure() {
    height.value = rowHeight()
    viewport.value = scroller.value?.clientHeight || window.innerHeight
    top.value = Math.max(0, (scroller.value?.scrollTop ?? 0) - above())
  }

  function askAtEnd() {
    const shownTo = (top.value + viewport.value) / height.value
    if (shownTo > toValue(count) - READ_AHEAD) onEnd()
  }

  function scrolled() {
    overscan.value = OVERSCAN
    top.value = Math.max(0, (scroller.value?.scrollTop ?? 0) - above())
    askAtEnd()
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    scroller.value?.addEventListener('scroll', scrolled, { passive: true })
    window.addEventListener('resize', measure)
    measure()
    // A short first page ends soon, but its rows are to be readable before more are asked for.
    timer = setTimeout(scrolled, SETTLE_MS)
  })
  onScopeDispose(() => {
    window.removeEventListener('resize', measure)
    clearTimeout(timer)
  })

  return { rows, measure }
}
