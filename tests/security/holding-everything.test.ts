import { beforeEach, describe, expect, it } from 'vitest'
import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import { drafts, lateChanges, outgoingMessages } from '../../server/db/schema/index.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { ownStreams } from '../../server/http/own-streams.ts'
import { startApp, type Client } from '../support/app.ts'
import { startOver } from '../support/simulated-corp.ts'
import { OutboxKey } from '../../contract/outbox.ts'
import { sealChange } from '../../src/app/kept/seal.ts'
import { answerOf, dial, noteCall, refusalOf } from '../support/steps.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

const app = await startApp()

let community: string
let callerId: string
let caller: Client
let tasks: TaskRow[]

beforeEach(async () => {
  await startOver(app)
  community = (await app.givenCity()).community
  callerId = await app.givenStaff('何畅', ['caller', community])
  caller = await app.as(callerId)
  tasks = await app.givenTasks(Array.from({ length: 22 }, () => ({ unitId: community })))
})

const ring = ({ id, version }: TaskRow) => caller.send('POST', `/api/tasks/${id}/dial`, { version })
const hold = ({ id, version }: TaskRow) => caller.send('PUT', `/api/tasks/${id}/lease`, { version })
const statusesOf = (answers: readonly Response[]) => answers.map(({ status }) => status)

describe('one person', () => {
  it('dials three and no fourth, however many at once', async () => {
    const answers = await Promise.all(tasks.map(ring))

    expect(statusesOf(answers).filter(status => status === 200)).toHaveLength(3)
    const refused = answers.find(({ status }) => status === 409)
    if (!refused) throw new Error('none was refused')
    expect((await refusalOf(refused)).code).toBe('hands_full')
  })

  it('holds three and no fourth, and renewing does not take a further hand', async () => {
    const [a, b, c, d] = tasks
    if (!a || !b || !c || !d) throw new Error('tasks were given')

    expect(statusesOf([await hold(a), await hold(b), await hold(c)])).toEqual([200, 200, 200])
    expect((await refusalOf(await hold(d))).code).toBe('hands_full')
    app.clock.advance(2 * MINUTE_MS)
    expect(statusesOf([await hold(a), await hold(a)])).toEqual([200, 200])
    app.clock.advance(MINUTE_MS + 1)
    expect((await hold(d)).status).toBe(200)
  })

  it('has a hand free again by letting go, by noting a call and by time', async () => {
    const [a, b, c, d, e] = tasks
    if (!a || !b || !c || !d || !e) throw new Error('tasks were given')
    const called = await dial(caller, a)
    if (!called.dial) throw new Error('the number was expected')
    await hold(b)
    await hold(c)

    await noteCall(caller, called.task, { outcome: 'no_answer', callAttemptId: called.callAttemptId })
    expect((await hold(d)).status).toBe(200)
    expect((await refusalOf(await hold(e))).code).toBe('hands_full')
    await caller.send('DELETE', `/api/tasks/${b.id}/lease`)
    expect((await hold(e)).status).toBe(200)
  })
})

it('has five streams: the oldest gives way to the newest, and one that ended counts no more', () => {
  const streams = ownStreams()
  const ended: number[] = []
  const close = Array.from({ length: 5 }, (_, i) => streams.open('a', () => ended.push(i)))

  streams.open('a', () => ended.push(5))
  expect(ended).toEqual([0])
  close[1]?.()
  streams.open('a', () => ended.push(6))
  expect(ended).toEqual([0])
  streams.open('b', () => ended.push(7))
  streams.open('a', () => ended.push(8))
  expect(ended).toEqual([0, 2])
})

const told = (fields: Partial<ReportFields>) => ({ ...emptyReportFields(), outcome: 'reached' as const, ...fields })

describe('lines to groups', () => {
  const report = ({ id, version }: TaskRow, client = caller) =>
    client.send('POST', `/api/tasks/${id}/reports`, {
      version,
      callAttemptId: null,
      fields: told({ whereabouts: 'local', testCount: 0 }),
    })

  it('are sixty in ten minutes for one member, however many at once; nobody else is kept back', async () => {
    await app.givenGroup(community)
    const many = await app.givenTasks(Array.from({ length: 70 }, () => ({ unitId: community })))
    const answers: Response[] = []
    // As many at a time as one process has connections for.
    for (let i = 0; i < many.length; i += 10)
      answers.push(...(await Promise.all(many.slice(i, i + 10).map(task => report(task)))))

    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(10)
    expect(await refusalOf(refused[0] as Response)).toMatchObject({ status: 429, code: 'messages_full' })
    expect(await app.deps.db.$count(outgoingMessages)).toBe(60)

    const [own, other] = await app.givenTasks([{ unitId: community }, { unitId: community }])
    const colleague = await app.as(await app.givenStaff('林雨', ['caller', community]))
    expect((await report(own as TaskRow)).status).toBe(429)
    expect((await report(other as TaskRow, colleague)).status).toBe(200)
    app.clock.advance(10 * MINUTE_MS)
    expect((await report(own as TaskRow)).status).toBe(200)
  })
})

describe('drafts', () => {
  const save = ({ id }: TaskRow, fields: Partial<ReportFields>) =>
    caller.send('PUT', `/api/tasks/${id}/draft`, { fields: told(fields) })

  it('are a hundred, of which each can be changed', async () => {
    const many = await app.givenTasks(Array.from({ length: 101 }, () => ({ unitId: community })))
    for (const task of many.slice(0, 100)) expect((await save(task, {})).status).toBe(204)

    expect(await refusalOf(await save(many[100] as TaskRow, {}))).toMatchObject({ status: 409, code: 'drafts_full' })
    expect((await save(many[0] as TaskRow, { outcome: 'no_answer' })).status).toBe(204)
  })

  it('are a megabyte', async () => {
    const [task] = tasks as [TaskRow]
    const fieldsSealed = 'x'.repeat(1024 * 1024) as (typeof drafts.$inferInsert)['fieldsSealed']
    const other = tasks[1] as TaskRow
    await app.deps.db
      .insert(drafts)
      .values({ staffId: callerId, taskId: other.id, fieldsSealed, savedAt: app.clock.now })

    expect((await refusalOf(await save(task, {}))).code).toBe('drafts_full')
    expect((await save(other, {})).status).toBe(204)
    expect((await save(task, {})).status).toBe(204)
  })
})

it('has a thousand changes that waited kept, and no more; the phone keeps the rest', async () => {
  const at = app.clock.now
  const contentSealed = '' as (typeof lateChanges.$inferInsert)['contentSealed']
  const change = () => ({
    id: crypto.randomUUID(),
    staffId: callerId,
    kind: 'record-call' as const,
    at,
    arrivedAt: at,
    contentSealed,
  })
  await app.deps.db.insert(lateChanges).values(Array.from({ length: 1000 }, change))
  const key = await answerOf(OutboxKey, await caller.get('/api/outbox/key'))
  const [task] = tasks as [TaskRow]
  const body = { version: task.version, callAttemptId: null, outcome: 'no_answer', callBackAt: null }
  const box = await sealChange(
    key,
    { requestId: crypto.randomUUID(), kind: 'record-call', at: at.toISOString() },
    { staffId: callerId, ids: { taskId: task.id }, body, label: '无人接听', taskId: task.id },
  )

  const answer = await caller.send('POST', '/api/outbox', box)

  expect(await refusalOf(answer)).toMatchObject({ status: 429, code: 'outbox_full' })
  expect(await app.deps.db.$count(lateChanges)).toBe(1000)
})
