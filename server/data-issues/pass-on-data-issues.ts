import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { PassOnDataIssues } from '../../contract/data-issues.ts'
import type { Act } from '../act.ts'
import { dataIssues, tasks, units } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { appendEvents } from '../journal/append-event.ts'
import { isLed } from './list-data-issues.ts'

/**
 * Notes that the sender was told of these, or that it was not after all. What is so already stays as it was.
 * @throws DomainError `not_found` where one is none of the lead's; then nothing is changed
 */
export async function passOnDataIssues(act: Act, { ids, passedOn }: PassOnDataIssues): Promise<void> {
  const { db, member } = act
  const led = await db
    .select({ id: dataIssues.id, task: tasks })
    .from(dataIssues)
    .innerJoin(tasks, eq(tasks.id, dataIssues.taskId))
    .innerJoin(units, eq(units.id, tasks.unitId))
    .where(and(inArray(dataIssues.id, ids), isLed(member)))
  if (led.length < new Set(ids).size) throw new DomainError('not_found')
  const at = act.clock()
  const { staffId } = member
  const changed = await db
    .update(dataIssues)
    .set(passedOn ? { passedOnAt: at, passedOnBy: staffId } : { passedOnAt: null, passedOnBy: null })
    .where(
      and(inArray(dataIssues.id, ids), passedOn ? isNull(dataIssues.passedOnAt) : isNotNull(dataIssues.passedOnAt)),
    )
    .returning({ id: dataIssues.id })
  const tasksOf = led.filter(({ id }) => changed.some(one => one.id === id)).map(({ task }) => task)
  await appendEvents(
    db,
    ...tasksOf.map(({ id: taskId, version: taskVersion, batchId, unitId }) => {
      const about = { taskId, taskVersion, batchId, unitId }
      return { kind: 'data_issue_passed_on' as const, at, staffId, ...about, data: { passedOn } }
    }),
  )
}
