import * as v from 'valibot'
import { Count, Id, Instant, Version } from './common.ts'
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
})
export type MatchCandidate = v.InferOutput<typeof MatchCandidate>

/** Why one tap is not enough. */
export const DOUBTS = [
  'no_match',
  'several',
  'code_wrong',
  'name_differs',
  'task_closed',
  'question',
  'tail_only',
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
  /** Set where this very message was recorded before. */
  recorded: v.nullable(v.object({ by: v.string(), at: Instant })),
  /** The message corrects the record the task has now. */
  supersedes: v.boolean(),
})
export type PasteCard = v.InferOutput<typeof PasteCard>

export const PasteAnswer = v.object({ cards: v.array(PasteCard), messages: Count, chatter: Count })
export type PasteAnswer = v.InferOutput<typeof PasteAnswer>

/** Records any number of cards; each is one decision and succeeds or fails for itself. */
export const RecordPastes = v.object({
  items: v.pipe(
    v.array(
      v.object({ key: v.pipe(v.string(), v.maxLength(100)), taskId: Id, version: Version, fields: ReportFields }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
})
export type RecordPastes = v.InferOutput<typeof RecordPastes>
