import { Hono } from 'hono'
import { InboxPage, ListReportsQuery, ReportSummary, SubmitReport } from '../../contract/reports.ts'
import { TaskDetail } from '../../contract/tasks.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { bodyOf, idOf, json, query } from '../http/input.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { judgeLine } from './judge-line.ts'
import { listInbox } from './list-inbox.ts'
import { confirmPosted, postAgain } from './post-again.ts'
import { submitReport } from './submit-report.ts'

export const reportRoutes = new Hono<AppEnv>()
  .post(
    '/tasks/:taskId/reports',
    change(
      { summary: 'Store a report and post it to the group', roles: ['caller'], answer: TaskDetail, training: true },
      async c => judgeLine(c.var.act, idOf(c, 'taskId'), (await bodyOf(c, SubmitReport)).line),
    ),
    json(SubmitReport),
    async c => c.json(await detailOf(c.var.act, await submitReport(c.var.act, idOf(c, 'taskId'), c.req.valid('json')))),
  )
  .get(
    '/reports',
    read({ summary: 'Reports waiting to be recorded, oldest first', roles: ['recorder'], answer: InboxPage }),
    query(ListReportsQuery),
    async c => c.json(await listInbox(c.var.act, c.req.valid('query'))),
  )
  .post(
    '/reports/:reportId/post',
    change({ summary: 'Post a report again', roles: ['caller', 'recorder'], answer: ReportSummary }),
    async c => c.json(await postAgain(c.var.act, idOf(c, 'reportId'))),
  )
  .post(
    '/reports/:reportId/posted',
    change({
      summary: 'Say that the line of a report is in the group',
      roles: ['caller', 'recorder'],
      answer: ReportSummary,
    }),
    async c => c.json(await confirmPosted(c.var.act, idOf(c, 'reportId'))),
  )
