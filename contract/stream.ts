import * as v from 'valibot'
import { Id, Instant } from './common.ts'

/**
 * Everything that happens to a task, in one append-only table. The stream carries ids only, never personal data:
 * a phone that is told of an event asks for what it shows.
 */
export const EVENT_KINDS = [
  'batch_imported',
  'batch_rolled_back',
  'batch_closed',
  'task_created',
  'task_claimed',
  'task_released',
  'task_dialled',
  'call_avoided',
  'call_recorded',
  'call_undone',
  'report_submitted',
  'report_post_changed',
  'record_made',
  'record_undone',
  'record_corrected',
  'task_matched',
  'task_unmatched',
  'task_sampled',
  'sample_assigned',
  'sample_unassigned',
  'task_closed',
  'task_reopened',
  'positive_found',
  'alert_raised',
  'facts_changed',
  'data_issue_reported',
  'data_issue_passed_on',
  'group_changed',
  'roles_changed',
  'session_ended',
] as const
export const EventKind = v.picklist(EVENT_KINDS)
export type EventKind = v.InferOutput<typeof EventKind>

export const StreamEvent = v.object({
  seq: v.number(),
  kind: EventKind,
  at: Instant,
  taskId: v.nullable(Id),
  taskVersion: v.nullable(v.number()),
  batchId: v.nullable(Id),
  unitId: v.nullable(Id),
  staffId: v.nullable(Id),
})
export type StreamEvent = v.InferOutput<typeof StreamEvent>
