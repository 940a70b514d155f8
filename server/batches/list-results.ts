import { sql } from 'drizzle-orm'
import type { Outcome } from '../../contract/report-fields.ts'
import type { ExemptReason } from '../../contract/tasks.ts'
import type { TestResultCode } from '../../contract/test-results.ts'
import { mayBeTheirs } from '../../domain/lab/whose-sample.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { inParts } from '../db/in-parts.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { sampledOf, type SampleRow } from '../test-results/samples-of.ts'

/** What became of one task, as far as a list written back tells it. */
export interface TaskResult {
  taskId: string
  unitId: string
  matched: boolean
  exempt: ExemptReason | null
  lastOutcome: Outcome | null
  closedReason: string | null
  /** Negative samples that count for the rule. */
  testsHave: number
  testsNeed: number
  sampledAt: Date | null
  sampleResult: TestResultCode | null
  /** When it was confirmed, else matched, else last called. */
  checkedAt: Date | null
  /** The current record (`ReportFields`). */
  record: { id: string; fieldsSealed: Sealed } | null
}

interface ResultRow extends Omit<TaskResult, 'sampledAt' | 'sampleResult' | 'checkedAt' | 'record'> {
  checkedAt: string | null
  phoneHashes: string[]
  recordId: string | null
  fieldsSealed: Sealed | null
}

/** The results of a batch's tasks, of these communities or of all. */
export async function listResults(
  db: Db,
  batchId: string,
  communityIds: readonly string[] | null,
): Promise<TaskResult[]> {
  const own = communityIds === null ? sql`true` : sql`t.unit_id = any(${sql.param(communityIds)}::uuid[])`
  const rows = await rowsOf<ResultRow>(
    db,
    sql`
      with own as (select t.* from tasks t where t.batch_id = ${batchId} and ${own}),
      recorded as (
        select distinct on (r.task_id) r.task_id, r.id, r.fields_sealed from records r join own o on o.id = r.task_id
        where r.undone_at is null and r.superseded_by is null order by r.task_id, r.recorded_at desc
      )
      select o.id as "taskId", o.unit_id as "unitId", o.matched_at is not null as matched, o.exempt,
        o.last_outcome as "lastOutcome", o.closed_reason as "closedReason", o.tests_have as "testsHave",
        o.tests_need as "testsNeed", o.phone_hashes as "phoneHashes",
        coalesce(o.recorded_at, o.matched_at, o.last_attempt_at) as "checkedAt", r.id as "recordId",
        r.fields_sealed as "fieldsSealed"
      from own o left join recorded r on r.task_id = o.id`,
  )
  const newest = await newestSamples(db, rows)
  return rows.map(({ phoneHashes: _phoneHashes, checkedAt, recordId, fieldsSealed, ...row }) => {
    const sample = newest.get(row.taskId)
    return {
      ...row,
      record: recordId === null || fieldsSealed === null ? null : { id: recordId, fieldsSealed },
      checkedAt: checkedAt === null ? null : new Date(checkedAt),
      sampledAt: sample?.sampledAt ?? null,
      sampleResult: sample?.result ?? null,
    }
  })
}

/** The newest sample of each task that is or may be theirs and was not withdrawn. */
async function newestSamples(db: Db, rows: readonly ResultRow[]): Promise<Map<string, SampleRow>> {
  const newest = new Map<string, SampleRow>()
  for (const part of inParts(rows)) {
    const some = part.map(({ taskId, phoneHashes }) => ({ id: taskId, phoneHashes }))
    for (const [taskId, { samples }] of await sampledOf(db, some)) {
      const sample = samples.filter(one => one.result !== 'void' && mayBeTheirs(one)).at(-1)
      if (sample) newest.set(taskId, sample)
    }
  }
  return newest
}
