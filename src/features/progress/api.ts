import { Progress, StuckPage, type ProgressNumber } from '../../../contract/progress.ts'
import { Bulletin, SentBulletin, type SetBulletinPlan } from '../../../contract/bulletins.ts'
import { Nudge, type NewNudge } from '../../../contract/nudges.ts'
import { defineChange, typed } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'
import { queryOf } from '../../http/query.ts'

/** Live numbers of a unit and of those right below it; null: the highest one the reader leads. */
export async function getProgress(unitId: string | null): Promise<Progress> {
  return parse(Progress, await http.get(`/progress${queryOf({ unitId })}`))
}

/** The tasks behind one number, most urgent first; `after`: `next` of the page before. */
export async function listStuck(query: {
  unitId: string
  place: ProgressNumber
  after: string | null
}): Promise<StuckPage> {
  return parse(StuckPage, await http.get(`/progress/tasks${queryOf({ ...query, limit: 50 })}`))
}

/** The bulletin of a unit as it would go out now; null: of the highest one the reader leads. */
export async function getBulletin(unitId: string | null): Promise<Bulletin> {
  return parse(Bulletin, await http.get(`/bulletin${queryOf({ unitId })}`))
}

/** Counted and written by the server as it goes out. Refused with `bulletin_group_missing`, `bulletin_just_sent`. */
export const sendBulletin = defineChange({
  kind: 'send-bulletin',
  method: 'POST',
  path: '/units/:unitId/bulletins',
  label: '发通报',
  answer: SentBulletin,
})

export const setBulletinPlan = defineChange({
  kind: 'set-bulletin-plan',
  method: 'PUT',
  path: '/units/:unitId/bulletin-plan',
  label: '定时通报',
  body: typed<SetBulletinPlan>(),
  answer: Bulletin,
})

/** Asks those on duty in a unit to go on. */
export const sendNudge = defineChange({
  kind: 'send-nudge',
  method: 'POST',
  path: '/units/:unitId/nudges',
  label: '催办',
  body: typed<NewNudge>(),
  answer: Nudge,
})
