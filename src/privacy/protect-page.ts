import { watch } from 'vue'
import { useToasts } from '../composables/useToasts.ts'
import { clockTime } from '../lib/time.ts'
import { serverNow } from '../lib/server-clock.ts'
import { useOutboxStore } from '../stores/outbox.ts'
import { useSessionStore } from '../stores/session.ts'
import { COPY_NOTICE, guardCopyOut } from './copy-out.ts'
import { coverInBackground } from './cover.ts'
import { watchIdle } from './idle.ts'
import { showWatermark } from './watermark.ts'

const shortDate = () => new Date(serverNow() + 8 * 3_600_000).toISOString().slice(5, 10)

/** Name, last characters of the id, date and minute: enough to know from a photo whose phone it was. */
function watermarkLines(): string[] {
  const { session } = useSessionStore()
  if (!session) return []
  return [
    `${session.name} ${session.userid.replace(/[^0-9a-z]/gi, '').slice(-4)}`,
    `${shortDate()} ${clockTime(serverNow())}`,
  ]
}

/** After 30 minutes nothing is readable: the page is emptied at once, then left for one that says why. */
async function endIdle() {
  const session = useSessionStore()
  const ended = await session.endIdle()
  // What waits to be sent lives in memory only and still goes out.
  if (ended && useOutboxStore().waiting === 0) location.replace(`/?login=session_idle${location.hash}`)
}

/** Everything a page itself can do against data leaving it; lasts as long as the session. */
export function protectPage(): void {
  const { say } = useToasts()
  const stops = [
    guardCopyOut(document, () => say(COPY_NOTICE)),
    showWatermark(watermarkLines),
    coverInBackground(),
    watchIdle(() => void endIdle()),
  ]
  const session = useSessionStore()
  const stop = watch(
    () => session.session,
    now => {
      if (now) return
      stops.forEach(end => end())
      stop()
    },
  )
}
