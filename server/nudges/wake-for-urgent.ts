import { sql } from 'drizzle-orm'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { inTransaction, type Work } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'
import type { Deps } from '../deps.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { findNextOnDuty, findOnDuty } from '../staff/on-duty.ts'
import { writeNudge } from './write-nudge.ts'

/** An urgent list older than this waits for the next shift. */
const FRESH_MS = 6 * HOUR_MS

interface UrgentList {
  batchId: string
  unitId: string
  name: string
  path: string[]
  count: number
}

/**
 * The one thing that may disturb people off duty: an urgent list that came while nobody was on duty for calling, where a
 * roster is kept. One person is told, whoever comes on duty next; once for each list and community, and everybody sees on
 * the roster that it was done. Answers with how many were told.
 */
export function wakeForUrgent(deps: Deps): Promise<number> {
  return inTransaction(deps, async work => {
    const now = work.clock()
    let told = 0
    for (const list of await listUrgent(work, now)) if (await wake(deps, work, list, now)) told += 1
    return told
  })
}

async function wake({ config }: Deps, work: Work, list: UrgentList, now: Date): Promise<boolean> {
  const { db } = work
  const { unitId, path, batchId, count, name } = list
  const asked = { path, role: 'caller', now } as const
  const { rostered, people } = await findOnDuty(db, asked)
  if (!rostered || people.length > 0) return false
  const group = await findGroupFor(db, unitId, 'result')
  const next = await findNextOnDuty(db, asked)
  if (!group || next.length === 0) return false
  await takeLockOf(db, 'nudges of', unitId)
  const before = await rowsOf(db, sql`select from nudges where batch_id = ${batchId} and unit_id = ${unitId}`)
  if (before.length > 0) return false
  const text = `加急名单：${name} 来了 ${count} 位，现在没有人值班，先告诉下一班`
  const about = { kind: 'urgent', unitId, batchId, groupId: group.id, people: next, count, text } as const
  await writeNudge(work, { ...about, origin: config.origins[0] ?? '', sentBy: null, at: now })
  return true
}

function listUrgent({ db }: Work, now: Date): Promise<UrgentList[]> {
  return rowsOf<UrgentList>(
    db,
    sql`
      select b.id as "batchId", u.id as "unitId", u.name, u.path, count(*)::int as count
      from batches b join tasks t on t.batch_id = b.id and t.status = 'to_call' and t.called_at is null
      join units u on u.id = t.unit_id
      where b.status = 'open' and b.urgent and b.received_at > ${new Date(now.getTime() - FRESH_MS)}
        and not exists (select from nudges n where n.batch_id = b.id and n.unit_id = u.id)
      group by b.id, u.id, u.name, u.path`,
  )
}
