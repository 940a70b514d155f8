import * as v from 'valibot'
import { CallAttempt } from './call-attempts.ts'
import { Count, Day, Id, Instant, typedText, Version } from './common.ts'
import { PageQuery } from './paging.ts'
import { Outcome, ReportFields } from './report-fields.ts'
import { ReportSummary } from './reports.ts'
import { RecordSummary } from './records.ts'

/** `to_visit`: the phone was tried as often as it is worth; somebody goes to the door or writes an SMS text. */
const TASK_STATUSES = ['to_call', 'to_visit', 'reported', 'recorded', 'closed'] as const
export const TaskStatus = v.picklist(TASK_STATUSES)
export type TaskStatus = v.InferOutput<typeof TaskStatus>

/** Why a task leaves the denominator of the match rate. */
export const EXEMPT_REASONS = ['wrong_person', 'invalid_number', 'left', 'other_district'] as const
export const ExemptReason = v.picklist(EXEMPT_REASONS)
export type ExemptReason = v.InferOutput<typeof ExemptReason>

/** The caller's tabs: 待拨打, 等时间, 待上门, 已反馈, 全部. */
export const TASK_BUCKETS = ['to_call', 'call_back', 'to_visit', 'reported', 'all'] as const
export const TaskBucket = v.picklist(TASK_BUCKETS)
export type TaskBucket = v.InferOutput<typeof TaskBucket>

/** Who holds the task right now (3 minutes, renewed by activity). */
export const Lease = v.object({ staffId: Id, name: v.string(), until: Instant, mine: v.boolean() })
export type Lease = v.InferOutput<typeof Lease>

/** How far the batch's rule is met, in words that answer the question. */
export const RuleProgress = v.object({
  ruleName: v.string(),
  /** Negative samples that count, out of those needed. */
  have: Count,
  need: Count,
  text: v.string(),
  nextSampleAt: v.nullable(Instant),
  /** The window is over and the rule can not be met any more. */
  over: v.boolean(),
})
export type RuleProgress = v.InferOutput<typeof RuleProgress>

const summaryFields = {
  id: Id,
  code: v.string(),
  version: Version,
  unitId: Id,
  unitName: v.string(),
  status: TaskStatus,
  /** Masked by `domain/person/mask.ts`; several persons on one number are joined with 、. */
  name: v.string(),
  /** Last four digits; the only part of the number on the list. */
  phoneTail: v.string(),
  address: v.nullable(v.string()),
  /** Why we call: where from and when, or the batch's reason. */
  reason: v.string(),
  ruleName: v.string(),
  testsHave: Count,
  testsNeed: Count,
  urgent: v.boolean(),
  deadlineAt: v.nullable(Instant),
  attemptCount: Count,
  lastOutcome: v.nullable(Outcome),
  lastAttemptAt: v.nullable(Instant),
  /** Not to be called before this time. */
  nextCallAt: v.nullable(Instant),
  matchedAt: v.nullable(Instant),
  exempt: v.nullable(ExemptReason),
  lease: v.nullable(Lease),
}

/** A row of the list. */
export const TaskSummary = v.object(summaryFields)
export type TaskSummary = v.InferOutput<typeof TaskSummary>

/** A value on the task with where it came from and when; two sources that differ stand side by side. */
export const Fact = v.object({
  label: v.string(),
  value: v.string(),
  source: v.string(),
  at: v.nullable(Instant),
})
export type Fact = v.InferOutput<typeof Fact>

/** `void`: the lab withdrew the sample. */
const SAMPLE_RESULTS = ['negative', 'positive', 'pending', 'void'] as const

/** A sample the lab told us of. */
export const Sample = v.object({
  id: v.string(),
  sampledAt: Instant,
  resultAt: v.nullable(Instant),
  result: v.picklist(SAMPLE_RESULTS),
  site: v.nullable(v.string()),
  source: v.string(),
  /** True where this sample is one of those that satisfied the rule. */
  counts: v.boolean(),
  /** Whose it is; null where several share the number and the lab named nobody: the caller asks. */
  subjectId: v.optional(v.nullable(Id)),
  /** Whose it may be, where the lab named nobody: the card asks. Empty: there is nothing to ask. */
  candidates: v.array(Id),
  /** Who answered that question; with `subjectId` null: it is nobody's here. */
  assigned: v.nullable(v.object({ by: v.string(), at: Instant })),
})
export type Sample = v.InferOutput<typeof Sample>

export const Subject = v.object({
  id: Id,
  name: v.string(),
  idNumber: v.nullable(v.string()),
  note: v.nullable(v.string()),
})
export type Subject = v.InferOutput<typeof Subject>

/** What the task's own history says, newest first. */
export const TaskHistoryItem = v.object({ at: Instant, by: v.nullable(v.string()), text: v.string() })
export type TaskHistoryItem = v.InferOutput<typeof TaskHistoryItem>

/**
 * What another list knows of the number: the bare fact and its time, neither who nor where. `agreed` and other retries: the
 * number is left in peace until `at`.
 */
export const NumberFact = v.object({ kind: v.picklist(['answered', 'gone', 'agreed']), at: Instant })
export type NumberFact = v.InferOutput<typeof NumberFact>

