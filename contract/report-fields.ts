import * as v from 'valibot'
import { isRealDate, isRealInstant } from './common.ts'

/** Outcomes of a call in which nobody could tell anything: the number stays on the list and comes up again later. */
export const MISSED_OUTCOMES = ['no_answer', 'powered_off', 'busy', 'hung_up', 'unreachable', 'call_later'] as const
export type MissedOutcome = (typeof MISSED_OUTCOMES)[number]

/** How a call ended; what follows from each is in `domain/calls/outcomes.ts`. The last of several told in one text counts. */
export const Outcome = v.picklist([...MISSED_OUTCOMES, 'reached', 'refused', 'invalid_number', 'wrong_person'])
export type Outcome = v.InferOutput<typeof Outcome>

/** Result of one nucleic-acid test as told; `unknown`: done, nothing said about the result. */
export const TestResultMention = v.picklist(['negative', 'positive', 'pending', 'unknown'])
export type TestResultMention = v.InferOutput<typeof TestResultMention>

export const Transport = v.picklist(['self_drive', 'ride', 'train', 'flight', 'coach', 'ship', 'metro', 'other'])
export type Transport = v.InferOutput<typeof Transport>

/** Where the resident is now; `passed_by` speaks of the risk place and counts only when nothing is said about now. */
export const Whereabouts = v.picklist(['local', 'other_district', 'left', 'not_returned', 'passed_by'])
export type Whereabouts = v.InferOutput<typeof Whereabouts>

/** A day in Shanghai, `YYYY-MM-DD`. */
const CalendarDate = v.pipe(v.string(), v.isoDate(), v.check(isRealDate, 'no such day'))
type CalendarDate = v.InferOutput<typeof CalendarDate>

/** An instant, ISO 8601 with offset; people read and write `+08:00`. */
const Instant = v.pipe(v.string(), v.maxLength(35), v.isoTimestamp(), v.check(isRealInstant, 'no such time'))
type Instant = v.InferOutput<typeof Instant>

export const TestMention = v.object({ date: CalendarDate, result: TestResultMention })
export type TestMention = v.InferOutput<typeof TestMention>

const Place = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60))
const SmallCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30))

const Offset = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What one call told about one resident. Null: nothing was said. */
export const ReportFields = v.object({
  outcome: v.nullable(Outcome),
  /** One per dated nucleic-acid test, oldest first. */
  tests: v.pipe(v.array(TestMention), v.maxLength(30)),
  /** The number of tests spoken of, which may be known without days; 0: told that none was done. */
  testCount: v.nullable(SmallCount),
  /** The day of coming back to the city; for a future return, the expected day. */
  arrivedOn: v.nullable(CalendarDate),
  origin: v.nullable(Place),
  transport: v.nullable(Transport),
  /** Train, flight or coach number in upper case; never a licence plate. */
  vehicleNo: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,8}$/))),
  whereabouts: v.nullable(Whereabouts),
  /** For `left` and `not_returned`: where the person is. */
  awayPlace: v.nullable(Place),
  /** The local home address as told, down to the room. Personal: masked wherever it is shown. */
  address: v.nullable(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(120))),
  vaccineDoses: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9))),
  callBackAt: v.nullable(Instant),
})
export type ReportFields = v.InferOutput<typeof ReportFields>

/** What of a reading can be in doubt. */
export const UnsureField = v.union([v.keyof(ReportFields), v.picklist(['code', 'phone', 'phoneTail', 'name'])])
export type UnsureField = v.InferOutput<typeof UnsureField>

/** One resident spoken of in pasted chat text (`domain/report-text`). */
export const ReadReport = v.object({
  ...ReportFields.entries,
  /** 0-based index of the chat message it came from. */
  message: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sender: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  sentAt: v.nullable(Instant),
  /** Task code by shape only; `domain/task-code` tells whether its check character is right. */
  code: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Z]{5}$/))),
  /** Full number: 11 digits; landline with area code; `+852…`, `+853…`. */
  phone: v.nullable(v.pipe(v.string(), v.regex(/^\+?\d{7,14}$/))),
  /** Last digits, when only a tail was given. */
  phoneTail: v.nullable(v.pipe(v.string(), v.regex(/^\d{3,6}$/))),
  name: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(40))),
  /** The message corrects an earlier one. */
  supersedes: v.boolean(),
  /** Fields whose value, or whose absence, a careful colleague would check. */
  unsure: v.array(UnsureField),
  /** Parts of the message that carry information and that no rule explains; offsets in the message as pasted. */
  unread: v.array(v.object({ text: v.string(), from: Offset, to: Offset })),
})
export type ReadReport = v.InferOutput<typeof ReadReport>

/** A report that says nothing: the start of every form and of every reading. */
export function emptyReportFields(): ReportFields {
  return {
    outcome: null,
    tests: [],
    testCount: null,
    arrivedOn: null,
    origin: null,
    transport: null,
    vehicleNo: null,
    whereabouts: null,
    awayPlace: null,
    address: null,
    vaccineDoses: null,
    callBackAt: null,
  }
}
