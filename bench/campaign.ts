import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Db } from '../server/db/db.ts'
import * as schema from '../server/db/schema/index.ts'
import { endCampaign } from '../server/node/campaign/end-campaign.ts'
import { withDatabase } from '../server/node/cli/with-database.ts'
import { openDatabase } from '../server/node/database/database.ts'
import type { BenchRow } from './row.ts'

/** A million people in ten minutes. */
const MOST_S_A_THOUSAND = 0.6
const SIZES = [50_000, 200_000]
/** Of what a whole list and its card take, sealed. */
const SEALED_LETTERS = 400

/** The end of a campaign: everybody removed and the keys destroyed, for so many people and for four times as many. */
export async function benchCampaign(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const people of SIZES) {
    const seconds = await endOf(people)
    const limit = (people / 1000) * MOST_S_A_THOUSAND
    rows.push({
      what: `end of a campaign, ${people} people`,
      measured: `${seconds.toFixed(1)} s`,
      limit: `≤ ${limit} s`,
      met: seconds <= limit,
    })
  }
  return rows
}

async function endOf(people: number): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hecha-bench-'))
  const database = await openDatabase({ dataDir, log: () => undefined })
  try {
    const environment = { DATABASE_URL: database.url, HECHA_DATA: dataDir }
    // Opened empty once, which makes the keys.
    await withDatabase(environment, ({ db }) => fill(db, people))
    return await withDatabase(environment, async opened => {
      const startedAt = performance.now()
      await endCampaign(opened, new Date())
      return (performance.now() - startedAt) / 1000
    })
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** One closed list of so many, each with a number, a person, a row and a report of a size as they have. */
async function fill(db: Db, people: number): Promise<void> {
  const unitId = crypto.randomUUID()
  await db.insert(schema.units).values({ id: unitId, level: 'community', name: '汀南社区', path: [unitId] })
  const staffId = crypto.randomUUID()
  await db.insert(schema.staff).values({ id: staffId, userid: 'bench', name: '测速' })
  const batchId = crypto.randomUUID()
  const at = new Date()
  await db.insert(schema.batches).values({
    id: batchId,
    name: '名单',
    source: '街道',
    fileName: '名单.csv',
    contentHash: 'hash',
    status: 'closed',
    receivedAt: at,
    ruleName: '48小时核酸',
    rule: { hours: 48, tests: 1 } as never,
    layout: [],
    rows: people,
    newRows: people,
    linkedRows: 0,
    mergedRows: 0,
    rejectedRows: 0,
  })
  const sealed = sql`repeat('x', ${SEALED_LETTERS}::int)`
  const numbers = sql`generate_series(1, ${people}::int) i`
  await db.execute(sql`
    insert into tasks (code, batch_id, unit_id, phone_sealed, phone_hash, tail_hash, phone_hashes, lookups, card_sealed,
      facts_sealed, due_at, tests_need, created_at)
    select 'C' || i, ${batchId}, ${unitId}, repeat('x', 60), md5(i::text), md5((i % 10000)::text), array[md5(i::text)],
      array[md5('l' || i)], ${sealed}, ${sealed}, now(), 1, now() from ${numbers}`)
  await db.execute(sql`
    insert into subjects (task_id, position, name_sealed, id_number_sealed, id_hash)
    select id, 0, repeat('x', 60), repeat('x', 60), md5(code) from tasks`)
  await db.execute(sql`
    insert into batch_rows (batch_id, sheet, "row", account, cells_sealed)
    select ${batchId}, 0, i, 'new', ${sealed} from ${numbers}`)
  await db.execute(sql`
    insert into reports (task_id, unit_id, staff_id, state, fields_sealed, line_sealed, posted_at)
    select id, unit_id, ${staffId}, 'posted', ${sealed}, repeat('x', 120), now() from tasks`)
  await db.execute(sql`analyze`)
}
