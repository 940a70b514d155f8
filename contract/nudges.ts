import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'

/** `record`: reports wait; `call`: tasks wait; `urgent`: an urgent list came while nobody was on duty. */
const NUDGE_KINDS = ['record', 'call', 'urgent'] as const
export const NudgeKind = v.picklist(NUDGE_KINDS)
export type NudgeKind = v.InferOutput<typeof NudgeKind>

/** One message that said what is overdue; one 收到 answers for all it went to. */
export const Nudge = v.object({
  id: Id,
  kind: NudgeKind,
  unitId: Id,
  unitName: v.string(),
  at: Instant,
  /** How many were overdue then. */
  count: Count,
  /** Whom it went to. */
  names: v.array(v.string()),
  answeredBy: v.nullable(v.string()),
  answeredAt: v.nullable(Instant),
})
export type Nudge = v.InferOutput<typeof Nudge>

export const NewNudge = v.object({ kind: v.picklist(['record', 'call']) })
export type NewNudge = v.InferOutput<typeof NewNudge>
