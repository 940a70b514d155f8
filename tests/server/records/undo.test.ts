import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RecordSummary } from '../../../contract/records.ts'
import { InboxPage } from '../../../contract/reports.ts'
import { reports } from '../../../server/db/schema/index.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { reached } from '../../support/report-fields.ts'
import { answerOf, getTask, record, refusalOf, submit, undo, waitingReport } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let recorder: Client
let colleague: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', community]))
  colleague = await app.as(await app.givenStaff('周海', ['recorder', community]))
})

afterEach(() => expectNoLeaks(app))

const waiting = async () => (await answerOf(InboxPage, await recorder.get('/api/reports'))).waiting
const labSays = (id: string, phone: string, result: 'negative' | 'void') =>
  app.deps.db.transaction(tx => {
    const at = app.clock.now
    const phoneHash = app.deps.sealer.hash('phone', phone)
    return receiveTestResults(tx, [{ id, phoneHash, sampledAt: at, result, source: '化验室', receivedAt: at }], at)
  })

describe('recording', () => {
  it('is won by one of two at once; the other is told by whom', async () => {
    const reported = await submit(caller, await app.givenTask({ unitId }))
    const path = `/api/reports/${waitingReport(reported)}/records`

    const answers = await Promise.all(
      [recorder, colleague].map(client => client.send('POST', path, { version: reported.version })),
    )

    const [won] = answers.filter(answer => answer.status === 201)
    const [lost] = answers.filter(answer => answer.status !== 201)
    if (!won || !lost) throw new Error('one wins and one loses')
    const winner = (await answerOf(RecordSummary, won)).staffName
    expect(await refusalOf(lost)).toMatchObject({
      status: 409,
      code: 'already_recorded',
      changes: [{ text: '录入', by: winner }],
    })
  })

  it.each([
    ['wrong_person', { outcome: 'wrong_person' }, '人机不符，不计入匹配率'],
    ['invalid_number', { outcome: 'invalid_number' }, '空号停机，不计入匹配率'],
    ['left', { whereabouts: 'left' }, '已离本市，不计入匹配率'],
    ['other_district', { whereabouts: 'other_district' }, '在市内其他社区，不计入匹配率'],
  ] as const)('closes a task as exempt: %s', async (exempt, fields, closedReason) => {
    const reported = await submit(caller, await app.givenTask({ unitId }), fields)
    expect(reported).toMatchObject({ status: 'reported', exempt: null })

    await record(recorder, reported)

    expect(await getTask(caller, reported.id)).toMatchObject({ status: 'closed', exempt, closedReason })
  })

  it('of a report that a later one superseded is refused with what changed', async () => {
    const first = await submit(caller, await app.givenTask({ unitId }))
    app.clock.advance(MINUTE_MS)
    const second = await submit(caller, first)

    const answer = await recorder.send('POST', `/api/reports/${waitingReport(first)}/records`, {
      version: first.version,
    })

    expect(await refusalOf(answer)).toMatchObject({ code: 'task_changed', changes: [{ by: '陈晓' }] })
    expect(second.reports.map(report => report.state)).toEqual(['posted', 'superseded'])
    const late = await recorder.send('POST', `/api/reports/${waitingReport(first)}/records`, {
      version: second.version,
    })
    expect((await refusalOf(late)).code).toBe('record_not_current')
  })
})

describe('an undo', () => {
  it.each([
    ['reached', {}],
    ['exempt', { outcome: 'wrong_person' }],
  ] as const)('within ten minutes puts everything back: %s', async (_what, fields) => {
    const reported = await submit(caller, await app.givenTask({ unitId }), fields)
    const before = await app.taskNow(reported.id)
    const waited = await waiting()
    const made = await record(recorder, reported)
    expect(await waiting()).toBe(waited - 1)

    app.clock.advance(10 * MINUTE_MS)
    const undone = await undo(recorder, made)

    expect(undone.state).toBe('undone')
    expect(await app.taskNow(reported.id)).toEqual({ ...before, version: made.taskVersion + 1 })
    expect(await waiting()).toBe(waited)
    expect((await getTask(caller, reported.id)).reports).toMatchObject([{ state: 'posted' }])
  })

  it('after ten minutes is refused, and a correction is not', async () => {
    const made = await record(recorder, await submit(caller, await app.givenTask({ unitId })))
    app.clock.advance(10 * MINUTE_MS + 1)

    const late = await recorder.send('POST', `/api/records/${made.id}/undo`, { version: made.taskVersion })
    expect(await refusalOf(late)).toMatchObject({ status: 409, code: 'undo_expired' })

    const reason = '住址听错了'
    app.clearValues.add(reason)
    const body = { version: made.taskVersion, fields: reached({ vaccineDoses: 3 }), reason }
    const corrected = await answerOf(
      RecordSummary,
      await recorder.send('POST', `/api/records/${made.id}/corrections`, body),
    )
    expect(corrected).toMatchObject({ state: 'current', reason, fields: { vaccineDoses: 3 } })
    const { records } = await getTask(caller, made.taskId)
    expect(records.map(one => one.state)).toEqual(['current', 'superseded'])
  })

  it('happens once', async () => {
    const made = await record(recorder, await submit(caller, await app.givenTask({ unitId })))
    const undone = await undo(recorder, made)

    const again = await recorder.send('POST', `/api/records/${made.id}/undo`, { version: undone.taskVersion })

    expect((await refusalOf(again)).code).toBe('record_not_current')
  })

  it('of a correction brings the record before back and leaves its report recorded', async () => {
    const made = await record(recorder, await submit(caller, await app.givenTask({ unitId })))
    const body = { version: made.taskVersion, fields: reached({ outcome: 'wrong_person' }), reason: '不是本人' }
    const corrected = await answerOf(
      RecordSummary,
      await recorder.send('POST', `/api/records/${made.id}/corrections`, body),
    )
    expect(await getTask(caller, made.taskId)).toMatchObject({ status: 'closed', exempt: 'wrong_person' })

    await undo(recorder, corrected)

    const task = await getTask(caller, made.taskId)
    expect(task).toMatchObject({ status: 'recorded', exempt: null, reports: [{ state: 'recorded' }] })
    expect(task.records.find(one => one.id === made.id)?.state).toBe('current')
    expect(task.records.find(one => one.id === corrected.id)?.state).toBe('undone')
  })

  it('leaves one report waiting where another came meanwhile', async () => {
    const reported = await submit(caller, await app.givenTask({ unitId }))
    const made = await record(recorder, reported)
    const again = await submit(caller, { id: reported.id, version: made.taskVersion })

    await undo(recorder, { ...made, taskVersion: again.version })

    const states = await app.deps.db.select().from(reports).where(eq(reports.taskId, reported.id))
    expect(states.map(report => report.state).sort()).toEqual(['posted', 'superseded'])
  })

  it('does not close again what the lab has opened meanwhile', async () => {
    const task = await app.givenTask({ unitId, phone: '13655550003' })
    const reported = await submit(caller, task)
    await labSays('undo-1', '13655550003', 'negative')
    const made = await record(recorder, { ...reported, version: reported.version + 1 })
    await labSays('undo-1', '13655550003', 'void')

    await undo(recorder, { ...made, taskVersion: (await app.taskNow(task.id)).version })

    expect(await app.taskNow(task.id)).toMatchObject({ status: 'reported', closedReason: null, matchedAt: null })
  })
})
