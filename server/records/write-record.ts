import { and, eq, isNull, sql } from 'drizzle-orm'
import type { ReportFields } from '../../contract/report-fields.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import { beforeWork, MOVES } from '../../domain/tasks/status.ts'
import type { Act } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { placeholdersOf, statement } from '../db/prepared.ts'
import { records } from '../db/schema/index.ts'
import { sealJson } from '../privacy/sealer.ts'
import { changeTask } from '../tasks/change-task.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { askLab, matchTask } from '../test-results/match-task.ts'
import type { RecordRow } from './record-summary.ts'
import { ofRecord } from '../privacy/places.ts'

interface NewRecord {
  reportId: string | null
  fields: ReportFields
  kind: 'record_made' | 'record_corrected'
  reason?: string
}

interface Written {
  record: RecordRow
  task: TaskRow
}

/** Confirms what was learned: record, task state and event in one transaction; the record before is superseded, never overwritten. */
export async function writeRecord(act: Act, task: TaskRow, record: NewRecord): Promise<Written> {
  const { db, member } = act
  const now = act.clock()
  const { fields, reportId, kind } = record
  // A report's call was counted when it was noted, that of the record corrected when it was recorded.
  const callIsCounted = reportId !== null || kind === 'record_corrected'
  const moved = MOVES.record(task, { fields, callIsCounted, at: now })
  const id = crypto.randomUUID()
  const [made, changed, lab] = await Promise.all([
    insertRecord(db, {
      id,
      taskId: task.id,
      reportId,
      staffId: member.staffId,
      fieldsSealed: sealJson(act.sealer, fields, ofRecord('fields_sealed', { id }, task.unitId)),
      recordedAt: now,
      reasonSealed:
        record.reason === undefined
          ? null
          : act.sealer.seal(maskText(record.reason), ofRecord('reason_sealed', { id }, task.unitId)),
      before: beforeWork(task, moved),
    }),
    changeTask(db, task, moved, {
      kind,
      at: now,
      staffId: member.staffId,
      data: { exempt: moved.exempt, outcome: fields.outcome },
    }),
    askLab(db, [task]),
  ])
  return { record: made, task: await matchTask(db, changed, now, lab) }
}

const newRecord = statement('insert_record', (db, name) => {
  const ofTask = eq(records.taskId, sql.placeholder('taskId'))
  const superseded = db.$with('superseded').as(
    db
      .update(records)
      .set(placeholdersOf('supersededBy', 'supersededAt'))
      .where(and(ofTask, isNull(records.undoneAt), isNull(records.supersededBy)))
      .returning({ id: records.id }),
  )
  return db
    .with(superseded)
    .insert(records)
    .values(
      placeholdersOf('id', 'taskId', 'reportId', 'staffId', 'fieldsSealed', 'recordedAt', 'reasonSealed', 'before'),
    )
    .returning()
    .prepare(name)
})

/** It takes the place of the record that spoke until now, in the same statement. */
async function insertRecord(tx: Db, record: typeof records.$inferInsert & { id: string }): Promise<RecordRow> {
  const supersedes = { supersededBy: record.id, supersededAt: record.recordedAt }
  const rows = await newRecord(tx).execute({ ...record, ...supersedes })
  return only(rows)
}
