import { onScopeDispose } from 'vue'
import type { StreamEvent } from '../../contract/stream.ts'
import { useLiveStore } from '../stores/live.ts'

const GATHER_MS = 300

/**
 * Refresh what a screen shows when something happened to it. Events that come close together ask once.
 * `concerns` says which events touch the screen; a reset or a poll always does.
 */
export function useLiveEvents(concerns: (event: StreamEvent) => boolean, refresh: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined

  const stop = useLiveStore().listen(event => {
    if (event && !concerns(event)) return
    timer ??= setTimeout(() => {
      timer = undefined
      void refresh()
    }, GATHER_MS)
  })

  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}
