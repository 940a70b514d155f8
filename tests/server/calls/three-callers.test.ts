// Three callers and 300 tasks at once: nobody is rung twice within the gap, and list, progress and events count the same.
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { Progress } from '../../../contract/progress.ts'
import { TaskPage, type TaskDetail } from '../../../contract/tasks.ts'
import { MINUTE_MS, SECOND_MS } from '../../../domain/time/lengths.ts'
import { auditEntries, callAttempts, events, tasks } from '../../../server/db/schema/index.ts'
import { startApp, type Client } from '../../support/app.ts'
import { reached } from '../../support/report-fields.ts'
import { answerOf, askNext, dial } from '../../support/steps.ts'

const app = await startApp()

const TASKS = 300
/** So many of the numbers stand on a second list as well. */
const REPEATED = 30
const GAP_MS = 10 * MINUTE_MS

/** How calls end, out of a hundred; the rest is reached. */
const DRAWN = [
  [30, 'no_answer'],
  [10, 'powered_off'],
  [8, 'busy'],
  [6, 'hung_up'],
  [4, 'call_later'],
  [5, 'invalid_number'],
  [3, 'refused'],
] as const

/** The same on every machine. */
function createDraw(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    let below = (state / 2_147_483_648) * 100
    return DRAWN.find(([share]) => (below -= share) < 0)?.[1] ?? 'reached'
  }
}

it('rings nobody twice within the gap, and counts agree', async () => {
  app.clock.now = new Date('2022-05-21T09:00:00+08:00')
  const { community, city } = await app.givenCity()
  const staffIds = await Promise.all(['陈晓', '林雨', '周宁'].map(name => app.givenStaff(name, ['caller', community])))
  const leadId = await app.givenStaff('赵敏', ['lead', city])
  const callers: Client[] = await Promise.all(staffIds.map(id => app.as(id)))
  const phones = Array.from({ length: TASKS - REPEATED }, (_, i) => `1370000${String(1000 + i)}`)
  for (const some of [phones, phones.slice(0, REPEATED)])
    await app.givenTasks(some.map(phone => ({ unitId: community, phone })))
  const draw = createDraw(7)
  const rings = new Map<string, number[]>()
  const noted: string[] = []

  async function oneCall(caller: Client, turn: number): Promise<Date | null | 'rung'> {
    const next = await askNext(caller)
    if (!next.found) return next.nextAt === null ? null : new Date(next.nextAt)
    const called = await dial(caller, next.task)
    if (!called.dial) throw new Error('the lab knows nobody here')
    rings.set(called.phone, [...(rings.get(called.phone) ?? []), app.clock.now.getTime()])
    await note(caller, called.task, called.callAttemptId, turn)
    return 'rung'
  }

  async function note(caller: Client, { id, version }: TaskDetail, callAttemptId: string, turn: number) {
    const outcome = draw()
    noted.push(outcome)
    const isReport = ['reached', 'invalid_number', 'refused'].includes(outcome)
    const callBackAt =
      outcome === 'call_later' ? new Date(app.clock.now.getTime() + (20 + turn) * MINUTE_MS).toISOString() : null
    const body = isReport
      ? { version, callAttemptId, fields: { ...reached(), outcome } }
      : { version, callAttemptId, outcome, callBackAt }
    const answer = await caller.send('POST', `/api/tasks/${id}/${isReport ? 'reports' : 'call-attempts'}`, body)
    expect(answer.status, outcome).toBe(200)
  }

  const evening = new Date('2022-05-21T20:00:00+08:00')
  for (;;) {
    const turns = await Promise.all(callers.map(oneCall))
    app.clock.advance(20 * SECOND_MS)
    if (turns.includes('rung')) continue
    const waits = turns.filter(at => at instanceof Date).map(Number)
    const nextAt = Math.min(...waits)
    if (waits.length === 0 || nextAt >= evening.getTime()) break
    app.clock.now = new Date(Math.max(nextAt, app.clock.now.getTime()))
    callers.splice(0, 3, ...(await Promise.all(staffIds.map(id => app.as(id)))))
  }

  for (const [phone, times] of rings)
    for (const [i, time] of times.slice(1).entries())
      expect(time - (times[i] ?? 0), phone).toBeGreaterThanOrEqual(GAP_MS)
  expect([...rings.keys()].sort()).toEqual(phones)

  const rows = await app.deps.db.select().from(tasks)
  const count = (status: string) => rows.filter(task => task.status === status).length
  const attempts = rows.reduce((sum, task) => sum + task.attemptCount, 0)
  const rung = [...rings.values()].flat().length
  const eventsOf = (kind: 'task_dialled' | 'call_recorded' | 'report_submitted') =>
    app.deps.db.$count(events, eq(events.kind, kind))
  expect([attempts, noted.length, rung]).toEqual([rung, rung, rung])
  expect(await eventsOf('task_dialled')).toBe(rung)
  expect((await eventsOf('call_recorded')) + (await eventsOf('report_submitted'))).toBe(rung)
  expect(await app.deps.db.$count(callAttempts, sql`${callAttempts.outcome} is not null`)).toBe(rung)
  expect(await app.deps.db.$count(auditEntries, eq(auditEntries.action, 'dial'))).toBe(rung)

  const [caller] = await Promise.all(staffIds.map(id => app.as(id)))
  if (!caller) throw new Error('a caller each')
  const { counts } = await answerOf(TaskPage, await caller.get('/api/tasks'))
  expect(counts).toMatchObject({ to_visit: count('to_visit'), reported: count('reported'), all: TASKS })
  const { unit } = await answerOf(Progress, await (await app.as(leadId)).get('/api/progress'))
  expect(unit).toMatchObject({
    tasks: TASKS,
    called: rows.filter(task => task.calledAt !== null).length,
    reported: count('reported'),
  })
}, 300_000)
