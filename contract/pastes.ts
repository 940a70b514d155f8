import * as v from 'valibot'
import { Count, Id, Instant, Version } from './common.ts'
import { TaskChange } from './error-details.ts'
import { QueueFacts } from './queue-facts.ts'
import { RecordSummary } from './records.ts'
import { ReadReport, ReportFields } from './report-fields.ts'

/** At most this much chat text at once, in characters. */
export const MAX_PASTE = 200_000

/** Text from the group as a recorder pasted it. Read on the server with the same rules as on the phone. */
export const ReadPaste = v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PASTE)) })
export type ReadPaste = v.InferOutput<typeof ReadPaste>

/** A task that a message may speak of; masked. */
export const MatchCandidate = v.object({
  taskId: Id,
  version: Version,
  code: v.string(),
  name: v.string(),
  phoneTail: v.string(),
  address: v.nullable(v.string()),
  unitName: v.string(),
  /** The record that the task has now and a new one would take the place of. */
  replaces: v.nullable(v.object({ by: v.string(), at: Instant })),
  /** What a record of somebody who was not reached leads to. */
  queue: QueueFacts,
})
export type MatchCandidate = v.InferOutput<typeof MatchCandidate>

/** Why one tap is not enough. */
const DOUBTS = [
  'no_match',
  'several',
  'code_wrong',
  'name_differs',
  'task_closed',
  'question',
  'tail_only',
  /** The task has a record already, and the message does not say that it corrects it. */
  'recorded_before',
  /** The caller took back the report of the task that was posted last. */
  'withdrawn',
  /** Another member of the same household stands on the same task, in the same message. */
  'household',
  /** Some words of the message were not understood, or say something else than was read. */
  'not_understood',
] as const
export const Doubt = v.picklist(DOUBTS)
export type Doubt = v.InferOutput<typeof Doubt>

/** One resident spoken of in pasted text. */
export const PasteCard = v.object({
  /** Stands for the message and the person in it; the same text pasted again has the same key. */
  key: v.string(),
  /** What was understood; name, phone and address masked. */
  read: ReadReport,
  candidates: v.array(MatchCandidate),
  /** Null: clear, exactly one candidate, one tap records it. */
  doubt: v.nullable(Doubt),
  highlights: v.array(v.object({ text: v.string(), isNew: v.boolean() })),
  /** What the lab says where it differs from the text. */
  labSays: v.nullable(v.string()),
  /** The address told, sealed by the server; sent back when the card is recorded, so that no clear one waits on a phone. */
  addressSealed: v.nullable(v.string()),
  /** Set where this very message was recorded before, or says what the task's record says. */
  recorded: v.nullable(v.object({ by: v.string(), at: Instant })),
  /** The message corrects an earlier one. */
  supersedes: v.boolean(),
})
export type PasteCard = v.InferOutput<typeof PasteCard>

/** A message in which no resident was recognised, to be looked through: nothing is put aside unseen. */
export const ChatterLine = v.object({
  /** As of a card: what is recorded from it by hand is recorded once. */
  key: v.string(),
  message: Count,
  sender: v.nullable(v.string()),
  sentAt: v.nullable(Instant),
  /** Numbers, documents and rooms hidden. */
  text: v.string(),
  /** Set where it was recorded by hand before. */
  recorded: v.nullable(v.object({ by: v.string(), at: Instant })),
})
export type ChatterLine = v.InferOutput<typeof ChatterLine>

/** `messages` counts all, `chatter` holds those that speak of no resident. */
export const PasteAnswer = v.object({
  cards: v.array(PasteCard),
  messages: Count,
  chatter: v.array(ChatterLine),
})
export type PasteAnswer = v.InferOutput<typeof PasteAnswer>

/** What a person typed to say whom a message is about: a task code, or the last four digits of a number. */
export const FindCandidates = v.object({ search: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(12)) })

/** At most so many are offered; who is not among them is found by the code. */
export const MAX_CANDIDATES = 6

export const Candidates = v.object({ candidates: v.pipe(v.array(MatchCandidate), v.maxLength(MAX_CANDIDATES)) })
export type Candidates = v.InferOutput<typeof Candidates>

const MAX_RECORDS_AT_ONCE = 500

/** Records any number of cards; each is one decision and succeeds or fails for itself. */
export const RecordPastes = v.object({
  items: v.pipe(
    v.array(
      v.object({
        key: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
        taskId: Id,
        version: Version,
        fields: ReportFields,
        /** As it came with the card; a masked address in `fields` that was not touched stands for this one. */
        addressSealed: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(2000)))),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_RECORDS_AT_ONCE),
  ),
})
export type RecordPastes = v.InferOutput<typeof RecordPastes>

/** `already`: this very message was recorded before; `changed`: the task moved on since it was read. */
const PASTE_OUTCOMES = ['recorded', 'already', 'changed', 'refused'] as const

/** What became of one item, in the order they were sent. */
export const PasteResult = v.object({
  key: v.string(),
  taskId: Id,
  outcome: v.picklist(PASTE_OUTCOMES),
  /** With `recorded`. */
  record: v.optional(RecordSummary),
  /** With `already`: who recorded it, and when. */
  by: v.optional(v.string()),
  at: v.optional(Instant),
  /** With `changed`: what others did, and the version to decide on after having seen it. */
  changes: v.optional(v.array(TaskChange)),
  version: v.optional(Version),
  /** With `refused`: the sentence a person reads. */
  message: v.optional(v.string()),
})
export type PasteResult = v.InferOutput<typeof PasteResult>

export const PasteResults = v.object({ results: v.array(PasteResult) })
export type PasteResults = v.InferOutput<typeof PasteResults>
