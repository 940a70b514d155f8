// D4, D6, D7, D9, D10, D11: the server says who is called next, and nobody is rung twice.
import { beforeEach, describe, expect, it } from 'vitest'
import type { TakeNext, TaskDetail } from '../../../contract/tasks.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { tasks } from '../../../server/db/schema/index.ts'
import { startApp, type Client } from '../../support/app.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { askNext as ask, dial, getTask, noteCall, refusalOf, submit } from '../../support/steps.ts'

const app = await startApp()

let unitId: string
let neighbour: string
let callerId: string
let caller: Client
let colleague: Client

const at = (clock: string, day = '2022-05-21') => new Date(`${day}T${clock}:00+08:00`)

beforeEach(async () => {
  await startOver(app)
  app.clock.now = at('19:00')
  ;({ community: unitId, neighbour } = await app.givenCity())
  callerId = await app.givenStaff('陈晓', ['caller', unitId], ['lead', neighbour])
  caller = await app.as(callerId)
  colleague = await app.as(await app.givenStaff('林雨', ['caller', unitId]))
})

async function takeFrom(client: Client, body: TakeNext = {}): Promise<TaskDetail> {
  const next = await ask(client, body)
  if (!next.found) throw new Error(`nothing was offered: ${next.why}`)
  return next.task
}

/** Dials and notes how it ended, as the page does. */
async function ring(client: Client, task: { id: string; version: number }, outcome: 'busy' | 'no_answer' = 'busy') {
  const called = await dial(client, task)
  if (!called.dial) throw new Error('the number was expected')
  return noteCall(client, called.task, { outcome, callAttemptId: called.callAttemptId })
}

describe('what is next', () => {
  it('is a promise that is due, then urgent lists, due call-backs, the nearest deadline', async () => {
    const deadlineAt = at('23:00')
    const late = await app.givenTask({ unitId, deadlineAt: at('09:00', '2022-05-22') })
    const soon = await app.givenTask({ unitId, deadlineAt })
    const again = await app.givenTask({ unitId, deadlineAt: at('10:00', '2022-05-22') })
    const urgent = await app.givenTask({ unitId, deadlineAt: at('11:00', '2022-05-22'), urgent: true })
    const promised = await app.givenTask({ unitId, deadlineAt: at('12:00', '2022-05-22') })
    await noteCall(colleague, again, { outcome: 'busy' })
    await noteCall(colleague, promised, { outcome: 'call_later', callBackAt: at('19:20').toISOString() })
    app.clock.now = at('19:30')

    const order: string[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      const task = await takeFrom(caller)
      order.push(task.id)
      await ring(caller, task)
    }

    expect(order).toEqual([promised.id, urgent.id, again.id, soon.id, late.id])
  })

  it('is reserved: a colleague gets another one', async () => {
    const [a, b] = await app.givenTasks([{ unitId }, { unitId }])

    const [mine, theirs] = [await takeFrom(caller), await takeFrom(colleague)]

    expect([mine.id, theirs.id].sort()).toEqual([a?.id, b?.id].sort())
    expect(mine.lease).toMatchObject({ mine: true })
    expect(await ask(await app.as(await app.givenStaff('周宁', ['caller', unitId])))).toEqual({
      found: false,
      why: 'held',
      nextAt: at('19:03').toISOString(),
    })
  })

  it('is only of communities where the member calls', async () => {
    await app.givenTask({ unitId: neighbour })

    expect(await ask(caller)).toEqual({ found: false, why: 'done', nextAt: null })
  })

  it('is the own call that has no end yet, which is continued and not doubled', async () => {
    await app.givenTasks([{ unitId }, { unitId }, { unitId }])
    const first = await takeFrom(caller)
    const called = await dial(caller, first)
    if (!called.dial) throw new Error('the number was expected')

    const back = await takeFrom(caller)
    expect(back.id).toBe(first.id)
    expect(await dial(caller, back)).toMatchObject({ dial: true, callAttemptId: called.callAttemptId })
    app.clock.advance(8 * MINUTE_MS)
    expect((await takeFrom(caller)).id).toBe(first.id)

    expect((await getTask(caller, first.id)).attempts).toMatchObject([{ underWay: true }])
  })

  it('passes over a call whose end is on its way', async () => {
    await app.givenTasks([{ unitId }, { unitId }])
    const first = await takeFrom(caller)
    const called = await dial(caller, first)
    if (!called.dial) throw new Error('the number was expected')

    const next = await takeFrom(caller, { done: [first.id] })
    expect(next.id).not.toBe(first.id)
    await noteCall(caller, called.task, { outcome: 'busy', callAttemptId: called.callAttemptId })
  })

  it('comes without end to whoever looks and goes on: what was not dialled is given back', async () => {
    await app.givenTasks(Array.from({ length: 6 }, () => ({ unitId })))

    const seen = new Set<string>()
    let skip: string | undefined
    for (let turn = 0; turn < 6; turn += 1) {
      const { id } = await takeFrom(caller, skip === undefined ? {} : { skip })
      seen.add(id)
      skip = id
    }

    expect(seen.size).toBe(6)
    const held = (await app.deps.db.select().from(tasks)).filter(task => task.leaseStaffId === callerId)
    expect(held).toHaveLength(1)
  })

  it('is what was skipped, last and the longest ago first; for a colleague it is not skipped', async () => {
    const [a, b, c] = (await app.givenTasks([{ unitId }, { unitId }, { unitId }])).map(({ id }) => id).sort()
    if (!a || !b || !c) throw new Error('tasks were given')
    const first = await takeFrom(caller)
    const second = await takeFrom(caller, { skip: first.id })
    const third = await takeFrom(caller, { skip: second.id })

    expect([first.id, second.id, third.id]).toEqual([a, b, c])
    expect((await takeFrom(caller, { skip: third.id })).id).toBe(a)
    await ring(caller, first)
    await ring(caller, second)
    expect(await ask(caller, { skip: c })).toEqual({ found: false, why: 'skipped', nextAt: at('19:10').toISOString() })
    expect((await takeFrom(caller)).id).toBe(c)
    await ask(caller, { skip: c })
    expect((await takeFrom(colleague)).id).toBe(c)
  })
})

