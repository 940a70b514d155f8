import * as v from 'valibot'
import { Id, Instant } from './common.ts'

/** What a lead must look at: a positive, many looks (near the limit, at it), guessing at what is masked, a screenshot. */
export const ALERT_KINDS = ['positive', 'looks_near', 'look_limit', 'guessing', 'screenshot'] as const
export const AlertKind = v.picklist(ALERT_KINDS)
export type AlertKind = v.InferOutput<typeof AlertKind>

/** Masked as a list row is; `seenAt` null: nobody has looked yet. */
export const Alert = v.object({
  id: Id,
  kind: AlertKind,
  at: Instant,
  unitId: Id,
  unitName: v.string(),
  taskId: v.nullable(Id),
  taskCode: v.nullable(v.string()),
  name: v.nullable(v.string()),
  phoneTail: v.nullable(v.string()),
  staffName: v.nullable(v.string()),
  seenAt: v.nullable(Instant),
  seenBy: v.nullable(v.string()),
})
export type Alert = v.InferOutput<typeof Alert>

export const AlertList = v.object({ alerts: v.array(Alert) })
export type AlertList = v.InferOutput<typeof AlertList>
