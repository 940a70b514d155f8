import { onMounted, onScopeDispose, shallowReactive, type Component, type Ref } from 'vue'
import { useLiveStore } from '../../app/live.ts'
import { idleMs } from '../../http/activity.ts'

/** What was touched just now may be about to hear the tap. */
const STILL_MS = 1_000

/**
 * What stands around the rows: a plain box at first, pull to refresh once the first rows are there and the page is left
 * alone for a moment. Its part and its styles are not worth a later first row, and the rows are drawn anew in it.
 */
export function usePullLater(scroller: Readonly<Ref<HTMLElement | null>>, read: () => Promise<unknown>) {
  const pull = shallowReactive<{ part: Component | 'div'; attributes: object }>({ part: 'div', attributes: {} })
  let timer: ReturnType<typeof setTimeout> | undefined

  const inUse = () => idleMs() < STILL_MS || scroller.value?.contains(document.activeElement) === true

  function putIn(part: Component) {
    if (inUse()) timer = setTimeout(putIn, STILL_MS, part)
    else Object.assign(pull, { part, attributes: { read } })
  }

  onMounted(() => {
    useLiveStore().whenQuiet(async () => {
      const loaded = await import('../../ui/PullDown.vue').catch(() => null)
      if (loaded) putIn(loaded.default)
    })
  })
  onScopeDispose(() => clearTimeout(timer))

  return pull
}
