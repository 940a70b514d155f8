import { UnitList } from '../../../../contract/units.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

/** The units the reader may look at, from the top down. */
export async function listUnits(): Promise<UnitList['units']> {
  return parse(UnitList, await http.get('/units')).units
}
