// No task is ever unreachable: whatever callers, recorders, leads and the lab do, what is open is offered again.
import { and, eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { TaskDetail } from '../../../contract/tasks.ts'
import { DAY_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'
import { batches, tasks } from '../../../server/db/schema/index.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client } from '../../support/app.ts'
import { reached } from '../../support/report-fields.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf, askNext } from '../../support/steps.ts'

const app = await startApp()

interface Scene {
  callers: readonly Client[]
  recorder: Client
  lead: Client
  /** The task each caller has on the screen. */
  onScreen: (string | null)[]
}

/** What one of two callers, or somebody about their task, may do; what is refused changes nothing. */
const STEPS: Readonly<Record<string, (scene: Scene, who: number, task: TaskDetail | null) => Promise<unknown>>> = {
  async take({ callers, onScreen }, who) {
    const next = await askNext(clientOf(callers, who))
    onScreen[who] = next.found ? next.task.id : null
  },
  async skip({ callers, onScreen }, who, task) {
    const next = await askNext(clientOf(callers, who), task ? { skip: task.id } : {})
    onScreen[who] = next.found ? next.task.id : null
  },
  dial: ({ callers }, who, task) => about(task, clientOf(callers, who), 'dial'),
  busy: ({ callers }, who, task) =>
    about(task, clientOf(callers, who), 'call-attempts', { ...attemptOf(task), outcome: 'busy', callBackAt: null }),
  later: ({ callers }, who, task) =>
    about(task, clientOf(callers, who), 'call-attempts', {
      ...attemptOf(task),
      outcome: 'call_later',
      callBackAt: new Date(app.clock.now.getTime() + 45 * MINUTE_MS).toISOString(),
    }),
  report: ({ callers }, who, task) =>
    about(task, clientOf(callers, who), 'reports', { ...attemptOf(task), fields: reached() }),
  record({ recorder }, _who, task) {
    const waiting = task?.reports.find(({ state }) => state === 'posted')
    const body = { version: task?.version }
    return waiting ? recorder.send('POST', `/api/reports/${waiting.id}/records`, body) : Promise.resolve()
  },
  undo({ recorder }, _who, task) {
    const current = task?.records.find(({ state }) => state === 'current')
    const body = { version: task?.version }
    return current ? recorder.send('POST', `/api/records/${current.id}/undo`, body) : Promise.resolve()
  },
  rollBack: ({ lead }, _who, task) =>
    task ? lead.send('POST', `/api/batches/${task.batch.id}/roll-back`) : Promise.resolve(),
  negative: (_scene, _who, task) => sample(task, 'negative'),
  withdrawn: (_scene, _who, task) => sample(task, 'void'),
  async lapse() {
    app.clock.advance(4 * MINUTE_MS)
  },
}

const clientOf = (callers: readonly Client[], who: number): Client => {
  const client = callers[who]
  if (!client) throw new Error('a caller each')
  return client
}

/** Null where it is gone with its list. */
async function taskOf(caller: Client, id: string): Promise<TaskDetail | null> {
  const answer = await caller.get(`/api/tasks/${id}`)
  return answer.status === 404 ? null : answerOf(TaskDetail, answer)
}

const attemptOf = (task: TaskDetail | null) => ({
  callAttemptId: task?.attempts.find(({ outcome }) => outcome === null)?.id ?? null,
})

const about = (task: TaskDetail | null, caller: Client, what: string, body: object = {}): Promise<unknown> =>
  task ? caller.send('POST', `/api/tasks/${task.id}/${what}`, { version: task.version, ...body }) : Promise.resolve()

async function sample(task: TaskDetail | null, result: 'negative' | 'void'): Promise<void> {
  if (!task) return
  const now = app.clock.now
  const { phoneHash } = await app.taskNow(task.id)
  const row = { id: `lab-${task.id}`, phoneHash, sampledAt: now, result, source: '化验室', receivedAt: now }
  await app.deps.db.transaction(tx => receiveTestResults(tx, [row], now))
}

/** Ids of all that is to be called on lists that are open. */
async function openTasks(): Promise<string[]> {
  const rows = await app.deps.db
    .select({ id: tasks.id })
    .from(tasks)
    .innerJoin(batches, and(eq(batches.id, tasks.batchId), eq(batches.status, 'open')))
    .where(eq(tasks.status, 'to_call'))
  return rows.map(({ id }) => id).sort()
}

/** Everything that is offered to somebody who skips whatever comes. */
async function offeredTo(caller: Client): Promise<string[]> {
  const seen = new Set<string>()
  let next = await askNext(caller)
  while (next.found && !seen.has(next.task.id)) {
    seen.add(next.task.id)
    next = await askNext(caller, { skip: next.task.id })
  }
  return [...seen].sort()
}

it('offers every open task again, and says truly when the next one is due', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.integer({ min: 0, max: 1 }))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async steps => {
      await startOver(app)
      app.clock.now = new Date('2022-05-21T19:00:00+08:00')
      const { community, city } = await app.givenCity()
      const colleague = await app.givenStaff('周宁', ['caller', community])
      const scene: Scene = {
        callers: [
          await app.as(await app.givenStaff('陈晓', ['caller', community])),
          await app.as(await app.givenStaff('林雨', ['caller', community])),
        ],
        recorder: await app.as(await app.givenStaff('何畅', ['recorder', community])),
        lead: await app.as(await app.givenStaff('赵敏', ['lead', city])),
        onScreen: [null, null],
      }
      const numbers = ['13655550001', '13655550002', '13655550003']
      for (const phone of [...numbers, '13655550001']) await app.givenTask({ unitId: community, phone })

      for (const [name, who] of steps) {
        const id = scene.onScreen[who]
        await STEPS[name]?.(scene, who, id ? await taskOf(clientOf(scene.callers, who), id) : null)
        app.clock.advance(1000)
      }

      const told = await askNext(await app.as(colleague))
      if (!told.found) {
        expect(told.why === 'done').toBe((await openTasks()).length === 0)
        if (told.nextAt !== null) {
          app.clock.now = new Date(told.nextAt)
          expect(await askNext(await app.as(colleague))).toMatchObject({ found: true })
        }
      }
      app.clock.now = new Date(new Date('2022-05-22T09:00:00+08:00').getTime() + 15 * DAY_MS)
      expect(await offeredTo(await app.as(colleague))).toEqual(await openTasks())
    }),
    { numRuns: 20 },
  )
}, 300_000)
