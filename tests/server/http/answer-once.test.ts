import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { events, requests } from '../../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { refusalOf } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let colleague: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
})

beforeEach(async () => {
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  colleague = await app.as(await app.givenStaff('林雨', ['caller', unitId]))
})

afterEach(() => expectNoLeaks(app))

const withId = (id: string) => ({ 'idempotency-key': id })
const countEvents = (taskId: string) => app.deps.db.$count(events, eq(events.taskId, taskId))

it('answers a repeat with the first answer, byte for byte, and changes nothing', async () => {
  const task = await app.givenTask({ unitId })
  const id = crypto.randomUUID()
  const first = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))
  const happened = await countEvents(task.id)

  app.clock.advance(MINUTE_MS)
  const repeat = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))

  expect(repeat.status).toBe(first.status)
  expect(await repeat.text()).toBe(await first.text())
  expect(repeat.headers.get('content-type')).toBe(first.headers.get('content-type'))
  expect(repeat.headers.get('idempotency-replayed')).toBe('true')
  expect(await countEvents(task.id)).toBe(happened)
  expect((await app.taskNow(task.id)).version).toBe(2)
})

it('repeats an answer without a body', async () => {
  const task = await app.givenTask({ unitId })
  const id = crypto.randomUUID()
  await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })

  const answers = [
    await caller.send('DELETE', `/api/tasks/${task.id}/lease`, undefined, withId(id)),
    await caller.send('DELETE', `/api/tasks/${task.id}/lease`, undefined, withId(id)),
  ]

  expect(answers.map(answer => answer.status)).toEqual([204, 204])
})

it('does a change once that comes several times at the same moment', async () => {
  const task = await app.givenTask({ unitId })
  const id = crypto.randomUUID()

  const answers = await Promise.all(
    Array.from({ length: 8 }, () => caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))),
  )
  const bodies = await Promise.all(answers.map(answer => answer.text()))

  expect(answers.map(answer => answer.status)).toEqual(Array.from({ length: 8 }, () => 200))
  expect(new Set(bodies).size).toBe(1)
  expect(answers.filter(answer => answer.headers.has('idempotency-replayed'))).toHaveLength(7)
  expect((await app.taskNow(task.id)).version).toBe(2)
})

it('refuses an id that another route or another member has used', async () => {
  const [task, other] = await app.givenTasks([{ unitId }, { unitId }])
  const id = crypto.randomUUID()
  await caller.send('POST', `/api/tasks/${task?.id}/dial`, { version: 1 }, withId(id))

  const elsewhere = await caller.send('POST', `/api/tasks/${other?.id}/dial`, { version: 1 }, withId(id))
  const otherMethod = await caller.send('PUT', `/api/tasks/${task?.id}/lease`, { version: 2 }, withId(id))
  const byOther = await colleague.send('POST', `/api/tasks/${task?.id}/dial`, { version: 1 }, withId(id))

  for (const answer of [elsewhere, otherMethod, byOther]) {
    expect(await refusalOf(answer)).toMatchObject({ status: 409, code: 'request_id_reused' })
  }
  expect((await app.taskNow(other?.id ?? '')).version).toBe(1)
})

it('refuses another change under the id of one that was made', async () => {
  const task = await app.givenTask({ unitId })
  const id = crypto.randomUUID()
  const path = `/api/tasks/${task.id}/call-attempts`
  const call = { version: 1, callAttemptId: null, callBackAt: null, outcome: 'busy' }
  const first = await caller.send('POST', path, call, withId(id))

  const other = await caller.send('POST', path, { ...call, outcome: 'no_answer' }, withId(id))
  const same = await caller.send('POST', path, call, withId(id))

  expect(await refusalOf(other)).toMatchObject({ status: 409, code: 'request_id_reused' })
  expect(await same.text()).toBe(await first.text())
})

it('lets a refused change be tried again under the same id', async () => {
  const task = await app.givenTask({ unitId })
  const id = crypto.randomUUID()
  await colleague.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })

  const refused = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))
  expect(await refusalOf(refused)).toMatchObject({ code: 'task_held' })
  expect(await app.deps.db.$count(requests, eq(requests.id, id))).toBe(0)

  await colleague.send('DELETE', `/api/tasks/${task.id}/lease`)
  const again = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))
  expect(await again.json()).toMatchObject({ dial: true })
})

it.each([
  ['no id', {}],
  ['a word', withId('again')],
  ['an empty id', withId('')],
])('refuses a change with %s', async (_what, headers) => {
  const task = await app.givenTask({ unitId })
  const bare = { 'idempotency-key': '', ...headers }

  const answer = await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 }, bare)

  expect(await refusalOf(answer)).toMatchObject({ status: 400, code: 'request_id_missing' })
  expect((await app.taskNow(task.id)).leaseStaffId).toBeNull()
})

it('keeps the answer with the dialled number sealed', async () => {
  const task = await app.givenTask({ unitId, phone: '13900001111' })
  const id = crypto.randomUUID()

  const answer = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }, withId(id))
  const [kept] = await app.deps.db.select().from(requests).where(eq(requests.id, id))

  expect(await answer.text()).toContain('13900001111')
  expect(kept?.bodySealed).toMatch(/^k1:/)
  expect(JSON.stringify(kept)).not.toContain('13900001111')
})
