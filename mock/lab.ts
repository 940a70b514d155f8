import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Deps } from '../server/deps.ts'
import { batches, subjects, tasks } from '../server/db/schema/index.ts'
import { receiveTestResults, type NewTestResult } from '../server/test-results/receive-test-results.ts'
import { tailLookup } from '../server/privacy/lookups.ts'
import type { LabResult } from './wecom/stage-routes.ts'
import { MINUTE_MS } from '../domain/time/lengths.ts'

export interface Lab {
  /** A result for everybody whose number ends so, as if it had just come from the lab. Answers how many it made. */
  takeSample(result: LabResult): Promise<{ accepted: number }>
  /** Lets a result arrive every so many seconds; 0: never by itself. */
  run(deps: Deps, everyS: number): { stop(): void }
}

const SOURCE = '市核酸平台（模拟）'
const SITE = '汀南社区广场采样点'

/** A sample counts from when it was taken, some time before the lab has read it. */
const TAKEN_MINUTES_AGO = 25

const isShared = sql<boolean>`exists (select from subjects other where other.task_id = ${tasks.id} and other.position = 1)`

/** The invented city's laboratory. */
export function createLab(deps: () => Deps): Lab {
  async function deliver(taskIds: readonly string[], result: NewTestResult['result']): Promise<number> {
    const { db, clock, feed } = deps()
    const now = clock()
    const rows = await db
      .select({ phoneHash: tasks.phoneHash, idHash: subjects.idHash, shared: isShared })
      .from(tasks)
      .leftJoin(subjects, and(eq(subjects.taskId, tasks.id), eq(subjects.position, 0)))
      .where(inArray(tasks.id, [...taskIds]))
    const sampledAt = new Date(now.getTime() - TAKEN_MINUTES_AGO * MINUTE_MS)
    const results = rows.map(({ phoneHash, idHash, shared }) => ({
      id: `SIM-${crypto.randomUUID()}`,
      phoneHash,
      // Of several people the lab has the number only, so that the card asks whose it is.
      idHash: shared ? null : idHash,
      sampledAt,
      resultAt: now,
      result,
      site: SITE,
      source: SOURCE,
      receivedAt: now,
    }))
    await db.transaction(tx => receiveTestResults(tx, results, now))
    feed.wake()
    return results.length
  }

  async function takeSample({ tail, result }: LabResult): Promise<{ accepted: number }> {
    const { db, sealer } = deps()
    const places = await db.selectDistinct({ unitId: tasks.unitId }).from(tasks)
    const found = await db
      .select({ id: tasks.id })
      .from(tasks)
      .where(
        inArray(
          tasks.tailHash,
          places.map(({ unitId }) => tailLookup(sealer, unitId, tail)),
        ),
      )
    return {
      accepted:
        found.length === 0
          ? 0
          : await deliver(
              found.map(task => task.id),
              result,
            ),
    }
  }

  /** The task that has waited longest among those a negative sample would help. */
  async function surprise(): Promise<void> {
    const { db } = deps()
    const [task] = await db
      .select({ id: tasks.id })
      .from(tasks)
      .innerJoin(batches, and(eq(batches.id, tasks.batchId), eq(batches.status, 'open')))
      .where(and(isNull(tasks.matchedAt), isNull(tasks.exempt)))
      .orderBy(asc(sql`random()`))
      .limit(1)
    if (task) await deliver([task.id], 'negative')
  }

  return {
    takeSample,
    run({ log }, everyS) {
      if (everyS <= 0) return { stop: () => undefined }
      const timer = setInterval(() => {
        surprise().catch((cause: unknown) => log('warn', 'simulated lab', { cause: String(cause) }))
      }, everyS * 1000)
      return { stop: () => clearInterval(timer) }
    },
  }
}
