import * as v from 'valibot'
import { Count, Id, Instant, typedText } from './common.ts'
import { PageQuery } from './paging.ts'

/** What is wrong with the data of a list (数据有误). */
export const DATA_ISSUE_KINDS = [
  'wrong_number',
  'wrong_name',
  'wrong_address',
  'left_area',
  'duplicate',
  'other',
] as const
export const DataIssueKind = v.picklist(DATA_ISSUE_KINDS)
export type DataIssueKind = v.InferOutput<typeof DataIssueKind>

export const DATA_ISSUE_LABEL: Record<DataIssueKind, string> = {
  wrong_number: '号码错',
  wrong_name: '姓名错',
  wrong_address: '地址错',
  left_area: '已离开本区',
  duplicate: '重复',
  other: '其他',
}

/** `source`: who gave the wrong value, as the card names it. Names, numbers and documents in the note are hidden before it is kept. */
export const ReportDataIssue = v.object({
  kind: DataIssueKind,
  source: typedText(80),
  note: v.nullable(typedText(200)),
})
export type ReportDataIssue = v.InferOutput<typeof ReportDataIssue>

/** Masked as a list row is; `passedOnAt` null: whoever sent the list has not been told. */
export const DataIssue = v.object({
  id: Id,
  kind: DataIssueKind,
  source: v.string(),
  note: v.nullable(v.string()),
  at: Instant,
  staffName: v.string(),
  unitName: v.string(),
  batchId: Id,
  batchName: v.string(),
  taskId: Id,
  taskCode: v.string(),
  name: v.string(),
  phoneTail: v.string(),
  passedOnAt: v.nullable(Instant),
  passedOnBy: v.nullable(v.string()),
})
export type DataIssue = v.InferOutput<typeof DataIssue>

const DATA_ISSUE_STATES = ['open', 'passed_on'] as const
export const DataIssueState = v.picklist(DATA_ISSUE_STATES)
export type DataIssueState = v.InferOutput<typeof DataIssueState>

export const ListDataIssuesQuery = v.object({
  ...PageQuery.entries,
  state: v.optional(DataIssueState, 'open'),
  batchId: v.optional(Id),
})
export type ListDataIssuesQuery = v.InferOutput<typeof ListDataIssuesQuery>

/** How many a list's sender is still to be told of. */
export const DataIssueGroup = v.object({ batchId: Id, batchName: v.string(), source: v.string(), open: Count })
export type DataIssueGroup = v.InferOutput<typeof DataIssueGroup>

/** Oldest first; `groups`, by list and source, come with the first page only. */
export const DataIssuePage = v.object({
  items: v.array(DataIssue),
  next: v.nullable(v.string()),
  groups: v.nullable(v.array(DataIssueGroup)),
})
export type DataIssuePage = v.InferOutput<typeof DataIssuePage>

/** 已转告: the sender was told of these; `passedOn` false takes it back. */
export const PassOnDataIssues = v.object({
  ids: v.pipe(v.array(Id), v.minLength(1), v.maxLength(200)),
  passedOn: v.boolean(),
})
export type PassOnDataIssues = v.InferOutput<typeof PassOnDataIssues>
