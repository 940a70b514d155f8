import { Hono } from 'hono'
import {
  DataIssue,
  DataIssuePage,
  ListDataIssuesQuery,
  PassOnDataIssues,
  ReportDataIssue,
} from '../../contract/data-issues.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, read } from '../http/endpoint.ts'
import { idOf, json, query } from '../http/input.ts'
import { getTask, sourcesOf } from '../task-detail/get-task.ts'
import { listDataIssues } from './list-data-issues.ts'
import { passOnDataIssues } from './pass-on-data-issues.ts'
import { reportDataIssue } from './report-data-issue.ts'

export const dataIssueRoutes = new Hono<AppEnv>()
  .post(
    '/tasks/:taskId/data-issues',
    change({ summary: 'Say what is wrong with the data of a task', roles: ANY_ROLE, answer: DataIssue, status: 201 }),
    json(ReportDataIssue),
    async c => {
      const onCard = sourcesOf(await getTask(c.var.act, idOf(c, 'taskId')))
      return c.json(await reportDataIssue(c.var.act, idOf(c, 'taskId'), c.req.valid('json'), onCard), 201)
    },
  )
  .get(
    '/data-issues',
    read({
      summary: 'What is wrong in the lists, to be told to their senders',
      roles: ['lead'],
      answer: DataIssuePage,
    }),
    query(ListDataIssuesQuery),
    async c => c.json(await listDataIssues(c.var.act, c.req.valid('query'))),
  )
  .post(
    '/data-issues/passed-on',
    change({ summary: 'Note that the sender was told', roles: ['lead'], status: 204 }),
    json(PassOnDataIssues),
    async c => {
      await passOnDataIssues(c.var.act, c.req.valid('json'))
      return c.body(null, 204)
    },
  )
