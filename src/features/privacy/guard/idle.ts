import { idleMs } from '../../../http/activity.ts'
import { MINUTE_MS } from '../../../../domain/time/lengths.ts'

/** As long as a session lives without a request of a person. */
const IDLE_MS = 30 * MINUTE_MS
const CHECK_MS = 15_000

/** Calls `ended` once when nobody has touched the page for 30 minutes, also where the phone slept meanwhile. */
export function watchIdle(ended: () => void): () => void {
  const timer = setInterval(check, CHECK_MS)
  document.addEventListener('visibilitychange', check)

  function stop() {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', check)
  }

  function check() {
    if (idleMs() < IDLE_MS) return
    stop()
    ended()
  }

  return stop
}
