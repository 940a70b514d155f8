import { and, desc, eq, isNull, ne } from 'drizzle-orm'
import type { NudgeKind } from '../../contract/nudges.ts'
import { quietUntil } from '../../domain/duty/cool-down.ts'
import type { Work } from '../act.ts'
import { takeLockOf } from '../db/locks.ts'
import { nudges } from '../db/schema/index.ts'
import { queueMessage } from '../messages/queue-message.ts'
import type { DutyPerson } from '../staff/on-duty.ts'

export interface NewNudge {
  kind: NudgeKind
  unitId: string
  groupId: string
  people: readonly DutyPerson[]
  count: number
  /** What is overdue: counts and codes. */
  text: string
  /** Where the page is. */
  origin: string
  sentBy: string | null
  batchId?: string
  at: Date
}

/** Until when the unit is left alone about this; null: it may be told now. Others who ask wait for this transaction. */
export async function findQuiet({ db }: Pick<Work, 'db'>, unitId: string, kind: NudgeKind, now: Date) {
  await takeLockOf(db, 'nudges of', unitId)
  const [last] = await db
    .select({ at: nudges.at, answeredAt: nudges.answeredAt })
    .from(nudges)
    .where(and(eq(nudges.unitId, unitId), eq(nudges.kind, kind)))
    .orderBy(desc(nudges.at))
    .limit(1)
  const until = last === undefined ? 0 : quietUntil(last)
  return until > now.getTime() ? new Date(until) : null
}

/** Tells those on duty in the group, with a link that opens what is overdue, and keeps that they were told. */
export async function writeNudge({ db, sealer }: Pick<Work, 'db' | 'sealer'>, nudge: NewNudge): Promise<void> {
  const { kind, unitId, people, count, sentBy, batchId = null, at, groupId, text, origin } = nudge
  const id = crypto.randomUUID()
  // What was said before about the same and not answered is settled by this one.
  await db
    .update(nudges)
    .set({ answeredAt: at })
    .where(and(eq(nudges.unitId, unitId), eq(nudges.kind, kind), isNull(nudges.answeredAt), ne(nudges.id, id)))
  const staffIds = people.map(({ staffId }) => staffId)
  await db.insert(nudges).values({ id, kind, unitId, batchId, at, sentBy, staffIds, count })
  const content = `${text}\n打开处理，一人点「收到」就行：${origin}/#/nudges/${id}`
  await queueMessage(db, sealer, { groupId, content, mentions: people.map(({ userid }) => userid), at })
}
