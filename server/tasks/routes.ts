import { Hono } from 'hono'
import {
  ClaimTask,
  DialAnswer,
  DialTask,
  ListTasksQuery,
  NextTask,
  SaveDraft,
  TakeNext,
  TaskDetail,
  TaskPage,
} from '../../contract/tasks.ts'
import type { AppEnv } from '../http/app-env.ts'
import { ANY_ROLE, change, CLEAR_REPLAY_S, read } from '../http/endpoint.ts'
import { idOf, json, query } from '../http/input.ts'
import { claimTask, releaseTask } from './claim-task.ts'
import { dialTask } from '../calls/dial-task.ts'
import { takeNext } from '../calls/take-next.ts'
import { detailOf, getTask } from '../task-detail/get-task.ts'
import { listTasks } from './list-tasks.ts'
import { saveDraft } from './save-draft.ts'

export const taskRoutes = new Hono<AppEnv>()
  .get(
    '/tasks',
    read({ summary: 'Tasks of the own communities, most urgent first', roles: ANY_ROLE, answer: TaskPage }),
    query(ListTasksQuery),
    async c => c.json(await listTasks(c.var.act, c.req.valid('query'))),
  )
  .get('/tasks/:taskId', read({ summary: 'One task, masked', roles: ANY_ROLE, answer: TaskDetail }), async c =>
    c.json(await getTask(c.var.act, idOf(c, 'taskId'))),
  )
  .post(
    '/tasks/next',
    change({ summary: 'Reserve the task to call next, if there is one', roles: ['caller'], answer: NextTask }),
    json(TakeNext),
    async c => {
      const next = await takeNext(c.var.act, c.req.valid('json'))
      return c.json(next.found ? { ...next, task: await detailOf(c.var.act, next.task) } : next)
    },
  )
  .post(
    '/tasks/:taskId/dial',
    change({
      summary: 'Ask the lab, then hand out the number',
      roles: ['caller'],
      answer: DialAnswer,
      training: true,
      replaySeconds: CLEAR_REPLAY_S,
    }),
    json(DialTask),
    async c => {
      const dialled = await dialTask(c.var.act, idOf(c, 'taskId'), c.req.valid('json'))
      return c.json({ ...dialled, task: await detailOf(c.var.act, dialled.task) })
    },
  )
  .put(
    '/tasks/:taskId/lease',
    change({ summary: 'Hold a task for three minutes', roles: ['caller'], answer: TaskDetail }),
    json(ClaimTask),
    async c => c.json(await detailOf(c.var.act, await claimTask(c.var.act, idOf(c, 'taskId')))),
  )
  .delete('/tasks/:taskId/lease', change({ summary: 'Let go of a task', roles: ['caller'], status: 204 }), async c => {
    await releaseTask(c.var.act, idOf(c, 'taskId'))
    return c.body(null, 204)
  })
  .put(
    '/tasks/:taskId/draft',
    change({ summary: 'Keep what was typed', roles: ['caller'], status: 204 }),
    json(SaveDraft),
    async c => {
      await saveDraft(c.var.act, idOf(c, 'taskId'), c.req.valid('json').fields)
      return c.body(null, 204)
    },
  )
