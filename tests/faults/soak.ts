import { setTimeout as moment } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { only, rowsOf, type Db } from '../../server/db/db.ts'
import { startCallers } from './callers.ts'
import { compareDatabase, compareGroup } from './compare.ts'
import { createLedger } from './ledger.ts'
import { drain } from './play-round.ts'
import type { World } from './world.ts'

const LOOK_EVERY_MS = 15_000
const MINUTE_MS = 60_000
const TASKS_EACH = 5_000

/** People at work for some minutes, nothing broken: what grows shows. Answers with how much was lost or doubled. */
export async function soak(world: World, minutes: number): Promise<number> {
  const people = await world.givenCallers(TASKS_EACH)
  const ledger = createLedger()
  const origins = world.servers.map(server => server.origin)
  const working = startCallers(people, origins, ledger)
  const until = Date.now() + minutes * MINUTE_MS
  while (Date.now() < until && working.left > 0) {
    await moment(Math.min(LOOK_EVERY_MS, until - Date.now()))
    const processes = await Promise.all(origins.map(readProcess))
    const grown = Object.entries(await readSizes(world.db)).map(([table, kB]) => `${table} ${kB} kB`)
    process.stdout.write(`${ledger.entries.length} acknowledged  ${processes.join('  ')}  ${grown.join('  ')}\n`)
  }
  await working.stop()
  await drain(world, people)
  const differences = [await compareDatabase(world.db, ledger), compareGroup(world.groups.lines, ledger)]
  const wrong = differences.reduce((sum, { lost, doubled }) => sum + lost + doubled, 0)
  process.stdout.write(`${ledger.entries.length} acknowledged, ${wrong} lost or doubled\n`)
  return wrong
}

/** `183 MB 44 fds`, as the process tells of itself. */
async function readProcess(origin: string): Promise<string> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0)
  return `${Math.round(read('process_resident_memory_bytes') / 1e6)} MB ${read('process_open_fds')} fds`
}

async function readSizes(db: Db): Promise<Record<string, number>> {
  const size = (table: string) => sql`(pg_total_relation_size(${table}) / 1024)::int`
  const rows = await rowsOf<Record<string, number>>(
    db,
    sql`select ${size('events')} as events, ${size('requests')} as requests, ${size('outgoing_messages')} as messages`,
  )
  return only(rows)
}
