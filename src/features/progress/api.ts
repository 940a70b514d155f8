import { Progress, StuckPage, type StuckPlace } from '../../../contract/progress.ts'
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
  place: StuckPlace
  after: string | null
}): Promise<StuckPage> {
  return parse(StuckPage, await http.get(`/progress/tasks${queryOf({ ...query, limit: 50 })}`))
}
