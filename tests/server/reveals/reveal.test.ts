import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ERROR_SENTENCES } from '../../../contract/errors.ts'
import { RevealAnswer, type Reveal } from '../../../contract/reveals.ts'
import { alerts, auditEntries, requests, subjects } from '../../../server/db/schema/index.ts'
import { sweepOld } from '../../../server/jobs/sweep-old.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, dial, refusalOf } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let unitId: string
let callerId: string
let caller: Client
let colleague: Client
let recorder: Client

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  callerId = await app.givenStaff('陈晓', ['caller', community])
  caller = await app.as(callerId)
  colleague = await app.as(await app.givenStaff('林雨', ['caller', community]))
  recorder = await app.as(await app.givenStaff('周宁', ['recorder', community]))
})

beforeEach(() => app.freeHands())

const PEOPLE = [
  { name: '欧阳明珠', idNumber: '449903198807071234', idNote: null },
  { name: '钱多多', idNumber: null, idNote: null },
]

const ask = (client: Client, taskId: string, reveal: Partial<Reveal> = {}, headers = {}) =>
  client.send('POST', `/api/tasks/${taskId}/reveals`, { field: 'phone', reason: 'check_identity', ...reveal }, headers)

const givenTask = () =>
  app.givenTask({
    unitId,
    subjects: PEOPLE,
    facts: { address: '明州市云屏区云岭花园9栋1203' },
  })

const looks = (taskId: string) => app.deps.db.select().from(auditEntries).where(eq(auditEntries.taskId, taskId))

describe('a reveal', () => {
  it.each([
    ['name', '欧阳明珠'],
    ['idNumber', '449903198807071234'],
    ['address', '明州市云屏区云岭花园9栋1203'],
  ] as const)('shows the %s of the first person for 15 seconds', async (field, value) => {
    const task = await givenTask()

    expect(await answerOf(RevealAnswer, await ask(recorder, task.id, { field }))).toEqual({ value, seconds: 15 })
    await expectNoLeaks(app)
  })

  it('shows the number and writes down who looked, at what and why', async () => {
    const task = await app.givenTask({ unitId, phone: '13655557771' })

    const answer = await answerOf(RevealAnswer, await ask(caller, task.id, { reason: 'door_visit' }))

    expect(answer.value).toBe('13655557771')
    const entry = { chain: unitId, staffId: callerId, action: 'reveal', field: 'phone', reason: 'door_visit' }
    expect(await looks(task.id)).toMatchObject([{ ...entry, phoneHash: task.lookups[0] }])
    await expectNoLeaks(app)
  })

  it('shows the person asked for, and says so where the list names none', async () => {
    const task = await givenTask()
    const people = await app.deps.db.select().from(subjects).where(eq(subjects.taskId, task.id))
    const subjectId = people.find(person => person.position === 1)?.id ?? ''

    expect(await (await ask(recorder, task.id, { field: 'name', subjectId })).json()).toMatchObject({ value: '钱多多' })
    const refused = await refusalOf(await ask(recorder, task.id, { field: 'idNumber', subjectId }))
    expect(refused).toMatchObject({ status: 404, code: 'nothing_to_reveal' })
    expect(await looks(task.id)).toHaveLength(1)
  })

  it('shows nobody of another task', async () => {
    const [task, other] = [await givenTask(), await givenTask()]
    const [person] = await app.deps.db.select().from(subjects).where(eq(subjects.taskId, other.id))

    const refused = await refusalOf(await ask(recorder, task.id, { field: 'name', subjectId: person?.id ?? '' }))

    expect(refused.code).toBe('nothing_to_reveal')
  })

  it.each([{}, { field: 'remark' }, { reason: 'curious' }, { reason: undefined }])(
    'is refused with %o',
    async reveal => {
      const task = await givenTask()
      const body = Object.keys(reveal).length === 0 ? {} : { field: 'phone', reason: 'check_identity', ...reveal }

      const answer = await recorder.send('POST', `/api/tasks/${task.id}/reveals`, body)

      expect((await refusalOf(answer)).code).toBe('invalid_input')
      expect(await looks(task.id)).toHaveLength(0)
    },
  )
})

