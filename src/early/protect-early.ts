import type { Session } from '../../contract/session.ts'
import type { EarlyPage } from '../http/early-page.ts'
import { serverNow, setServerNow } from '../app/server-clock.ts'
import { COPY_NOTICE, guardCopyOut } from '../features/privacy/guard/copy-out.ts'
import { coverInBackground } from '../features/privacy/guard/cover.ts'
import { watermarkLines } from '../features/privacy/guard/watermark-lines.ts'
import { showWatermark } from '../features/privacy/guard/watermark.ts'

/** Refuses to give out what is readable before the page is there, and says so until the page's own toasts can. */
export function guardEarly(early: EarlyPage): void {
  if (early.ended) return
  const notice = document.createElement('div')
  notice.className = 'early-notice'
  notice.setAttribute('role', 'status')
  document.body.append(notice)
  const stop = guardCopyOut(document, way => {
    early.tried = way
    notice.textContent = COPY_NOTICE
  })
  early.stops.push(stop, () => notice.remove())
}

/** Watermark and cover for what is readable before the page is there; `protectPage` takes over from them. */
export function protectEarly(early: EarlyPage, session: Session): void {
  if (early.ended) return
  setServerNow(session.now)
  early.stops.push(
    showWatermark(() => watermarkLines(session, serverNow())),
    coverInBackground(),
  )
}
