import { eq } from 'drizzle-orm'
import type { TryGroupAnswer } from '../../contract/groups.ts'
import type { Deps, Member } from '../app-env.ts'
import { only, type Db } from '../db/db.ts'
import { groups, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { requireLed } from '../access/led-units.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { groupProblem } from './group-problem.ts'
import { toGroup, type GroupRow } from './group-view.ts'

const TEST_LINE = '核查:测试消息,收到说明群已接通'

/**
 * Sends one line to the group at once, past the queue, and keeps how it went. A refusal of WeCom is an answer, not an error.
 * @throws DomainError `not_found`
 */
export async function tryGroup(deps: Deps, tx: Db, lead: Member, groupId: string): Promise<TryGroupAnswer> {
  const { group, unitName } = await getLedGroup(tx, lead, groupId)
  const problem = await sendTestLine(deps, group)
  const triedAt = deps.clock()
  const tried = only(await tx.update(groups).set({ triedAt, problem }).where(eq(groups.id, groupId)).returning())
  await appendEvents(tx, { kind: 'group_changed', at: triedAt, unitId: group.unitId, staffId: lead.staffId })
  return { delivered: problem === null, problem, group: toGroup(tried, unitName) }
}

async function getLedGroup(tx: Db, lead: Member, groupId: string) {
  const [found] = await tx
    .select({ group: groups, unitName: units.name })
    .from(groups)
    .innerJoin(units, eq(units.id, groups.unitId))
    .where(eq(groups.id, groupId))
  if (!found) throw new DomainError('not_found')
  await requireLed(tx, lead, [found.group.unitId])
  return found
}

/** Answers with what is wrong, in words; null when WeCom took the line. */
async function sendTestLine({ sealer, wecom, log }: Deps, group: GroupRow): Promise<string | null> {
  const address = sealer.open(group.addressSealed)
  const content = { kind: 'text', text: TEST_LINE } as const
  try {
    await (group.channel === 'webhook' ? wecom.sendWebhook(address, content) : wecom.sendGroupChat(address, content))
    return null
  } catch (cause) {
    if (!(cause instanceof WecomError)) throw cause
    const { api, errcode, hint } = cause
    log('warn', 'test line not delivered', { groupId: group.id, api, errcode, hint })
    return groupProblem(cause)
  }
}
