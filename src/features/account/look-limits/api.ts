import { LookLimits } from '../../../../contract/looks.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

/** The limits in force. */
export async function getLookLimits(): Promise<LookLimits> {
  return parse(LookLimits, await http.get('/looks/limits'))
}

/** For everybody at once; refused with `forbidden` for the lead of a part of the tree. */
export const setLookLimits = defineChange({
  kind: 'set-look-limits',
  method: 'PUT',
  path: '/looks/limits',
  label: '查看额度',
  body: typed<LookLimits>(),
  answer: LookLimits,
})
