import * as v from 'valibot'
import { Day, Id, Instant, Version } from './common.ts'
import { MISSED_OUTCOMES, Outcome } from './report-fields.ts'

/** Sub-kinds of 人机不符 (`wrong_person`). */
export const MISMATCH_KINDS = ['family', 'old_owner', 'work_phone', 'unknown'] as const
export const MismatchKind = v.picklist(MISMATCH_KINDS)
export type MismatchKind = v.InferOutput<typeof MismatchKind>

/** 自称已做，系统未见: somebody reached says a test was done of which the lab knows nothing. `on` null: no day was told. */
export const SaysTested = v.object({ on: v.nullable(Day) })
export type SaysTested = v.InferOutput<typeof SaysTested>

/** One dial and how it ended. */
export const CallAttempt = v.object({
  id: Id,
  staffName: v.string(),
  startedAt: Instant,
  /** Whoever dialled still holds the number. Without an outcome and not under way: nobody noted how it ended. */
  underWay: v.boolean(),
  outcome: v.nullable(Outcome),
  mismatchKind: v.nullable(MismatchKind),
  callBackAt: v.nullable(Instant),
  saysTested: v.nullable(SaysTested),
  /** Until when the reader may take back how it ended; null: not theirs, too late, or something came since. */
  undoUntil: v.nullable(Instant),
})
export type CallAttempt = v.InferOutput<typeof CallAttempt>

/**
 * How a call ended where nobody was reached who could tell anything. What is worth telling is a report; that a test was
 * done which the lab has not is none yet (`docs/decisions/0011`): `reached` with `saysTested` waits for the lab.
 */
export const RecordCall = v.pipe(
  v.object({
    version: Version,
    /** From the dial answer; null where the call was made from another phone. */
    callAttemptId: v.nullable(Id),
    outcome: v.picklist([...MISSED_OUTCOMES, 'reached']),
    /** With `call_later` the agreed time, with `saysTested` when to look at the lab again. */
    callBackAt: v.nullable(Instant),
    saysTested: v.optional(v.nullable(SaysTested), null),
  }),
  v.forward(
    v.check(
      call => (call.outcome !== 'call_later' && call.saysTested === null) || call.callBackAt !== null,
      '请选择回拨时间',
    ),
    ['callBackAt'],
  ),
  v.forward(
    v.check(call => (call.outcome === 'reached') === (call.saysTested !== null), 'only with reached'),
    ['saysTested'],
  ),
)
export type RecordCall = v.InferInput<typeof RecordCall>

export const UndoCall = v.object({ version: Version })
export type UndoCall = v.InferOutput<typeof UndoCall>
