import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'
import { PageQuery } from './paging.ts'
import { TaskSummary } from './tasks.ts'
import { UnitLevel } from './units.ts'

/** The numbers of a unit: each is the length of a list that opens. */
export const UNIT_NUMBERS = ['tasks', 'called', 'reported', 'recorded', 'matched', 'exempt'] as const
export type UnitNumber = (typeof UNIT_NUMBERS)[number]

/**
 * Where open tasks stand (`domain/progress/place.ts`): 未拨打, 待再打, 打不通, 待上门, 待录入, 未出结果, 不配合. Each stands at
 * one, so the numbers add up to the open tasks.
 */
export const STUCK_PLACES = [
  'notCalled',
  'callAgain',
  'notReached',
  'toVisit',
  'toRecord',
  'resultPending',
  'refused',
] as const
export const StuckPlace = v.picklist(STUCK_PLACES)
export type StuckPlace = v.InferOutput<typeof StuckPlace>

const counts = {
  /** Tasks of the lists that count today (`server/progress/counted.ts`). */
  tasks: Count,
  /** Tasks with a call that ended. */
  called: Count,
  /** Tasks with a report. */
  reported: Count,
  /** Tasks whose record stands: neither undone nor of a call that reached nobody. */
  recorded: Count,
  /** Tasks whose rule is met, and which count in the rate. */
  matched: Count,
  exempt: Count,
  /** matched ÷ (tasks − exempt), 0…1; null where nothing is left to match. */
  matchRate: v.nullable(v.number()),
  stuck: v.object({
    notCalled: Count,
    callAgain: Count,
    notReached: Count,
    toVisit: Count,
    toRecord: Count,
    resultPending: Count,
    refused: Count,
  }),
  /** The sum of `stuck`. */
  open: Count,
  /** Those of them where somebody of ours has something to do. */
  toDo: Count,
  /** Tasks recorded or matched within the last hour. */
  doneLastHour: Count,
  /** When nothing is left to do at that pace; null: nothing was done. */
  forecastAt: v.nullable(Instant),
  /** The earliest deadline of what is to do. */
  deadlineAt: v.nullable(Instant),
  /** What has waited longest of what is to do, and since when. */
  oldest: v.nullable(v.object({ place: StuckPlace, since: Instant })),
  /** Since when the oldest report waits to be recorded. */
  oldestWaitingAt: v.nullable(Instant),
}

export const UnitProgress = v.object({ unitId: Id, name: v.string(), level: UnitLevel, ...counts })
export type UnitProgress = v.InferOutput<typeof UnitProgress>

/** Live numbers of one unit: the whole, and one row for each unit below it. */
export const Progress = v.object({
  at: Instant,
  /** When the day of work began, to which `hourly` of today belongs. */
  since: Instant,
  unit: UnitProgress,
  /** From the top the reader may see down to this unit. */
  path: v.array(v.object({ id: Id, name: v.string() })),
  children: v.array(UnitProgress),
  /** Tasks by the hour in which they were called first, recorded and matched; today and the three days before. */
  hourly: v.array(v.object({ hour: Instant, called: Count, recorded: Count, matched: Count })),
})
export type Progress = v.InferOutput<typeof Progress>

export const ProgressQuery = v.object({ unitId: v.optional(Id) })

export const ProgressNumber = v.picklist([...STUCK_PLACES, ...UNIT_NUMBERS])
export type ProgressNumber = v.InferOutput<typeof ProgressNumber>

export const ListStuckQuery = v.object({ ...PageQuery.entries, unitId: Id, place: ProgressNumber })
export type ListStuckQuery = v.InferOutput<typeof ListStuckQuery>

/** The tasks behind one of the numbers, most urgent first; `count` is that number and comes with the first page only. */
export const StuckPage = v.object({
  items: v.array(TaskSummary),
  next: v.nullable(v.string()),
  count: v.nullable(Count),
})
export type StuckPage = v.InferOutput<typeof StuckPage>
