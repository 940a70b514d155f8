import * as v from 'valibot'
import { Count, Instant, Id } from './common.ts'

/** Minutes between bulletins that go out by themselves. */
export const BULLETIN_EVERY = [30, 60] as const

const MinuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439))

/** Bulletins that go out by themselves, every so often between two times of day (+08:00); the end may lie after midnight. */
export const BulletinPlan = v.object({
  everyMinutes: v.picklist(BULLETIN_EVERY),
  fromMinute: MinuteOfDay,
  untilMinute: MinuteOfDay,
})
export type BulletinPlan = v.InferOutput<typeof BulletinPlan>

/** The bulletin of a unit as it would go out now. */
export const Bulletin = v.object({
  unitId: Id,
  unitName: v.string(),
  at: Instant,
  /** Messages, each within what WeCom takes. */
  parts: v.array(v.string()),
  lastAt: v.nullable(Instant),
  /** Where it goes; null: no group takes it, and it cannot be sent. */
  group: v.nullable(v.object({ name: v.string(), unitName: v.string() })),
  plan: v.nullable(BulletinPlan),
  /** When the next one goes out by itself. */
  nextAt: v.nullable(Instant),
})
export type Bulletin = v.InferOutput<typeof Bulletin>

export const SentBulletin = v.object({ groupName: v.string(), parts: Count })
export type SentBulletin = v.InferOutput<typeof SentBulletin>

export const BulletinQuery = v.object({ unitId: v.optional(Id) })
/** Null: none goes out by itself any more. */
export const SetBulletinPlan = v.object({ plan: v.nullable(BulletinPlan) })
export type SetBulletinPlan = v.InferOutput<typeof SetBulletinPlan>
