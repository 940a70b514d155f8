import { eq } from 'drizzle-orm'
import type { TryGroupAnswer } from '../../contract/groups.ts'
import type { Deps } from '../deps.ts'
import { inTransaction, type Act } from '../act.ts'
import { only } from '../db/db.ts'
import { groups, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { requireLed } from '../access/led-units.ts'
import { takeMessage } from '../messages/take-message.ts'
import { postToGroup } from '../messages/post-to-group.ts'
import { WecomError } from '../ports/wecom-error.ts'
import { groupProblem } from './group-problem.ts'
import { toGroup } from './group-view.ts'

const TEST_LINE = '核查:测试消息,收到说明群已接通'

/**
 * Sends one line to the group at once, past the queue. Answers with what is wrong, in words; null when WeCom took the line:
 * a refusal of WeCom is an answer, not an error. Comes before the transaction that keeps it.
 * @throws DomainError `not_found`, `messages_full`
 */
export async function sendTestLine(deps: Deps, act: Act, groupId: string): Promise<string | null> {
  const { group } = await getLedGroup(act, groupId)
  await inTransaction(act, takeMessage)
  try {
    await postToGroup(deps, group, { kind: 'text', text: TEST_LINE })
    return null
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    const { api, errcode, hint } = cause
    deps.log('warn', 'test line not delivered', { groupId: group.id, api, errcode, hint })
    return groupProblem(cause)
  }
}

/**
 * Keeps how a try went.
 * @throws DomainError `not_found`
 */
export async function noteTry(act: Act, groupId: string, problem: string | null): Promise<TryGroupAnswer> {
  const { db } = act
  const { group, unitName } = await getLedGroup(act, groupId)
  const triedAt = act.clock()
  const tried = only(await db.update(groups).set({ triedAt, problem }).where(eq(groups.id, groupId)).returning())
  await appendEvents(db, { kind: 'group_changed', at: triedAt, unitId: group.unitId, staffId: act.member.staffId })
  return { delivered: problem === null, problem, group: toGroup(tried, unitName) }
}

async function getLedGroup(act: Act, groupId: string) {
  const [found] = await act.db
    .select({ group: groups, unitName: units.name })
    .from(groups)
    .innerJoin(units, eq(units.id, groups.unitId))
    .where(eq(groups.id, groupId))
  if (!found) throw new DomainError('not_found')
  await requireLed(act, [found.group.unitId])
  return found
}