/** Why the number is not rung now (`domain/calls/may-dial.ts`), until when, and whether it may be after asking once more. */
const DialWait = v.object({
  why: v.picklist(['too_early', 'rung', 'known', 'quiet_hours']),
  until: Instant,
  confirmable: v.boolean(),
})

export const TaskDetail = v.object({
  ...summaryFields,
  phone: v.string(),
  subjects: v.array(Subject),
  batch: v.object({
    id: Id,
    name: v.string(),
    source: v.string(),
    receivedAt: Instant,
    /** When the personal data was removed after the retention time; then nothing can be shown or dialled. */
    purgedAt: v.optional(v.nullable(Instant)),
  }),
  ruleProgress: RuleProgress,
  facts: v.array(Fact),
  samples: v.array(Sample),
  /** Prefill for the report form from the list: arrival, origin, transport, doses. No name, number or room. */
  known: v.object({
    arrivedOn: v.nullable(Day),
    origin: v.nullable(v.string()),
    vehicleNo: v.nullable(v.string()),
    vaccineDoses: v.nullable(Count),
  }),
  attempts: v.array(CallAttempt),
  elsewhere: v.nullable(NumberFact),
  wait: v.nullable(DialWait),
  reports: v.array(ReportSummary),
  records: v.array(RecordSummary),
  history: v.array(TaskHistoryItem),
  closedReason: v.nullable(v.string()),
  /** Name of the group the report goes to; null where none is set. */
  groupName: v.nullable(v.string()),
  /** What this member typed and has not sent, kept encrypted on the server. */
  draft: v.nullable(ReportFields),
})
export type TaskDetail = v.InferOutput<typeof TaskDetail>

export const ListTasksQuery = v.object({
  ...PageQuery.entries,
  bucket: v.optional(TaskBucket),
  unitId: v.optional(Id),
  /** A task code, or the last four digits of a number; nothing else is searched. */
  search: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(12))),
})
export type ListTasksQuery = v.InferOutput<typeof ListTasksQuery>

export const TaskCounts = v.object({ to_call: Count, call_back: Count, to_visit: Count, reported: Count, all: Count })
export type TaskCounts = v.InferOutput<typeof TaskCounts>

/** `counts` come with the first page of a bucket only. */
export const TaskPage = v.object({
  items: v.array(TaskSummary),
  next: v.nullable(v.string()),
  counts: v.nullable(TaskCounts),
  /** With the counts: when the next of those that wait for their time is due. */
  nextDueAt: v.optional(v.nullable(Instant)),
})
export type TaskPage = v.InferOutput<typeof TaskPage>

export const ClaimTask = v.object({ version: Version })
export type ClaimTask = v.InferOutput<typeof ClaimTask>

/** `confirm`: ring all the same, at night on an urgent list or where another list knows the number. */
export const DialTask = v.object({ version: Version, confirm: v.optional(v.boolean(), false) })
export type DialTask = v.InferInput<typeof DialTask>

/** How many tasks a phone may have on its way at once without being asked about them again. */
const MAX_ON_THE_WAY = 20

/** 下一位. `skip`: left for later, and let go of. `done`: what was sent of these has not arrived yet. */
export const TakeNext = v.object({
  skip: v.optional(Id),
  done: v.optional(v.pipe(v.array(Id), v.maxLength(MAX_ON_THE_WAY)), []),
})
export type TakeNext = v.InferInput<typeof TakeNext>

/**
 * Why nothing is offered: all is `done`, colleagues have the rest (`held`), only what was just `skipped` is left, or it waits: for its time (`too_early`), after a
 * ring (`rung`), for what another list knows (`known`), or for the morning (`quiet_hours`).
 */
const EMPTY_REASONS = ['done', 'held', 'skipped', 'too_early', 'rung', 'known', 'quiet_hours'] as const
export const NextTask = v.variant('found', [
  v.object({ found: v.literal(true), task: TaskDetail }),
  v.object({
    found: v.literal(false),
    why: v.picklist(EMPTY_REASONS),
    /** When there is one again; null: nobody knows. */
    nextAt: v.nullable(Instant),
  }),
])
export type NextTask = v.InferOutput<typeof NextTask>

/**
 * The answer to 拨打. Where the lab has matched the task meanwhile there is no number and no call:
 * `avoided` says why, and the call avoided is counted.
 */
export const DialAnswer = v.variant('dial', [
  v.object({
    dial: v.literal(true),
    callAttemptId: Id,
    phone: v.string(),
    /** The line that shows at the resident's, such as 12320. */
    callerLine: v.nullable(v.string()),
    task: TaskDetail,
  }),
  v.object({ dial: v.literal(false), avoided: v.string(), task: TaskDetail }),
])
export type DialAnswer = v.InferOutput<typeof DialAnswer>

/** Whose a sample of a shared number is; `subjectId` null: nobody's here. The id is the lab's. */
export const AssignSample = v.object({ version: Version, sampleId: typedText(200), subjectId: v.nullable(Id) })
export type AssignSample = v.InferOutput<typeof AssignSample>

export const UnassignSample = v.object({ version: Version, sampleId: typedText(200) })
export type UnassignSample = v.InferOutput<typeof UnassignSample>

export const SaveDraft = v.object({ fields: ReportFields })
export type SaveDraft = v.InferOutput<typeof SaveDraft>
