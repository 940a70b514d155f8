import { Roster, type HandOverShift, type SetShift, type SwapShift } from '../../../contract/duty.ts'
import { Nudge } from '../../../contract/nudges.ts'
import { defineChange, typed } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

/** Who is on duty in a unit, and when; null: the first one the reader works in. */
export async function getRoster(unitId: string | null): Promise<Roster> {
  return parse(Roster, await http.get(`/duty${queryOf({ unitId })}`))
}

export const setShift = defineChange({
  kind: 'set-shift',
  method: 'POST',
  path: '/shifts',
  label: '排班',
  body: typed<SetShift>(),
  answer: Roster,
})

export const swapShift = defineChange({
  kind: 'swap-shift',
  method: 'POST',
  path: '/shifts/:shiftId/swap',
  label: '换班',
  body: typed<SwapShift>(),
})

export const removeShift = defineChange({
  kind: 'remove-shift',
  method: 'DELETE',
  path: '/shifts/:shiftId',
  label: '取消班次',
})

export const handOver = defineChange({
  kind: 'hand-over',
  method: 'POST',
  path: '/shifts/:shiftId/hand-over',
  label: '交班',
  body: typed<HandOverShift>(),
})

export async function getNudge(nudgeId: string): Promise<Nudge> {
  return parse(Nudge, await http.get(`/nudges/${nudgeId}`))
}

export const answerNudge = defineChange({
  kind: 'answer-nudge',
  method: 'POST',
  path: '/nudges/:nudgeId/answer',
  label: '收到',
  answer: Nudge,
})
