import type { Pool } from 'pg'
import type { Sealed } from '../../db/schema/columns.ts'
import { numberLookup, tailLookup } from '../../privacy/lookups.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import { openFacts, openPhone } from '../../tasks/sealed-task.ts'

const AT_ONCE = 1000

interface Row {
  id: string
  unitId: string
  phoneSealed: Sealed
  factsSealed: Sealed
}

/**
 * Tasks of before an upgrade are found by hashes that are the same in every community. Gives them those of their own. Stopped
 * in the middle, it may be run again. Answers with how many tasks there were.
 */
export async function bindLookups(pool: Pool, sealer: Sealer): Promise<number> {
  let count = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await pool.query<Row>(
      `select id, unit_id as "unitId", phone_sealed as "phoneSealed", facts_sealed as "factsSealed" from tasks
       where id > $1 and phone_sealed <> '' order by id limit ${AT_ONCE}`,
      [after],
    )
    const last = rows.at(-1)
    if (!last) return count
    await write(pool, sealer, rows)
    count += rows.length
    after = last.id
  }
}

async function write(pool: Pool, sealer: Sealer, rows: readonly Row[]): Promise<void> {
  const made = rows.map(row => {
    const phones = [openPhone(sealer, row), ...(openFacts(sealer, row).alternatives ?? [])]
    const [phone = ''] = phones
    return {
      id: row.id,
      tail: tailLookup(sealer, row.unitId, phone),
      lookups: `{${phones.map(one => numberLookup(sealer, row.unitId, one)).join(',')}}`,
    }
  })
  await pool.query(
    `update tasks t set tail_hash = x.tail, lookups = x.lookups::text[]
     from unnest($1::uuid[], $2::text[], $3::text[]) x(id, tail, lookups) where t.id = x.id`,
    [made.map(one => one.id), made.map(one => one.tail), made.map(one => one.lookups)],
  )
}
