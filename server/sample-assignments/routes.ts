import { Hono } from 'hono'
import { AssignSample, TaskDetail, UnassignSample } from '../../contract/tasks.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { assignSample, unassignSample } from './assign-sample.ts'

export const sampleRoutes = new Hono<AppEnv>()
  .post(
    '/tasks/:taskId/sample-assignments',
    change({ summary: 'Say whose a sample of a shared number is', roles: ANY_ROLE, answer: TaskDetail }),
    json(AssignSample),
    async c => c.json(await detailOf(c.var.act, await assignSample(c.var.act, idOf(c, 'taskId'), c.req.valid('json')))),
  )
  .post(
    '/tasks/:taskId/sample-assignments/undo',
    change({ summary: 'Take back whose a sample is', roles: ANY_ROLE, answer: TaskDetail }),
    json(UnassignSample),
    async c =>
      c.json(await detailOf(c.var.act, await unassignSample(c.var.act, idOf(c, 'taskId'), c.req.valid('json')))),
  )
