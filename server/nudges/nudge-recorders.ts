import { and, asc, eq, inArray, isNull, lte, ne } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { inTransaction } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { batches, reports, tasks, units } from '../db/schema/index.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { findOnDuty } from '../staff/on-duty.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { findQuiet, writeNudge } from './write-nudge.ts'

/** A report older than this is told to the recorders on duty, once (P45). */
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
 * Tells the recorders on duty in each unit, in its result group, which reports have waited for fifteen minutes: one message
 * a unit and not again within the cool-down, each report once. Several processes may sweep; a report another one holds is
 * its business. A unit without a group, or with nobody on duty, is told when it has one. Answers with how many were told.
 */
export function nudgeRecorders(deps: Deps): Promise<number> {
  return inTransaction(deps, async work => {
    const { db } = work
    const now = work.clock()
    const waiting = await takeWaiting(db, new Date(now.getTime() - WAITED_MIN * MINUTE_MS))
    let told = 0
    for (const unitId of new Set(waiting.map(report => report.unitId))) {
      const group = await findGroupFor(db, unitId, 'result')
      const { name, path } = only(await db.select().from(units).where(eq(units.id, unitId)))
      const { people } = await findOnDuty(db, { path, role: 'recorder', now })
      if (!group || people.length === 0 || (await findQuiet(work, unitId, 'record', now))) continue
      const own = waiting.filter(report => report.unitId === unitId)
      const origin = deps.config.origins[0] ?? ''
      const about = { kind: 'record', unitId, groupId: group.id, people, sentBy: null, origin, at: now } as const
      await writeNudge(work, { ...about, count: own.length, text: nudgeText(name, own) })
      const ids = own.map(report => report.reportId)
      await db.update(reports).set({ nudgedAt: now }).where(inArray(reports.id, ids))
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

/** De-identified: codes only. 「待录入提醒：汀南社区 3 条反馈已超过 15 分钟（#K7Q2M、…）」 */
function nudgeText(unitName: string, waiting: readonly Waiting[]): string {
  const codes = waiting.slice(0, CODES_SHOWN).map(report => `#${report.code}`)
  const more = waiting.length > CODES_SHOWN ? ' 等' : ''
  return `待录入提醒：${unitName} ${waiting.length} 条反馈已超过 ${WAITED_MIN} 分钟（${codes.join('、')}${more}）`
}
