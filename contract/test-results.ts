import * as v from 'valibot'

const TEST_RESULT_CODES = ['negative', 'positive', 'pending', 'void'] as const
export const TestResultCode = v.picklist(TEST_RESULT_CODES)
export type TestResultCode = v.InferOutput<typeof TestResultCode>

const Text = v.pipe(v.string(), v.trim(), v.maxLength(200))
/** Numbers come as numbers from spreadsheets. */
const TextOrNumber = v.union([Text, v.pipe(v.number(), v.transform(String))])
const Optional = v.optional(v.nullable(TextOrNumber), null)

/** A row as a lab sends it, before its words are understood. */
export const TestResultRow = v.object({
  /** The lab's own row id; a second row with the same id replaces the first. */
  id: v.pipe(TextOrNumber, v.minLength(1)),
  phone: Optional,
  idNumber: Optional,
  /** ISO time with offset, or local time read as +08:00. */
  sampledAt: TextOrNumber,
  resultAt: Optional,
  /** A code, or 阴性 阳性 待出 作废. */
  result: Text,
  site: Optional,
})
export type TestResultRow = v.InferOutput<typeof TestResultRow>

/** The row if it has the right shape, else null. */
export function parseTestResultRow(row: unknown): TestResultRow | null {
  const parsed = v.safeParse(TestResultRow, row)
  return parsed.success ? parsed.output : null
}

/** A row understood. At least one of phone and ID number is there. */
export const TestResult = v.object({
  id: v.string(),
  /** The id is of a tube that may hold samples of several people; left out where it is the row's own. */
  tube: v.optional(v.boolean()),
  /** Normalised key. */
  phone: v.nullable(v.string()),
  /** Half width, capital X. */
  idNumber: v.nullable(v.string()),
  /** UTC. */
  sampledAt: v.string(),
  resultAt: v.nullable(v.string()),
  result: TestResultCode,
  site: v.nullable(v.string()),
})
export type TestResult = v.InferOutput<typeof TestResult>

export const FEED_PROBLEMS = {
  row_unreadable: '这一行读不懂',
  id_missing: '没有编号',
  who_missing: '手机号和证件号都没有或都不对',
  sampled_at_wrong: '采样时间不对',
  result_unknown: '结果不认识',
  value_wrong: '内容不对',
} as const
export const FeedProblem = v.picklist(Object.keys(FEED_PROBLEMS) as [keyof typeof FEED_PROBLEMS])
export type FeedProblem = keyof typeof FEED_PROBLEMS

/** A row that was not taken, with its number (the line in the file, or the place in the list, from 1). */
export const BadFeedRow = v.object({ row: v.number(), id: v.nullable(v.string()), problem: FeedProblem })
export type BadFeedRow = v.InferOutput<typeof BadFeedRow>

export const MAX_FEED_ROWS = 10_000

/** Body of `POST /api/feeds/test-results`. Rows are judged one by one: a bad one does not refuse the others. */
export const TestResultFeed = v.object({
  /** The laboratory or platform, as it stands beside the sample on the task. */
  source: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
  rows: v.pipe(v.array(v.unknown()), v.maxLength(MAX_FEED_ROWS)),
})

/** The answer to a feed: rows = kept + bad + rows replaced by a later one of the same id. */
export const FeedAnswer = v.object({
  rows: v.number(),
  /** Different ids taken. */
  kept: v.number(),
  /** Ids that were known from earlier feeds. */
  replacesEarlier: v.number(),
  bad: v.array(BadFeedRow),
  /** Tasks that are not as they were. */
  changed: v.optional(v.number()),
})
export type FeedAnswer = v.InferOutput<typeof FeedAnswer>
