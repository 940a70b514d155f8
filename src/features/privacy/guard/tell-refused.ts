import type { Router } from 'vue-router'
import type { CopyWay } from '../../../../contract/audit.ts'
import { MINUTE_MS } from '../../../../domain/time/lengths.ts'
import { noteRefusedCopy } from './api.ts'
import { taskShown } from './task-shown.ts'
import { serverNow } from '../../../app/server-clock.ts'
import { useChange } from '../../../http/useChange.ts'

/** Tells the server what this page refused; of one way once a minute, as the server writes it down. */
export function createRefusalTeller(router: Router): (way: CopyWay) => void {
  const told = new Map<CopyWay, number>()

  return way => {
    const now = serverNow()
    if (now - (told.get(way) ?? 0) < MINUTE_MS) return
    told.set(way, now)
    void useChange(noteRefusedCopy).submit({ body: { way, ...taskShown(router) } })
  }
}
