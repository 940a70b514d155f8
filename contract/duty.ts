import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'
import { Role } from './staff.ts'

/** Somebody's time on duty for a unit and all below it. */
export const Shift = v.object({
  id: Id,
  staffId: Id,
  name: v.string(),
  role: Role,
  unitId: Id,
  unitName: v.string(),
  startsAt: Instant,
  endsAt: Instant,
})
export type Shift = v.InferOutput<typeof Shift>

/** What whoever takes over should know; chosen, not typed, so that nothing of a resident is in it. */
export const HAND_OVER_NOTES = ['urgent_list', 'call_backs', 'complaint', 'as_usual'] as const
export const HandOverNote = v.picklist(HAND_OVER_NOTES)
export type HandOverNote = v.InferOutput<typeof HandOverNote>

/** What is open in the unit at a hand-over. */
export const OpenItems = v.object({
  /** Calls agreed for a time, or to be made again. */
  callBacks: Count,
  /** Reports that wait to be recorded. */
  toRecord: Count,
  /** Tasks somebody was holding, which are free again. */
  held: Count,
})
export type OpenItems = v.InferOutput<typeof OpenItems>

export const HandOver = v.object({
  id: Id,
  at: Instant,
  fromName: v.string(),
  toName: v.string(),
  toStaffId: Id,
  unitName: v.string(),
  role: Role,
  notes: v.array(HandOverNote),
  open: OpenItems,
})
export type HandOver = v.InferOutput<typeof HandOver>

/** Who can be put on duty. */
const DutyMember = v.object({
  staffId: Id,
  name: v.string(),
  role: Role,
  unitId: Id,
  unitName: v.string(),
  /** Days in a row up to today with a shift; above six is too many. Own numbers and those a lead plans with. */
  daysInARow: Count,
})

/** Messages to people who were off duty: only an urgent list may do that, once. */
const Disturbance = v.object({ at: Instant, unitName: v.string(), names: v.array(v.string()) })

export const Roster = v.object({
  at: Instant,
  unitId: Id,
  unitName: v.string(),
  /** Whether the reader may set shifts here. */
  leads: v.boolean(),
  /** From today on, running ones too. */
  shifts: v.array(Shift),
  members: v.array(DutyMember),
  /** The reader's own running shift. */
  mine: v.nullable(Shift),
  handOvers: v.array(HandOver),
  disturbances: v.array(Disturbance),
})
export type Roster = v.InferOutput<typeof Roster>

export const RosterQuery = v.object({ unitId: v.optional(Id) })

export const SetShift = v.object({ staffId: Id, role: Role, unitId: Id, startsAt: Instant, endsAt: Instant })
export type SetShift = v.InferOutput<typeof SetShift>

export const SwapShift = v.object({ staffId: Id })
export type SwapShift = v.InferOutput<typeof SwapShift>

export const HandOverShift = v.object({ toStaffId: Id, notes: v.pipe(v.array(HandOverNote), v.maxLength(4)) })
export type HandOverShift = v.InferOutput<typeof HandOverShift>
