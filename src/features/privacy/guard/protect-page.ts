import { watch } from 'vue'
import type { Router } from 'vue-router'
import type { CopyWay } from '../../../../contract/audit.ts'
import { useToasts } from '../../../app/useToasts.ts'
import { endEarlyProtection } from '../../../http/early-page.ts'
import { serverNow } from '../../../app/server-clock.ts'
import { useOutboxStore } from '../../../app/outbox.ts'
import { useSessionStore } from '../../../app/session.ts'
import { COPY_NOTICE, guardCopyOut } from './copy-out.ts'
import { coverInBackground } from './cover.ts'
import { createRefusalTeller } from './tell-refused.ts'
import { watchIdle } from './idle.ts'
import { watermarkLines } from './watermark-lines.ts'
import { showWatermark } from './watermark.ts'

function currentLines(): string[] {
  const { session } = useSessionStore()
  return session ? watermarkLines(session, serverNow()) : []
}

/** After 30 minutes nothing is readable: the page is emptied at once, then left for one that says why. */
async function endIdle() {
  const session = useSessionStore()
  const ended = await session.endIdle()
  // What could not be kept would be lost with the page.
  if (ended && useOutboxStore().unkept === 0) location.replace(`/?login=session_idle${location.hash}`)
}

/** A page the browser kept whole and shows again on the way back may be of a session that has ended. */
function refuseKeptPage(): () => void {
  const ask = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
  window.addEventListener('pageshow', ask)
  return () => window.removeEventListener('pageshow', ask)
}

/** Everything a page itself can do against data leaving it; lasts as long as the session. */
export function protectPage(router: Router): void {
  const { say } = useToasts()
  const tell = createRefusalTeller(router)
  const refused = (way: CopyWay) => {
    say(COPY_NOTICE)
    tell(way)
  }
  const stops = [
    guardCopyOut(document, refused),
    showWatermark(currentLines),
    coverInBackground(),
    watchIdle(() => void endIdle()),
    refuseKeptPage(),
  ]
  const tried = endEarlyProtection()
  if (tried) refused(tried)
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
