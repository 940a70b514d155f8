import { beforeAll, expect, it } from 'vitest'
import { TaskPage } from '../../../contract/tasks.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, noteCall } from '../../support/steps.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let staffId: string
let unitId: string

const deadlineAt = new Date('2022-05-25T12:00:00Z')

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  staffId = await app.givenStaff('陈晓', ['caller', unitId])
  caller = await app.as(staffId)
})

const holds = async (bucket: string, id: string) => {
  const page = await answerOf(TaskPage, await caller.get(`/api/tasks?bucket=${bucket}&limit=100`))
  return page.items.some(item => item.id === id)
}

it('brings a number back by the ladder, then sends somebody to the door; an agreed time brings it up again', async () => {
  const task = await app.givenTask({ unitId, deadlineAt })

  const first = await noteCall(caller, task, { outcome: 'busy' })
  const second = await noteCall(caller, first, { outcome: 'busy' })
  const third = await noteCall(caller, second, { outcome: 'no_answer' })

  expect(first).toMatchObject({ attemptCount: 1, lastOutcome: 'busy', nextCallAt: '2022-05-21T12:10:00.000Z' })
  expect(second).toMatchObject({ attemptCount: 2, nextCallAt: '2022-05-21T12:30:00.000Z' })
  expect(third).toMatchObject({ attemptCount: 3, nextCallAt: null })
  expect(await app.taskNow(task.id)).toMatchObject({ status: 'to_visit' })
  expect(await holds('to_visit', task.id)).toBe(true)

  await noteCall(caller, third, { outcome: 'call_later', callBackAt: '2022-05-21T14:00:00.000Z' })

  expect(await app.taskNow(task.id)).toMatchObject({
    status: 'to_call',
    rank: 0,
    nextCallAt: new Date('2022-05-21T14:00:00Z'),
  })
})

it('keeps a number off the list until its time, and shows it among the call-backs', async () => {
  const task = await app.givenTask({ unitId, deadlineAt })
  await noteCall(caller, task, { outcome: 'powered_off' })
  expect([await holds('to_call', task.id), await holds('call_back', task.id)]).toEqual([false, true])

  app.clock.advance(13 * HOUR_MS) // it would ring at ten at night, so it waits for the morning
  caller = await app.as(staffId)
  expect([await holds('to_call', task.id), await holds('call_back', task.id)]).toEqual([true, false])
})
