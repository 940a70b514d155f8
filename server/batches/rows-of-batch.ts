import type { TextMasker } from '../../domain/person/mask-text.ts'
import { newRank } from '../../domain/tasks/queue.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { taskCodeOf } from '../../domain/tasks/task-code.ts'
import type { tasks } from '../db/schema/index.ts'
import { numberLookup, tailLookup } from '../privacy/lookups.ts'
import { sealJson, type Sealer } from '../privacy/sealer.ts'
import { makeTaskCard } from '../tasks/task-card.ts'
import type { NewBatch, NewBatchRow, NewTask } from './new-batch.ts'
import { ofBatchRow, ofSubject, ofTask, type TaskPlace } from '../privacy/places.ts'

/** A batch without a deadline stands on the list as if it were due a day after it came. */
const UNDATED_HOURS = 24

/** What all rows of one batch are made with. */
export interface Making {
  sealer: Sealer
  batch: NewBatch
  batchId: string
  taskIds: readonly string[]
  /** Knows the names of the whole list. */
  hide: TextMasker
}

export interface PlacedTask {
  task: NewTask
  id: string
  serial: number
}

export function taskRow(making: Making, { task, id, serial }: PlacedTask): typeof tasks.$inferInsert {
  const { batch, batchId } = making
  const deadlineAt = task.deadlineAt ?? batch.deadlineAt
  return {
    id,
    serial,
    code: taskCodeOf(serial),
    batchId,
    unitId: task.unitId,
    ...sealedValues(making, task, { id, unitId: task.unitId }),
    arrivedAt: task.arrivedAt,
    urgent: batch.urgent,
    deadlineAt,
    rank: newRank(batch.urgent),
    dueAt: deadlineAt ?? new Date(batch.receivedAt.getTime() + UNDATED_HOURS * HOUR_MS),
    testsNeed: batch.rule.tests,
    linkedTaskId: task.linkedTaskId,
    lastOutcome: task.lastOutcome ?? null,
    lastAttemptAt: task.lastAttemptAt ?? null,
    createdAt: batch.receivedAt,
  }
}

function sealedValues({ sealer, hide, batch }: Making, task: NewTask, place: TaskPlace) {
  const phoneHash = sealer.hash('phone', task.phone)
  return {
    phoneSealed: sealer.seal(task.phone, ofTask('phone_sealed', place)),
    phoneHash,
    tailHash: tailLookup(sealer, task.unitId, task.phone),
    lookups: [task.phone, ...task.alternatives].map(phone => numberLookup(sealer, task.unitId, phone)),
    phoneHashes: [phoneHash, ...task.alternatives.map(phone => sealer.hash('phone', phone))],
    cardSealed: sealJson(sealer, makeTaskCard(task, batch.ruleName, hide), ofTask('card_sealed', place)),
    factsSealed: sealJson(sealer, { ...task.facts, alternatives: task.alternatives }, ofTask('facts_sealed', place)),
  }
}

export function subjectRows({ sealer }: Making, { task, id: taskId }: PlacedTask) {
  const place = { id: taskId, unitId: task.unitId }
  return task.subjects.map(({ name, idNumber, idNote, idTellsWho = true }, position) => ({
    taskId,
    position,
    nameSealed: name === null ? null : sealer.seal(name, ofSubject('name_sealed', place, position)),
    idNumberSealed: idNumber === null ? null : sealer.seal(idNumber, ofSubject('id_number_sealed', place, position)),
    idHash: idNumber === null || !idTellsWho ? null : sealer.hash('id_number', idNumber),
    idNote,
  }))
}

export function batchRow({ sealer, batchId, taskIds }: Making, { task, cells, ...row }: NewBatchRow) {
  return {
    ...row,
    batchId,
    taskId: task === null ? null : (taskIds[task] ?? null),
    cellsSealed: sealJson(sealer, cells, ofBatchRow(batchId, row.sheet, row.row)),
  }
}
