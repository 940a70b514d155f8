import { Hono } from 'hono'
import { CorrectRecord, OwnRecords, RecordReport, RecordSummary, UndoRecord } from '../../contract/records.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { correctRecord } from './correct-record.ts'
import { listOwnRecords } from './list-own-records.ts'
import { recordReport } from './record-report.ts'
import { undoRecord } from './undo-record.ts'

export const recordRoutes = new Hono<AppEnv>()
  .get(
    '/records/own',
    read({ summary: 'What the recorder recorded this shift', roles: ['recorder'], answer: OwnRecords }),
    async c => c.json(await listOwnRecords(c.var.act)),
  )
  .post(
    '/reports/:reportId/records',
    change({ summary: 'Record a report', roles: ['recorder'], answer: RecordSummary, status: 201 }),
    json(RecordReport),
    async c => c.json(await recordReport(c.var.act, idOf(c, 'reportId'), c.req.valid('json')), 201),
  )
  .post(
    '/records/:recordId/undo',
    change({ summary: 'Take a record back within ten minutes', roles: ['recorder'], answer: RecordSummary }),
    json(UndoRecord),
    async c => c.json(await undoRecord(c.var.act, idOf(c, 'recordId'), c.req.valid('json').version)),
  )
  .post(
    '/records/:recordId/corrections',
    change({ summary: 'Correct a record with a reason', roles: ['recorder'], answer: RecordSummary, status: 201 }),
    json(CorrectRecord),
    async c => c.json(await correctRecord(c.var.act, idOf(c, 'recordId'), c.req.valid('json')), 201),
  )