describe('nothing is offered', () => {
  it('before its time, and the answer says when', async () => {
    await ring(caller, await app.givenTask({ unitId, deadlineAt: at('12:00', '2022-05-22') }))

    expect(await ask(caller)).toEqual({ found: false, why: 'too_early', nextAt: at('19:10').toISOString() })
    app.clock.now = at('19:10')
    expect(await ask(caller)).toMatchObject({ found: true })
  })

  it('at night but what is urgent; dialling that asks once more', async () => {
    const calm = await app.givenTask({ unitId })
    app.clock.now = at('22:10')
    caller = await app.as(callerId)
    expect(await ask(caller)).toEqual({
      found: false,
      why: 'quiet_hours',
      nextAt: at('08:00', '2022-05-22').toISOString(),
    })
    expect(await refusedDial(calm, { confirm: true })).toMatchObject({ code: 'quiet_hours' })

    const urgent = await app.givenTask({ unitId, urgent: true })
    expect((await takeFrom(caller)).id).toBe(urgent.id)
    expect(await refusedDial(urgent)).toMatchObject({
      code: 'quiet_hours_urgent',
      confirmable: true,
      again: at('08:00', '2022-05-22').toISOString(),
    })
    const body = { version: urgent.version, confirm: true }
    expect((await caller.send('POST', `/api/tasks/${urgent.id}/dial`, body)).status).toBe(200)
  })
})

const refusedDial = async ({ id, version }: TaskRow, more: { confirm?: boolean } = {}, client = caller) =>
  refusalOf(await client.send('POST', `/api/tasks/${id}/dial`, { version, ...more }))

describe('a number on several lists', () => {
  const phone = '13655550123'

  it('is not offered, nor rung, within ten minutes of any ring, and of another unit the time alone is told', async () => {
    const other = await app.as(await app.givenStaff('周宁', ['caller', neighbour]))
    await ring(other, await app.givenTask({ unitId: neighbour, phone }), 'no_answer')
    const task = await app.givenTask({ unitId, phone })
    app.clock.now = at('19:05')

    expect(await ask(colleague)).toMatchObject({ found: false })
    const refused = await refusedDial(task, { confirm: true }, colleague)
    expect(refused).toMatchObject({ code: 'rung_just_now', again: at('19:10').toISOString() })
    expect(refused.changes).toEqual([
      { kind: 'task_dialled', text: '已有人打过', by: null, at: at('19:00').toISOString() },
    ])
    expect(JSON.stringify(refused)).not.toMatch(/周宁|澜桥/)
  })

  it('is taken by one of two who each hold another list’s task of it', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const number = `1366666${String(1000 + turn)}`
      await app.givenTask({ unitId, phone: number })
      await app.givenTask({ unitId, phone: number })

      const found = (await Promise.all([ask(caller), ask(colleague)])).filter(next => next.found)

      expect(found).toHaveLength(1)
      await app.deps.db.update(tasks).set({ status: 'closed' })
    }
  })

  it('that somebody answered on is left in peace until the morning, and the card says when', async () => {
    const other = await app.as(await app.givenStaff('周宁', ['caller', neighbour]))
    await submit(other, await app.givenTask({ unitId: neighbour, phone }), { whereabouts: 'local' })
    const task = await app.givenTask({ unitId, phone })
    app.clock.now = at('19:30')

    expect(await ask(caller)).toEqual({ found: false, why: 'known', nextAt: at('08:00', '2022-05-22').toISOString() })
    const card = await getTask(colleague, task.id)
    expect(card).toMatchObject({
      elsewhere: { kind: 'answered', at: at('19:00').toISOString() },
      wait: { why: 'known', confirmable: true },
      attempts: [],
    })
    expect(JSON.stringify(card)).not.toMatch(/周宁|澜桥/)
    expect(await refusedDial(task)).toMatchObject({ code: 'number_known', confirmable: true })

    app.clock.now = at('08:00', '2022-05-22')
    caller = await app.as(callerId)
    expect((await takeFrom(caller)).id).toBe(task.id)
  })

  it('that agreed a time with another list waits for it', async () => {
    const other = await app.as(await app.givenStaff('周宁', ['caller', neighbour]))
    const agreed = await app.givenTask({ unitId: neighbour, phone })
    await noteCall(other, agreed, { outcome: 'call_later', callBackAt: at('20:30').toISOString() })
    await app.givenTask({ unitId, phone })

    expect(await ask(caller)).toEqual({ found: false, why: 'known', nextAt: at('20:30').toISOString() })
  })
})
