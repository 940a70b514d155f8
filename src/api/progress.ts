import { Progress } from '../../contract/progress.ts'
import { http } from '../lib/http.ts'
import { parse } from '../lib/parse.ts'
import { queryOf } from '../lib/query.ts'

/** Live numbers of a unit and of those right below it; null: the highest one the reader leads. */
export async function getProgress(unitId: string | null): Promise<Progress> {
  return parse(Progress, await http.get(`/progress${queryOf({ unitId })}`))
}
