// P16: 自称已做，系统未见. No picture is asked for: the lab is looked at again.
import { beforeAll, expect, it } from 'vitest'
import { Progress } from '../../../contract/progress.ts'
import { TaskPage } from '../../../contract/tasks.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, getTask, noteCall, refusalOf } from '../../support/steps.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let lead: Client
let staffId: string
let unitId: string

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  staffId = await app.givenStaff('陈晓', ['caller', unitId])
  caller = await app.as(staffId)
  lead = await app.as(await app.givenStaff('赵敏', ['lead', unitId]))
})

const tested = { outcome: 'reached', saysTested: { on: '2022-05-20' } } as const
const inHours = (hours: number) => new Date(app.clock.now.getTime() + hours * HOUR_MS).toISOString()
const holds = async (bucket: string, id: string) =>
  (await answerOf(TaskPage, await caller.get(`/api/tasks?bucket=${bucket}&limit=100`))).items.some(one => one.id === id)

it('leaves the list until the re-check, and comes back saying what was claimed', async () => {
  app.clock.now = new Date('2022-05-21T02:00:00Z')
  caller = await app.as(staffId)
  const task = await app.givenTask({ unitId })

  const noted = await noteCall(caller, task, { ...tested, callBackAt: inHours(4) })

  expect(noted).toMatchObject({ status: 'to_call', lastOutcome: 'reached', nextCallAt: inHours(4), reports: [] })
  expect(noted.attempts).toMatchObject([{ outcome: 'reached', saysTested: { on: '2022-05-20' } }])
  expect(noted.history[0]).toMatchObject({ text: '自称已做核酸，化验室未见', by: '陈晓' })
  expect([await holds('to_call', task.id), await holds('call_back', task.id)]).toEqual([false, true])
  expect((await answerOf(Progress, await lead.get('/api/progress'))).unit.stuck).toMatchObject({
    notReached: 0,
    resultPending: 1,
  })

  app.clock.advance(4 * HOUR_MS)
  caller = await app.as(staffId)
  expect([await holds('to_call', task.id), await holds('call_back', task.id)]).toEqual([true, false])
})

it('closes by itself when the lab has the result', async () => {
  const task = await app.givenTask({ unitId })
  await noteCall(caller, task, { ...tested, saysTested: { on: null }, callBackAt: inHours(2) })
  const { now } = app.clock
  const row = {
    id: 'late-1',
    phoneHash: task.phoneHash,
    sampledAt: now,
    result: 'negative' as const,
    source: '区化验室',
    receivedAt: now,
  }

  await app.deps.db.transaction(tx => receiveTestResults(tx, [row], now))

  expect(await getTask(caller, task.id)).toMatchObject({ status: 'closed', matchedAt: now.toISOString() })
})

it('waits for the morning where the re-check falls into the night', async () => {
  app.clock.now = new Date('2022-05-21T12:00:00Z')
  caller = await app.as(staffId)
  const task = await app.givenTask({ unitId })

  const noted = await noteCall(caller, task, { ...tested, callBackAt: inHours(4) })

  expect(noted.nextCallAt).toBe('2022-05-22T00:00:00.000Z')
})

it.each([
  ['a call that reached somebody without what was claimed', { outcome: 'reached' }],
  ['a claim in a call that reached nobody', { outcome: 'busy', saysTested: { on: null } }],
  ['a claim without a time of re-check', { ...tested, callBackAt: null }],
  ['a test of tomorrow', { outcome: 'reached', saysTested: { on: '2022-05-23' } }],
])('refuses %s', async (_, call) => {
  const task = await app.givenTask({ unitId })
  const body = { version: 1, callAttemptId: null, callBackAt: inHours(4), ...call }

  expect((await refusalOf(await caller.send('POST', `/api/tasks/${task.id}/call-attempts`, body))).code).toBe(
    'invalid_input',
  )
})
