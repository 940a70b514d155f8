// Whoever noted how a call ended takes it back within ten minutes, and tells it anew.
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MyDay } from '../../../contract/session.ts'
import { InboxPage } from '../../../contract/reports.ts'
import { TaskDetail } from '../../../contract/tasks.ts'
import { PasteAnswer } from '../../../contract/pastes.ts'
import { deliverMessages } from '../../../server/messages/delivery.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, dial, getTask, noteCall, record, refusalOf, submit, undo } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let colleague: Client
let recorder: Client
let unitId: string

beforeEach(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  await app.givenGroup(unitId)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  colleague = await app.as(await app.givenStaff('方琳', ['caller', unitId]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', unitId]))
})

afterEach(() => expectNoLeaks(app))

const texts = () => app.wecom.chats.listMessages(0).map(message => message.text)
const waiting = async () => (await answerOf(InboxPage, await recorder.get('/api/reports'))).items.map(item => item.line)
const day = async () => answerOf(MyDay, await caller.get('/api/session/day'))

const undoable = ({ attempts }: TaskDetail) => attempts.find(attempt => attempt.undoUntil !== null)
const ask = (client: Client, task: TaskDetail, id = undoable(task)?.id ?? '') =>
  client.send('POST', `/api/call-attempts/${id}/undo`, { version: task.version })
const takeBack = async (task: TaskDetail) => answerOf(TaskDetail, await ask(caller, task))

describe('a call taken back', () => {
  it('is under way again, and the task as it was; it is told anew as the same call', async () => {
    const task = await app.givenTask({ unitId })
    const dialled = await dial(caller, task)
    if (!dialled.dial) throw new Error('no call was needed')
    const { callAttemptId } = dialled
    const vacant = await noteCall(caller, dialled.task, { outcome: 'busy', callAttemptId })

    const again = await takeBack(vacant)

    expect(again).toMatchObject({ status: 'to_call', attemptCount: 0, lastOutcome: null, nextCallAt: null })
    expect(again.lease).toMatchObject({ mine: true })
    expect(again.attempts).toMatchObject([{ id: callAttemptId, underWay: true, outcome: null, undoUntil: null }])
    const ended = await noteCall(caller, again, { outcome: 'no_answer', callAttemptId })
    expect(ended).toMatchObject({ attemptCount: 1, lastOutcome: 'no_answer' })
    expect(ended.attempts).toHaveLength(1)
    expect(ended.history.map(({ text }) => text)).toContain('撤销了刚记的电话结果')
  })

  it('is offered to whoever noted it, for ten minutes', async () => {
    const ended = await noteCall(caller, await app.givenTask({ unitId }), { outcome: 'busy' })
    const id = undoable(ended)?.id ?? ''
    expect(undoable(await getTask(colleague, ended.id))).toBeUndefined()
    expect((await refusalOf(await ask(colleague, ended, id))).code).toBe('not_found')

    app.clock.advance(10 * MINUTE_MS + 1)

    expect(undoable(await getTask(caller, ended.id))).toBeUndefined()
    expect(await refusalOf(await ask(caller, ended, id))).toMatchObject({ status: 409, code: 'undo_expired' })
  })

  it('is refused once somebody rang since, and of two taps the second finds it done', async () => {
    const task = await app.givenTask({ unitId })
    const ended = await noteCall(caller, task, { outcome: 'busy' })
    app.clock.advance(MINUTE_MS)
    const later = await noteCall(colleague, ended, { outcome: 'no_answer' })
    const id = later.attempts[1]?.id ?? ''
    expect((await refusalOf(await ask(caller, later, id))).code).toBe('call_not_current')

    const other = await noteCall(caller, await app.givenTask({ unitId }), { outcome: 'busy' })
    const answers = await Promise.all([ask(caller, other), ask(caller, other)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('a report taken back', () => {
  it('before its line went out leaves nothing in the group and the inbox; what was typed is in the form', async () => {
    const task = await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' })

    const again = await takeBack(task)
    await deliverMessages(app.deps)

    expect(texts()).toEqual([])
    expect(await waiting()).toEqual([])
    expect(again).toMatchObject({
      status: 'to_call',
      draft: { whereabouts: 'local' },
      reports: [{ state: 'withdrawn' }],
    })
  })

  it('after its line went out is followed by a word that it does not hold, and pasted later it asks', async () => {
    const task = await submit(caller, await app.givenTask({ unitId }), { outcome: 'invalid_number' })
    await deliverMessages(app.deps)

    await takeBack(task)
    await deliverMessages(app.deps)

    expect(texts()).toHaveLength(2)
    expect(texts()[1]).toBe(`【核查反馈·更正】#${task.code}\n上一条（空号）不算数，请不要录入`)
    const pasted = await recorder.send('POST', '/api/pastes', { text: texts().join('\n') })
    expect((await answerOf(PasteAnswer, pasted)).cards).toMatchObject([{ doubt: 'withdrawn' }])
  })

  it('lets the one it had taken the place of wait again', async () => {
    const first = await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' })
    app.clock.advance(MINUTE_MS)
    const second = await submit(caller, first, { whereabouts: 'left', awayPlace: '佛山' })

    const again = await takeBack(second)

    expect(again.status).toBe('reported')
    expect(again.reports.map(({ state }) => state).sort()).toEqual(['posted', 'withdrawn'])
    expect(await waiting()).toHaveLength(1)
  })

  it('is refused once it was recorded, until the record is taken back', async () => {
    const reported = await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' })
    const made = await record(recorder, reported)
    const task = await getTask(caller, reported.id)
    expect((await refusalOf(await ask(caller, task))).code).toBe('already_recorded')

    await undo(recorder, made)

    expect((await takeBack(await getTask(caller, task.id))).status).toBe('to_call')
  })

  it('is not posted again by anybody', async () => {
    const task = await takeBack(await submit(caller, await app.givenTask({ unitId }), { whereabouts: 'local' }))

    const again = await caller.send('POST', `/api/reports/${task.reports[0]?.id}/post`)

    expect((await refusalOf(again)).code).toBe('call_not_current')
  })
})

it('counts nowhere: the own day and the task stand as if it had never been noted', async () => {
  const outcomes = fc.constantFrom('busy', 'no_answer', 'hung_up', 'report' as const)
  await fc.assert(
    fc.asyncProperty(fc.array(outcomes, { minLength: 1, maxLength: 3 }), async ended => {
      let task: { id: string; version: number } = await app.givenTask({ unitId })
      for (const outcome of ended.slice(1)) {
        if (outcome !== 'report') task = await noteCall(caller, task, { outcome })
        app.clock.advance(MINUTE_MS)
      }
      const [last] = ended
      const [before, dayBefore] = [await getTask(caller, task.id), await day()]
      const noted =
        last === 'report' || last === undefined
          ? await submit(caller, task, { whereabouts: 'local' })
          : await noteCall(caller, task, { outcome: last })

      const after = await takeBack(noted)

      const { status, attemptCount, lastOutcome, nextCallAt } = before
      expect(after).toMatchObject({ status, attemptCount, lastOutcome, nextCallAt })
      expect(await day()).toEqual(dayBefore)
      await caller.send('DELETE', `/api/tasks/${after.id}/lease`)
    }),
    { numRuns: 12 },
  )
})
