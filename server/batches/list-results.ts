import { sql } from 'drizzle-orm'
import type { Outcome } from '../../contract/report-fields.ts'
import type { ExemptReason } from '../../contract/tasks.ts'
import type { TestResultCode } from '../../contract/test-results.ts'
import { rowsOf, type Db } from '../db/db.ts'
import type { Sealed } from '../db/schema/columns.ts'

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
  fieldsSealed: Sealed | null
}

interface ResultRow extends Omit<TaskResult, 'sampledAt' | 'checkedAt'> {
  sampledAt: string | null
  checkedAt: string | null
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
      spoken as (
        select o.id, r.sampled_at, r.result from own o join test_results r on r.phone_hash = any(o.phone_hashes)
        union all
        select o.id, r.sampled_at, r.result from own o
        join subjects s on s.task_id = o.id join test_results r on r.id_hash = s.id_hash
      ),
      newest as (
        select distinct on (id) id, sampled_at, result from spoken where result <> 'void' order by id, sampled_at desc
      ),
      recorded as (
        select distinct on (r.task_id) r.task_id, r.fields_sealed from records r join own o on o.id = r.task_id
        where r.undone_at is null and r.superseded_at is null order by r.task_id, r.recorded_at desc
      )
      select o.id as "taskId", o.unit_id as "unitId", o.matched_at is not null as matched, o.exempt,
        o.last_outcome as "lastOutcome", o.closed_reason as "closedReason", o.tests_have as "testsHave",
        o.tests_need as "testsNeed", n.sampled_at as "sampledAt", n.result as "sampleResult",
        coalesce(o.recorded_at, o.matched_at, o.last_attempt_at) as "checkedAt", r.fields_sealed as "fieldsSealed"
      from own o left join newest n on n.id = o.id left join recorded r on r.task_id = o.id`,
  )
  return rows.map(row => ({ ...row, sampledAt: dateOf(row.sampledAt), checkedAt: dateOf(row.checkedAt) }))
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))
