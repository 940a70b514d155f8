import { Hono } from 'hono'
import { RecordCall, UndoCall } from '../../contract/call-attempts.ts'
import { TaskDetail } from '../../contract/tasks.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change } from '../http/endpoint.ts'
import { idOf, json } from '../http/input.ts'
import { detailOf } from '../task-detail/get-task.ts'
import { recordCall } from './record-call.ts'
import { undoCall } from './undo-call.ts'

export const callAttemptRoutes = new Hono<AppEnv>()
  .post(
    '/tasks/:taskId/call-attempts',
    change({ summary: 'Note how a call ended', roles: ['caller'], answer: TaskDetail }),
    json(RecordCall),
    async c => c.json(await detailOf(c.var.act, await recordCall(c.var.act, idOf(c, 'taskId'), c.req.valid('json')))),
  )
  .post(
    '/call-attempts/:callAttemptId/undo',
    change({ summary: 'Take back how a call ended, and its report', roles: ['caller'], answer: TaskDetail }),
    json(UndoCall),
    async c => {
      const { version } = c.req.valid('json')
      return c.json(await detailOf(c.var.act, await undoCall(c.var.act, idOf(c, 'callAttemptId'), version)))
    },
  )
