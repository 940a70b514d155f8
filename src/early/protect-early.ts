import type { Session } from '../../contract/session.ts'
import type { EarlyPage } from '../lib/early-page.ts'
import { serverNow, setServerNow } from '../lib/server-clock.ts'
import { coverInBackground } from '../privacy/cover.ts'
import { watermarkLines } from '../privacy/watermark-lines.ts'
import { showWatermark } from '../privacy/watermark.ts'

/** Watermark and cover for what is readable before the page is there; `protectPage` takes over from them. */
export function protectEarly(early: EarlyPage, session: Session): void {
  if (early.ended) return
  setServerNow(session.now)
  early.stops.push(
    showWatermark(() => watermarkLines(session, serverNow())),
    coverInBackground(),
  )
}
