import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'
import { PageQuery } from './paging.ts'
import { TaskSummary } from './tasks.ts'
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

/** Where tasks are stuck: 未拨打, 打不通, 待上门, 待录入, 未出结果, 不配合. */
export const STUCK_PLACES = ['notCalled', 'notReached', 'toVisit', 'toRecord', 'resultPending', 'refused'] as const
export const StuckPlace = v.picklist(STUCK_PLACES)
export type StuckPlace = v.InferOutput<typeof StuckPlace>

/** Live numbers of one unit: the whole, and one row for each unit below it. */
export const Progress = v.object({
  at: Instant,
  unit: UnitProgress,
  /** From the top the reader may see down to this unit. */
  path: v.array(v.object({ id: Id, name: v.string() })),
  children: v.array(UnitProgress),
  /** Each number is the length of the list behind it. */
  stuck: v.object({
    notCalled: Count,
    notReached: Count,
    toVisit: Count,
    toRecord: Count,
    resultPending: Count,
    refused: Count,
  }),
  hourly: v.array(v.object({ hour: Instant, called: Count, recorded: Count, matched: Count })),
})
export type Progress = v.InferOutput<typeof Progress>

export const ProgressQuery = v.object({ unitId: v.optional(Id) })

export const ListStuckQuery = v.object({ ...PageQuery.entries, unitId: Id, place: StuckPlace })
export type ListStuckQuery = v.InferOutput<typeof ListStuckQuery>

/** The tasks behind one of the numbers, most urgent first; `count` is that number and comes with the first page only. */
export const StuckPage = v.object({
  items: v.array(TaskSummary),
  next: v.nullable(v.string()),
  count: v.nullable(Count),
})
export type StuckPage = v.InferOutput<typeof StuckPage>
