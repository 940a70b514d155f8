import type { Outcome } from '../../contract/report-fields.ts'
import type { RuleSetting } from '../../contract/rules.ts'
import type { SubjectFacts, TaskFacts } from '../tasks/task-card.ts'

/** A person behind a number. An ID number whose digits a sheet has lost is shown, but nobody is found by it. */
interface NewSubject extends SubjectFacts {
  idTellsWho?: boolean
}

/** One number of a list, ready to be written. */
export interface NewTask {
  phone: string
  /** Other valid numbers of the same row, normalised. */
  alternatives: readonly string[]
  unitId: string
  subjects: readonly NewSubject[]
  facts: TaskFacts
  arrivedAt: Date | null
  linkedTaskId: string | null
  deadlineAt?: Date | null
  /** How the last call on this number ended, carried over from an earlier list. */
  lastOutcome?: Outcome | null
  lastAttemptAt?: Date | null
}

export interface NewBatchRow {
  sheet: number
  row: number
  account: 'new' | 'linked' | 'merged' | 'rejected'
  /** Index into the batch's tasks; null for a rejected row. */
  task: number | null
  column: string | null
  reason: string | null
  cells: readonly unknown[]
}

export interface NewBatch {
  name: string
  source: string
  fileName: string
  contentHash: string
  receivedAt: Date
  deadlineAt: Date | null
  urgent: boolean
  ruleName: string
  rule: RuleSetting
  layout: unknown
  counts: { rows: number; new: number; linked: number; merged: number; rejected: number }
  importedBy: string | null
  tasks: readonly NewTask[]
  rows: readonly NewBatchRow[]
}