describe('a caller', () => {
  it('takes the task by looking, so that others do not call it meanwhile', async () => {
    const task = await givenTask()
    await ask(caller, task.id)

    expect(await app.taskNow(task.id)).toMatchObject({ leaseStaffId: callerId, version: 1 })
    expect((await refusalOf(await ask(colleague, task.id))).code).toBe('task_held')
    expect(await looks(task.id)).toHaveLength(1)
  })

  it('does not look at a task that is closed; a recorder does', async () => {
    const task = await givenTask()
    await app.closeTask(task.id)

    expect((await refusalOf(await ask(caller, task.id))).code).toBe('task_closed')
    expect((await ask(recorder, task.id)).status).toBe(200)
  })

  it('and a recorder both look at a task without taking it from each other', async () => {
    const task = await givenTask()
    await ask(caller, task.id)

    expect((await ask(recorder, task.id)).status).toBe(200)
    expect((await app.taskNow(task.id)).leaseStaffId).toBe(callerId)
  })
})

it('says what to do first to who has not passed the lesson', async () => {
  const task = await givenTask()
  const untrained = await app.as(await app.givenUntrained('吴桐', ['recorder', unitId], ['caller', unitId]))

  const refusals = [
    await refusalOf(await ask(untrained, task.id)),
    await refusalOf(await untrained.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })),
  ]

  for (const refusal of refusals) expect(refusal).toMatchObject({ status: 403, code: 'untrained' })
  expect(ERROR_SENTENCES.untrained).toBe('请先学完隐私课（3 分钟），再查看或拨打。')
  expect(await looks(task.id)).toHaveLength(0)
})

describe('a repeat of an answer with a clear value', () => {
  it.each(['reveal', 'dial'] as const)('is answered for two minutes after a %s and not later', async kind => {
    const task = await app.givenTask({ unitId })
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const again = () =>
      kind === 'reveal'
        ? ask(caller, task.id, {}, headers)
        : caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, headers)
    const first = await (await again()).text()

    app.clock.advance(2 * MINUTE_MS - 1)
    expect(await (await again()).text()).toBe(first)
    app.clock.advance(1)
    expect(await refusalOf(await again())).toMatchObject({ status: 410, code: 'answer_expired' })
    expect(await looks(task.id)).toHaveLength(1)
  })

  it('leaves nothing to repeat in the database', async () => {
    const task = await app.givenTask({ unitId })
    const id = crypto.randomUUID()
    await ask(recorder, task.id, {}, { 'idempotency-key': id })
    const kept = async () => (await app.deps.db.select().from(requests).where(eq(requests.id, id)))[0]?.bodySealed

    expect(await kept()).toMatch(/^k1:/)
    app.clock.advance(2 * MINUTE_MS + 1)
    await sweepOld(app.deps)
    expect(await kept()).toBeNull()
  })
})

describe('the limit of 60 looks an hour', () => {
  it('stops one person, tells the lead once, and is over an hour later', async () => {
    const staffId = await app.givenStaff('孙苗', ['recorder', unitId])
    const eager = await app.as(staffId)
    const task = await givenTask()
    const statuses = await Promise.all(Array.from({ length: 65 }, async () => (await ask(eager, task.id)).status))

    expect(statuses.filter(status => status === 200)).toHaveLength(60)
    expect(statuses.filter(status => status === 429)).toHaveLength(5)
    expect((await refusalOf(await ask(eager, task.id))).code).toBe('look_limit')
    const told = and(eq(alerts.kind, 'look_limit'), eq(alerts.staffId, staffId))
    expect(await app.deps.db.select().from(alerts).where(told)).toMatchObject([{ unitId, taskId: task.id }])
    expect((await ask(recorder, task.id)).status).toBe(200)

    app.clock.advance(60 * MINUTE_MS)
    expect((await ask(await app.as(staffId), task.id)).status).toBe(200)
  })

  it('leaves room for as many dials', async () => {
    const busy = await app.as(await app.givenStaff('李想', ['caller', unitId]))
    const tasks = await app.givenTasks(Array.from({ length: 61 }, () => ({ unitId })))
    for (const task of tasks) {
      await dial(busy, task)
      await app.freeHands()
    }

    expect((await ask(busy, tasks[0]?.id ?? '')).status).toBe(200)
  })
})
