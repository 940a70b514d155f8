import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'
import { UnitLevel } from './units.ts'

const counts = {
  tasks: Count,
  called: Count,
  reported: Count,
  recorded: Count,
  matched: Count,
  exempt: Count,
  /** matched ÷ (tasks − exempt), 0…1; null where nothing is left to match. */
  matchRate: v.nullable(v.number()),
  /** Reports posted and not recorded yet. */
  waiting: Count,
  oldestWaitingAt: v.nullable(Instant),
}

export const UnitProgress = v.object({ unitId: Id, name: v.string(), level: UnitLevel, ...counts })
export type UnitProgress = v.InferOutput<typeof UnitProgress>

/** Live numbers of one unit: the whole, and one row for each unit below it. */
export const Progress = v.object({
  at: Instant,
  unit: UnitProgress,
  /** From the top the reader may see down to this unit. */
  path: v.array(v.object({ id: Id, name: v.string() })),
  children: v.array(UnitProgress),
  /** Where tasks are stuck. */
  stuck: v.object({ notCalled: Count, notReached: Count, toRecord: Count, resultPending: Count, refused: Count }),
  hourly: v.array(v.object({ hour: Instant, called: Count, recorded: Count, matched: Count })),
})
export type Progress = v.InferOutput<typeof Progress>

export const ProgressQuery = v.object({ unitId: v.optional(Id) })
