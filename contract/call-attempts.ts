import * as v from 'valibot'
import { Id, Instant, Version } from './common.ts'
import { Outcome } from './report-fields.ts'

/** Sub-kinds of 人机不符 (`wrong_person`). */
export const MISMATCH_KINDS = ['family', 'old_owner', 'work_phone', 'unknown'] as const
export const MismatchKind = v.picklist(MISMATCH_KINDS)
export type MismatchKind = v.InferOutput<typeof MismatchKind>

/** One dial and how it ended; `outcome` is null while the call goes on. */
export const CallAttempt = v.object({
  id: Id,
  staffName: v.string(),
  startedAt: Instant,
  outcome: v.nullable(Outcome),
  mismatchKind: v.nullable(MismatchKind),
  callBackAt: v.nullable(Instant),
})
export type CallAttempt = v.InferOutput<typeof CallAttempt>

/** Outcomes that end here: the number stays on the list and comes up again later. */
export const TRANSIENT_OUTCOMES = ['no_answer', 'powered_off', 'busy', 'hung_up', 'unreachable', 'call_later'] as const

/** How a call ended where nobody was reached who could tell anything. What is worth telling is a report. */
export const RecordCall = v.pipe(
  v.object({
    version: Version,
    /** From the dial answer; null where the call was made from another phone. */
    callAttemptId: v.nullable(Id),
    outcome: v.picklist(TRANSIENT_OUTCOMES),
    /** Only with `call_later`: the agreed time. */
    callBackAt: v.nullable(Instant),
  }),
  v.forward(
    v.check(call => call.outcome !== 'call_later' || call.callBackAt !== null, '请选择回拨时间'),
    ['callBackAt'],
  ),
)
export type RecordCall = v.InferOutput<typeof RecordCall>
