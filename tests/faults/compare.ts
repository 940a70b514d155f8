import { sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../../server/db/db.ts'
import type { GroupLine } from './group-service.ts'
import type { Ledger } from './ledger.ts'

export interface Differences {
  lost: number
  doubled: number
}

const NONE: Differences = { lost: 0, doubled: 0 }

/** Every acknowledged change against the events of its task: there, and once. Events nobody was told of are doubled too. */
export async function compareDatabase(db: Db, { entries }: Ledger): Promise<Differences> {
  const rows = await rowsOf<{ taskId: string; changes: number }>(
    db,
    sql`select task_id as "taskId", count(*)::int as changes from events
      where kind in ('report_submitted', 'call_recorded') group by task_id`,
  )
  const changes = new Map(rows.map(row => [row.taskId, row.changes]))
  const known = new Set(entries.map(entry => entry.taskId))
  const untold = rows.filter(row => !known.has(row.taskId)).length
  const counted = count(entries.map(entry => changes.get(entry.taskId) ?? 0))
  return { lost: counted.lost, doubled: counted.doubled + untold }
}

/** Every acknowledged report against the lines in its group. */
export function compareGroup(lines: readonly GroupLine[], { entries }: Ledger): Differences {
  const codes = entries.filter(entry => entry.kind === 'line').map(entry => entry.code)
  return count(codes.map(code => lines.filter(line => line.text.includes(`#${code}`)).length))
}

const count = (times: readonly number[]): Differences =>
  times.reduce(
    ({ lost, doubled }, found) => ({ lost: lost + Number(found === 0), doubled: doubled + Math.max(0, found - 1) }),
    NONE,
  )

/** The longest time in which a group heard nothing between two lines of this stretch, in ms. */
export function longestSilence(lines: readonly GroupLine[], from: number): number {
  const gaps = [...new Set(lines.map(line => line.group))].flatMap(group => {
    const times = lines.filter(line => line.group === group && line.at >= from).map(line => line.at)
    return times.slice(1).map((at, i) => at - (times[i] ?? at))
  })
  return Math.max(0, ...gaps)
}
