import { sql } from 'drizzle-orm'
import type { Work } from '../act.ts'
import { rowsOf } from '../db/db.ts'
import { appendAuditEntry } from './append-audit-entry.ts'

/** Where a member who holds a role belongs. */
interface Holder {
  staffId: string
  /** Where the role is held. */
  chain: string
  name: string
  homeId: string | null
  home: string | null
  active: boolean
}

/**
 * Runs what may change to which unit members belong, or whether they stand in the directory, and writes down what it
 * changed of those who hold a role, where they hold it. `by` is who did it; `userid` where it concerns one only.
 */
export async function notingMoves<T>(work: Work, by: string, run: () => Promise<T>, userid?: string): Promise<T> {
  const before = new Map((await readHolders(work, userid)).map(holder => [keyOf(holder), holder]))
  const answer = await run()
  const at = work.clock()
  for (const now of await readHolders(work, userid)) {
    const was = before.get(keyOf(now))
    const reason = was && changeOf(was, now)
    if (!reason) continue
    const { chain, staffId } = now
    await appendAuditEntry(work, { chain, at, staffId: by, action: 'moved', field: staffId, reason })
  }
  return answer
}

const keyOf = ({ chain, staffId }: Holder) => `${chain} ${staffId}`

function changeOf(was: Holder, now: Holder): string | null {
  if (was.active !== now.active) return `${now.name}：${now.active ? '回到通讯录' : '已不在通讯录'}`
  if (was.homeId === now.homeId) return null
  return `${now.name}：部门由 ${was.home ?? '未分配'} 改为 ${now.home ?? '未分配'}`
}

/** In the order in which chains are locked everywhere. */
const readHolders = ({ db }: Work, userid?: string): Promise<Holder[]> =>
  rowsOf<Holder>(
    db,
    sql`
      select distinct s.id as "staffId", g.unit_id as chain, s.name, s.unit_id as "homeId", h.name as home, s.active
      from role_grants g join staff s on s.id = g.staff_id left join units h on h.id = s.unit_id
      ${userid === undefined ? sql`` : sql`where s.userid = ${userid}`}
      order by g.unit_id, s.id`,
  )
