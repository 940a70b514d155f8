import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { only, rowsOf, type Db } from '../server/db/db.ts'
import * as schema from '../server/db/schema/index.ts'
import { openDatabase } from '../server/node/database/database.ts'
import type { BenchRow } from './row.ts'
import { inventList } from './support/invent-list.ts'
import { openDb } from '../server/node/database/open-db.ts'

const ROWS = 10_000
const KNOWN = 100_000
const TURNS = 3

interface Measured {
  ms: number
  cpuMs: number
  grownBytes: number
}

/** Lists of 10,000 rows from bytes to commit on PostgreSQL, each in a fresh process; then beside 100,000 known numbers. */
export async function benchImport(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hecha-bench-'))
  const database = await openDatabase({ dataDir, log: () => undefined })
  const db = openDb(database.pool)
  try {
    const unitId = await makeCommunity(db)
    const environment = { DATABASE_URL: database.url, HECHA_DATA: dataDir }
    const importNew = (turn: number) => importOnce(inventList(ROWS, turn * ROWS), `list ${turn}`, unitId, environment)
    const alone = [await importNew(0), await importNew(1), await importNew(2)]
    await copyTasks(db, KNOWN - TURNS * ROWS)
    const beside = [await importNew(3), await importNew(4), await importNew(5)]
    return rowsFor(alone, beside)
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function makeCommunity(db: Db): Promise<string> {
  const id = crypto.randomUUID()
  const row = { id, level: 'community' as const, name: '汀南社区', path: [id] }
  return only(await db.insert(schema.units).values(row).returning({ id: schema.units.id })).id
}

/** More numbers of open lists: rows there are, under hashes of their own. */
async function copyTasks(db: Db, count: number): Promise<void> {
  const columns = await rowsOf<{ name: string }>(
    db,
    sql`select column_name as name from information_schema.columns where table_schema = 'public'
      and table_name = 'tasks' and column_name not in ('id', 'serial', 'phone_hash', 'phone_hashes')`,
  )
  const list = sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  await db.execute(sql`
    insert into tasks (id, phone_hash, phone_hashes, ${list})
    select gen_random_uuid(), hash, array[hash], ${list}
    from (select t.*, md5(random()::text) as hash from tasks t, generate_series(1, 10) limit ${count}) more`)
  await db.execute(sql`vacuum analyze`)
}

async function importOnce(
  bytes: Uint8Array,
  name: string,
  unitId: string,
  environment: Record<string, string>,
): Promise<Measured> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/support/import-once.ts', name, unitId], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(bytes)
  return JSON.parse(await text(child.stdout)) as Measured
}

function rowsFor(alone: readonly Measured[], beside: readonly Measured[]): BenchRow[] {
  const best = (all: readonly Measured[]) => all.reduce((a, b) => (b.ms < a.ms ? b : a))
  const { ms, cpuMs } = best(alone)
  const slower = best(beside).ms / ms - 1
  const grown = Math.max(...[...alone, ...beside].map(one => one.grownBytes)) / 1024 / 1024
  return [
    {
      what: '10,000 rows, bytes to commit, fresh process, best of three',
      measured: `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms CPU)`,
      limit: '≤ 3,000 ms',
      met: ms <= 3000,
    },
    {
      what: '10,000 rows imported beside 100,000 known numbers',
      measured: `${(slower * 100).toFixed(0)} % slower`,
      limit: '≤ 33 %',
      met: slower <= 0.33,
    },
    {
      what: '10,000 rows imported, growth of the process',
      measured: `${grown.toFixed(0)} MB`,
      limit: '≤ 200 MB',
      met: grown <= 200,
    },
  ]
}
