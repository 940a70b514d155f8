import * as fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { Progress, STUCK_PLACES, StuckPage } from '../../../contract/progress.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { rowsOf } from '../../../server/db/db.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, getTask } from '../../support/steps.ts'
import { reached } from '../../support/report-fields.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let recorder: Client
let lead: Client
let unitId: string
let cityId: string

beforeAll(async () => {
  app = await startApp()
  const { city, community } = await app.givenCity()
  unitId = community
  cityId = city
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', community]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city]))
})

/** What people and the lab may do to a task; what is refused changes nothing. */
const STEPS: Readonly<Record<string, (task: TaskDetail) => Promise<unknown>>> = {
  dial: task => caller.send('POST', `/api/tasks/${task.id}/dial`, { version: task.version }),
  noAnswer: task =>
    caller.send('POST', `/api/tasks/${task.id}/call-attempts`, {
      version: task.version,
      callAttemptId: null,
      outcome: 'no_answer',
      callBackAt: null,
    }),
  saysTested: task =>
    caller.send('POST', `/api/tasks/${task.id}/call-attempts`, {
      version: task.version,
      callAttemptId: null,
      outcome: 'reached',
      callBackAt: new Date(app.clock.now.getTime() + HOUR_MS).toISOString(),
      saysTested: { on: null },
    }),
  report: task =>
    caller.send('POST', `/api/tasks/${task.id}/reports`, {
      version: task.version,
      callAttemptId: null,
      fields: reached(),
    }),
  reportLeft: task =>
    caller.send('POST', `/api/tasks/${task.id}/reports`, {
      version: task.version,
      callAttemptId: null,
      fields: reached({ whereabouts: 'left' }),
    }),
  record: task => {
    const waiting = task.reports.find(report => report.state === 'posted')
    return waiting
      ? recorder.send('POST', `/api/reports/${waiting.id}/records`, { version: task.version })
      : Promise.resolve()
  },
  undo: task => {
    const current = task.records.find(record => record.state === 'current')
    return current
      ? recorder.send('POST', `/api/records/${current.id}/undo`, { version: task.version })
      : Promise.resolve()
  },
  negative: task => sample(task, 'negative'),
  withdrawn: task => sample(task, 'void'),
  positive: task => sample(task, 'positive'),
}

async function sample(task: TaskDetail, result: 'negative' | 'void' | 'positive'): Promise<void> {
  const now = app.deps.clock()
  const { phoneHash } = await app.taskNow(task.id)
  const row = { id: `lab-${task.id}`, phoneHash, sampledAt: now, result, source: '化验室', receivedAt: now }
  await app.deps.db.transaction(tx => receiveTestResults(tx, [row], now))
}

interface Recount {
  tasks: number
  called: number
  reported: number
  recorded: number
  matched: number
  exempt: number
  waiting: number
}

/** The same numbers, counted another way: from what people did, not from the columns the screen counts. */
async function recount(): Promise<Recount> {
  const [row] = await rowsOf<Recount>(
    app.deps.db,
    sql`
      select count(*)::int as tasks,
        count(*) filter (where exists (select 1 from events e where e.task_id = t.id and e.kind in ('task_dialled', 'call_recorded', 'report_submitted')))::int as called,
        count(*) filter (where exists (select 1 from reports r where r.task_id = t.id))::int as reported,
        count(*) filter (where exists (select 1 from records r where r.task_id = t.id and r.undone_at is null and r.superseded_by is null))::int as recorded,
        count(*) filter (where t.matched_at is not null and t.exempt is null)::int as matched,
        count(*) filter (where t.exempt is not null)::int as exempt,
        (select count(*)::int from reports where state = 'posted') as waiting
      from tasks t`,
  )
  if (!row) throw new Error('no count')
  return row
}

/** The list behind a number, page by page. */
async function readStuck(place: string): Promise<string[]> {
  const ids: string[] = []
  let after = ''
  do {
    const path = `/api/progress/tasks?unitId=${cityId}&place=${place}&limit=7${after && `&after=${after}`}`
    const page = await answerOf(StuckPage, await lead.get(path))
    ids.push(...page.items.map(task => task.id))
    after = page.next ?? ''
  } while (after)
  return ids
}

it('counts what happened, whatever happens in whatever order, and versions only grow', async () => {
  const step = fc.constantFrom(...Object.keys(STEPS))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async steps => {
      const { id } = await app.givenTask({ unitId })
      let version = 1
      for (const name of steps) {
        await STEPS[name]?.(await getTask(caller, id))
        const after = await app.taskNow(id)
        expect(after.version).toBeGreaterThanOrEqual(version)
        version = after.version
        app.clock.advance(1000)
      }

      const { unit, stuck } = await answerOf(Progress, await lead.get('/api/progress'))

      expect(unit).toMatchObject(await recount())
      for (const place of STUCK_PLACES) {
        const tasks = await readStuck(place)
        expect(new Set(tasks).size, place).toBe(stuck[place])
        expect(tasks, place).toHaveLength(stuck[place])
      }
      expect(unit.matched + unit.exempt).toBeLessThanOrEqual(unit.tasks)
    }),
    { numRuns: 25 },
  )
})
