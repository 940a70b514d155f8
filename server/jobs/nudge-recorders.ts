import { and, asc, eq, inArray, isNull, lte, ne } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { only, type Db } from '../db/db.ts'
import { batches, reports, roleGrants, staff, tasks, units } from '../db/schema/index.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

/** A report older than this is told to the recorders, once (P45). */
const WAITED_MIN = 15
/** More codes than this only make the message longer. */
const CODES_SHOWN = 10
/** One sweep; what is left is told by the next. */
const REPORTS_AT_ONCE = 500

interface Waiting {
  reportId: string
  unitId: string
  code: string
}

/**
 * Tells the recorders of each unit, in its result group, which reports have waited for fifteen minutes: one message a unit,
 * each report once. Several processes may sweep; a report another one holds is its business. A unit without a group is
 * told when it has one. Answers with how many messages were queued.
 */
export function nudgeRecorders({ db, sealer, clock }: Deps): Promise<number> {
  return db.transaction(async tx => {
    const now = clock()
    const waiting = await takeWaiting(tx, new Date(now.getTime() - WAITED_MIN * MINUTE_MS))
    let told = 0
    for (const unitId of new Set(waiting.map(report => report.unitId))) {
      const group = await findGroupFor(tx, unitId, 'result')
      if (!group) continue
      const own = waiting.filter(report => report.unitId === unitId)
      const { name, path } = only(await tx.select().from(units).where(eq(units.id, unitId)))
      const mentions = await listRecorders(tx, path)
      await queueMessage(tx, sealer, { groupId: group.id, content: nudgeText(name, own), mentions, at: now })
      const ids = own.map(report => report.reportId)
      await tx.update(reports).set({ nudgedAt: now }).where(inArray(reports.id, ids))
      told += 1
    }
    return told
  })
}

function takeWaiting(tx: Db, postedBefore: Date): Promise<Waiting[]> {
  return tx
    .select({ reportId: reports.id, unitId: reports.unitId, code: tasks.code })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .where(
      and(
        eq(reports.state, 'posted'),
        isNull(reports.nudgedAt),
        lte(reports.postedAt, postedBefore),
        ne(batches.status, 'rolled_back'),
      ),
    )
    .orderBy(asc(reports.postedAt), asc(reports.id))
    .limit(REPORTS_AT_ONCE)
    .for('update', { of: reports, skipLocked: true })
}

/** The recorders nearest to the unit: its own, else those of the unit above it. Userids, to be mentioned. */
async function listRecorders(tx: Db, path: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ userid: staff.userid, unitId: roleGrants.unitId })
    .from(roleGrants)
    .innerJoin(staff, eq(staff.id, roleGrants.staffId))
    .where(and(eq(roleGrants.role, 'recorder'), inArray(roleGrants.unitId, [...path]), eq(staff.active, true)))
    .orderBy(asc(staff.userid))
  const nearest = [...path].reverse().find(unitId => rows.some(row => row.unitId === unitId))
  return rows.filter(row => row.unitId === nearest).map(row => row.userid)
}

/** De-identified: codes only. 「待录入提醒：汀南社区 3 条反馈已超过 15 分钟（#K7Q2M、…）」 */
function nudgeText(unitName: string, waiting: readonly Waiting[]): string {
  const codes = waiting.slice(0, CODES_SHOWN).map(report => `#${report.code}`)
  const more = waiting.length > CODES_SHOWN ? ' 等' : ''
  return `待录入提醒：${unitName} ${waiting.length} 条反馈已超过 ${WAITED_MIN} 分钟（${codes.join('、')}${more}）`
}
