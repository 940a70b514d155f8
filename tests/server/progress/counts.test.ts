import * as fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { Progress, STUCK_PLACES, StuckPage, UNIT_NUMBERS } from '../../../contract/progress.ts'
import { MyDay } from '../../../contract/session.ts'
import { workDayStart } from '../../../domain/progress/work-day.ts'
import type { TaskDetail } from '../../../contract/tasks.ts'
import { rowsOf } from '../../../server/db/db.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { placeOf } from '../../support/place-of.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, getTask } from '../../support/steps.ts'
import { reached } from '../../support/report-fields.ts'
import { DAY_MS, HOUR_MS } from '../../../domain/time/lengths.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'

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
  callLater: task =>
    caller.send('POST', `/api/tasks/${task.id}/call-attempts`, {
      version: task.version,
      callAttemptId: null,
      outcome: 'call_later',
      callBackAt: new Date(app.clock.now.getTime() + HOUR_MS).toISOString(),
    }),
  refuse: task =>
    caller.send('POST', `/api/tasks/${task.id}/reports`, {
      version: task.version,
      callAttemptId: null,
      fields: reached({ outcome: 'refused', whereabouts: null }),
    }),
  endList: async task => {
    const { batchId } = await app.taskNow(task.id)
    await lead.send('POST', `/api/batches/${batchId}/close`)
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

/** The same numbers, counted another way: from what people did, not from the columns the screen counts. */
async function recount() {
  const [row] = await rowsOf<Record<string, number>>(
    app.deps.db,
    sql`
      select count(*)::int as tasks,
        count(*) filter (where exists (select 1 from events e where e.task_id = t.id and e.kind in ('call_recorded', 'report_submitted')))::int as called,
        count(*) filter (where exists (select 1 from reports r where r.task_id = t.id))::int as reported,
        count(*) filter (where exists (select 1 from records r where r.task_id = t.id and r.undone_at is null and r.superseded_by is null))::int as recorded,
        count(*) filter (where t.matched_at is not null and t.exempt is null)::int as matched,
        count(*) filter (where t.exempt is not null)::int as exempt
      from tasks t`,
  )
  if (!row) throw new Error('no count')
  return row
}

/** Where each task stands, by the rule in words. */
async function standing(): Promise<Record<string, string[]>> {
  const tasks = await rowsOf<Pick<TaskRow, 'id' | 'status' | 'lastOutcome'> & { called: boolean; waits: boolean }>(
    app.deps.db,
    sql`
      select t.id, t.status, t.last_outcome as "lastOutcome",
        exists (select from call_attempts a where a.task_id = t.id and a.ended_at is not null) as called,
        exists (select from reports r where r.task_id = t.id and r.state = 'posted') as waits
      from tasks t`,
  )
  return Object.fromEntries(
    STUCK_PLACES.map(place => [place, tasks.filter(task => placeOf(task) === place).map(({ id }) => id)]),
  )
}

/** The list behind a number, page by page. */
async function readList(number: string): Promise<string[]> {
  const ids: string[] = []
  let after = ''
  do {
    const path = `/api/progress/tasks?unitId=${cityId}&place=${number}&limit=40${after && `&after=${after}`}`
    const page = await answerOf(StuckPage, await lead.get(path))
    ids.push(...page.items.map(task => task.id))
    after = page.next ?? ''
  } while (after)
  return ids
}

const numbersNow = async () => answerOf(Progress, await lead.get('/api/progress'))

it('counts what happened, whatever happens in whatever order, and every number is the length of its list', async () => {
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
      await app.freeHands()

      const { unit, hourly, children } = await numbersNow()

      expect(unit).toMatchObject(await recount())
      const places = await standing()
      for (const place of STUCK_PLACES) {
        const tasks = await readList(place)
        expect([...tasks].sort(), place).toEqual([...(places[place] ?? [])].sort())
        expect(tasks, place).toHaveLength(unit.stuck[place])
      }
      for (const number of UNIT_NUMBERS) expect(await readList(number), number).toHaveLength(unit[number])
      expect(unit.open).toBe(Object.values(places).flat().length)
      for (const number of ['called', 'recorded', 'matched'] as const)
        expect(
          hourly.reduce((sum, hour) => sum + hour[number], 0),
          number,
        ).toBeLessThanOrEqual(unit[number])
      expect(hourly.reduce((sum, hour) => sum + hour.called, 0)).toBe(unit.called)
      expect(hourly.reduce((sum, hour) => sum + hour.recorded, 0)).toBe(unit.recorded)
      expect(children.reduce((sum, child) => sum + child.open, 0)).toBe(unit.open)
      expect(unit.matched + unit.exempt).toBeLessThanOrEqual(unit.tasks)
    }),
    { numRuns: 25 },
  )
})

it("counts a member's calls when they end, however they ended, and takes an undone record back", async () => {
  const day = async (who: Client) => answerOf(MyDay, await who.get('/api/session/day'))
  const [before, recorded] = [await day(caller), (await day(recorder)).recorded]
  const { id } = await app.givenTask({ unitId })

  await STEPS['dial']?.(await getTask(caller, id))
  expect((await day(caller)).calls).toBe(before.calls)
  await STEPS['saysTested']?.(await getTask(caller, id))
  await STEPS['report']?.(await getTask(caller, id))
  await STEPS['record']?.(await getTask(caller, id))
  expect(await day(caller)).toMatchObject({ calls: before.calls + 2, reached: before.reached + 2 })
  expect((await day(recorder)).recorded).toBe(recorded + 1)

  await STEPS['undo']?.(await getTask(caller, id))
  expect((await day(recorder)).recorded).toBe(recorded)
})

it('moves no rate by ending a list, and leaves it out from the next day of work on', async () => {
  const { id } = await app.givenTask({ unitId })
  const { unit: open } = await numbersNow()
  await STEPS['endList']?.(await getTask(caller, id))
  const { unit: ended } = await numbersNow()
  expect(ended).toMatchObject({ tasks: open.tasks, matchRate: open.matchRate, open: open.open - 1 })

  const midnight = app.clock.now
  app.clock.now = new Date(workDayStart(midnight) + DAY_MS - 1000)
  lead = await app.as(await app.givenStaff('赵敏', ['lead', cityId]))
  expect((await numbersNow()).unit.tasks).toBe(open.tasks)
  app.clock.advance(1000)
  const next = await numbersNow()
  expect(next.unit.tasks).toBeLessThan(open.tasks)
  expect(await readList('tasks')).not.toContain(id)
})
