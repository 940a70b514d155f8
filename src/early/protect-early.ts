import type { Session } from '../../contract/session.ts'
import type { EarlyPage } from '../http/early-page.ts'
import { serverNow, setServerNow } from '../app/server-clock.ts'
import { coverInBackground } from '../features/privacy/guard/cover.ts'
import { watermarkLines } from '../features/privacy/guard/watermark-lines.ts'
import { showWatermark } from '../features/privacy/guard/watermark.ts'

/** Watermark and cover for what is readable before the page is there; `protectPage` takes over from them. */
export function protectEarly(early: EarlyPage, session: Session): void {
  if (early.ended) return
  setServerNow(session.now)
  early.stops.push(
    showWatermark(() => watermarkLines(session, serverNow())),
    coverInBackground(),
  )
}
