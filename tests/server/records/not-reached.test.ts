// J8: a record of somebody who was not reached keeps the task in the caller's queue; "unavailable" is never "done".
import { beforeAll, describe, expect, it } from 'vitest'
import { PasteAnswer, PasteResults } from '../../../contract/pastes.ts'
import { Progress } from '../../../contract/progress.ts'
import { InboxPage } from '../../../contract/reports.ts'
import { TaskPage } from '../../../contract/tasks.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, getTask, record, submit, undo } from '../../support/steps.ts'

let app: TestApp
let caller: Client
let recorder: Client
let lead: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { city, community } = await app.givenCity()
  unitId = community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', community]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city]))
})

/** Records what a caller wrote into the group about the task, with one tap. */
async function recordText(task: TaskRow, text: string) {
  const { cards } = await answerOf(
    PasteAnswer,
    await recorder.send('POST', '/api/pastes', { text: `陈晓 2022/5/21 19:50\n#${task.code} ${text}` }),
  )
  const [card] = cards
  const [chosen] = card?.candidates ?? []
  if (!card || !chosen) throw new Error('not understood')
  const { outcome, tests, testCount, arrivedOn, origin, transport, vehicleNo, whereabouts } = card.read
  const { awayPlace, address, vaccineDoses, callBackAt } = card.read
  const journey = { arrivedOn, origin, transport, vehicleNo, whereabouts, awayPlace, address }
  const fields = { outcome, tests, testCount, vaccineDoses, callBackAt, ...journey }
  const items = [{ key: card.key, taskId: task.id, version: chosen.version, fields }]
  const { results } = await answerOf(PasteResults, await recorder.send('POST', '/api/pastes/records', { items }))
  const done = results[0]?.record
  if (!done) throw new Error('not recorded')
  return { queue: chosen.queue, record: done }
}

async function bucketsOf(id: string): Promise<string[]> {
  const found = await Promise.all(
    ['to_call', 'call_back', 'to_visit', 'reported'].map(async bucket => {
      const page = await answerOf(TaskPage, await caller.get(`/api/tasks?bucket=${bucket}&limit=100`))
      return page.items.some(item => item.id === id) ? [bucket] : []
    }),
  )
  return found.flat()
}

const stuck = async () => (await answerOf(Progress, await lead.get('/api/progress'))).unit.stuck
const recorded = async () => (await answerOf(Progress, await lead.get('/api/progress'))).unit.recorded

describe('pasted text', () => {
  it.each([
    ['无人接听', '2022-05-21T13:00:00.000Z', 'notReached'],
    ['占线', '2022-05-21T12:10:00.000Z', 'notReached'],
    ['关机', '2022-05-22T00:00:00.000Z', 'notReached'],
    ['让晚上9点半再打', '2022-05-21T13:30:00.000Z', 'callAgain'],
  ] as const)(
    '%s keeps the task in the queue until %s, counted as %s and not as recorded',
    async (text, nextCallAt, place) => {
      const task = await app.givenTask({ unitId })
      const before = { stuck: await stuck(), recorded: await recorded() }

      const told = await recordText(task, text)

      expect(told.queue).toEqual({ attempts: 1, urgent: false, deadlineAt: null })
      expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call', nextCallAt, attemptCount: 1 })
      expect(await bucketsOf(task.id)).toEqual(['call_back'])
      expect((await stuck())[place]).toBe(before.stuck[place] + 1)
      expect(await recorded()).toBe(before.recorded)

      await undo(recorder, told.record)
      expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call', nextCallAt: null, attemptCount: 0 })
      expect(await bucketsOf(task.id)).toEqual(['to_call'])
    },
  )

  it('of three calls in vain brings the task to the door, in a list of its own', async () => {
    const task = await app.givenTask({ unitId })
    const before = await stuck()
    for (const text of ['占线', '还是占线', '第三次打，无人接听']) await recordText(task, text)

    expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_visit', nextCallAt: null })
    expect(await bucketsOf(task.id)).toEqual(['to_visit'])
    expect((await stuck()).toVisit).toBe(before.toVisit + 1)
  })

  it('of a refusal counts as 不配合', async () => {
    const task = await app.givenTask({ unitId })
    const before = await stuck()

    await recordText(task, '拒绝配合')

    expect(await getTask(caller, task.id)).toMatchObject({ status: 'recorded', lastOutcome: 'refused' })
    expect(await stuck()).toMatchObject({ refused: before.refused + 1, resultPending: before.resultPending })
  })
})

it('a report that the recorder corrects to 无人接听 goes back into the queue, its call counted once', async () => {
  const task = await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' })
  const { items } = await answerOf(InboxPage, await recorder.get('/api/reports'))
  const waiting = items.find(item => item.taskId === task.id)
  expect(waiting?.queue.attempts).toBe(1)

  const fields = { ...waiting?.fields, outcome: 'no_answer', whereabouts: null }
  await recorder.send('POST', `/api/reports/${waiting?.id}/records`, { version: task.version, fields })

  expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call', attemptCount: 1, lastOutcome: 'no_answer' })
})

it('a report of somebody reached is done with', async () => {
  const task = await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' })
  await record(recorder, task)

  expect(await getTask(caller, task.id)).toMatchObject({ status: 'recorded', attemptCount: 1 })
})
