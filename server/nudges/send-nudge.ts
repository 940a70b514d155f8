import type { NewNudge, Nudge } from '../../contract/nudges.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/time/lengths.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { takeMessage } from '../messages/take-message.ts'
import { countUnits } from '../progress/count-units.ts'
import { getLedUnit } from '../progress/led-unit.ts'
import { findOnDuty } from '../staff/on-duty.ts'
import { findLatest } from './find-nudge.ts'
import { findQuiet, writeNudge } from './write-nudge.ts'

const ROLE = { record: 'recorder', call: 'caller' } as const

/**
 * A lead asks those on duty in a unit to go on: to record what waits, or to call who was not called.
 * @throws DomainError `not_found`, `nothing_overdue`, `group_missing`, `nobody_on_duty`, `nudged_lately`, `messages_full`
 */
export async function sendNudge(act: Act, unitId: string, { kind }: NewNudge, origin: string): Promise<Nudge> {
  const { db, clock, member } = act
  const now = clock()
  const unit = await getLedUnit(act, unitId)
  const { stuck, oldestWaitingAt, oldest } = only(await countUnits(db, unit.id, 'self', now))
  const count = kind === 'record' ? stuck.toRecord : stuck.notCalled + stuck.callAgain + stuck.notReached
  if (count === 0) throw new DomainError('nothing_overdue')
  const group = await findGroupFor(db, unit.id, 'result')
  if (!group) throw new DomainError('group_missing')
  const { people } = await findOnDuty(db, { path: unit.path, role: ROLE[kind], now })
  if (people.length === 0) throw new DomainError('nobody_on_duty')
  if (await findQuiet(act, unit.id, kind, now)) throw new DomainError('nudged_lately')
  await takeMessage(act)
  const since = kind === 'record' ? oldestWaitingAt : (oldest?.since ?? null)
  const text =
    kind === 'record'
      ? `请录入：${unit.name} ${count} 条反馈在等${waitedWords(since, now)}`
      : `请接着拨打：${unit.name} 还有 ${count} 位要打（未拨打 ${stuck.notCalled}、待再打 ${stuck.callAgain}、打不通 ${stuck.notReached}）`
  const about = { kind, unitId: unit.id, groupId: group.id, people, count, text, origin }
  await writeNudge(act, { ...about, sentBy: member.staffId, at: now })
  return findLatest(act, unit.id, kind)
}

function waitedWords(since: string | null, now: Date): string {
  if (since === null) return ''
  const ms = now.getTime() - Date.parse(since)
  return ms < HOUR_MS ? `，最久 ${Math.floor(ms / MINUTE_MS)} 分钟` : `，最久 ${Math.floor(ms / HOUR_MS)} 小时`
}
