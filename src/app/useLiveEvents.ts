import { onScopeDispose } from 'vue'
import type { StreamEvent } from '../../contract/stream.ts'
import { useLiveStore } from './live.ts'

/** Bursts (an import, a busy evening) refresh a screen once a second; a single event at once. */
const EVERY_MS = 1_000

/**
 * Refresh what a screen shows when something happened to it. `concerns` says which events touch the screen; a reset or
 * a poll always does. A page in the background waits until it is looked at again.
 */
export function useLiveEvents(concerns: (event: StreamEvent) => boolean, refresh: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let refreshedAt = -Infinity
  let missed = false

  function run() {
    timer = undefined
    missed = document.hidden
    if (missed) return
    refreshedAt = performance.now()
    void refresh()
  }

  function schedule() {
    timer ??= setTimeout(run, Math.max(0, refreshedAt + EVERY_MS - performance.now()))
  }

  const lookAgain = () => missed && schedule()
  const stop = useLiveStore().listen(event => {
    if (!event || concerns(event)) schedule()
  })
  document.addEventListener('visibilitychange', lookAgain)

  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', lookAgain)
  })
}
