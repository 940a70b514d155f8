// A call is under way as long as whoever dialled holds the number, and ends with the task.
import { afterEach, beforeAll, expect, it } from 'vitest'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { dial, getTask, noteCall } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let colleague: Client
let lead: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  colleague = await app.as(await app.givenStaff('林雨', ['caller', unitId]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', unitId]))
})

afterEach(() => expectNoLeaks(app))

async function givenCall() {
  const task = await app.givenTask({ unitId })
  const answer = await dial(caller, task)
  if (!answer.dial) throw new Error('no call was needed')
  return { task, attemptId: answer.callAttemptId, version: answer.task.version }
}

/** Of every attempt of the task, newest first, as a colleague sees it. */
const seen = async (taskId: string) =>
  (await getTask(colleague, taskId)).attempts.map(({ staffName, underWay, outcome }) => [staffName, underWay, outcome])

it('is under way from the dial until its outcome is noted', async () => {
  const { task, attemptId, version } = await givenCall()
  expect(await seen(task.id)).toEqual([['陈晓', true, null]])

  await noteCall(caller, { id: task.id, version }, { outcome: 'busy', callAttemptId: attemptId })

  expect(await seen(task.id)).toEqual([['陈晓', false, 'busy']])
})

it('ends when the lab has the result meanwhile', async () => {
  const { task } = await givenCall()
  const { now } = app.clock
  const sample = { id: 'while-calling', phoneHash: task.phoneHash, sampledAt: now, receivedAt: now }
  await app.deps.db.transaction(tx =>
    receiveTestResults(tx, [{ ...sample, result: 'negative', source: '区化验室' }], now),
  )

  expect(await getTask(colleague, task.id)).toMatchObject({ status: 'closed', lease: null })
  expect(await seen(task.id)).toEqual([['陈晓', false, null]])
})

it('ends when the list is ended meanwhile', async () => {
  const { task } = await givenCall()

  expect((await lead.send('POST', `/api/batches/${task.batchId}/close`)).status).toBe(200)

  expect(await getTask(colleague, task.id)).toMatchObject({ status: 'closed' })
  expect(await seen(task.id)).toEqual([['陈晓', false, null]])
})

it('ends with the hold on the number, and the next caller’s is the one under way', async () => {
  const { task, version } = await givenCall()
  app.clock.advance(3 * MINUTE_MS)
  expect(await seen(task.id)).toEqual([['陈晓', false, null]])

  app.clock.advance(7 * MINUTE_MS) // no number rings twice in ten minutes
  await dial(colleague, { id: task.id, version })

  expect(await seen(task.id)).toEqual([
    ['林雨', true, null],
    ['陈晓', false, null],
  ])
})

it('can still be told how it ended by whoever comes back late', async () => {
  const { task, attemptId, version } = await givenCall()
  app.clock.advance(10 * MINUTE_MS)

  await noteCall(caller, { id: task.id, version }, { outcome: 'no_answer', callAttemptId: attemptId })

  expect(await seen(task.id)).toEqual([['陈晓', false, 'no_answer']])
})
