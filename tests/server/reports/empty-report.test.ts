import { beforeAll, expect, it } from 'vitest'
import { TaskDetail } from '../../../contract/tasks.ts'
import { emptyReportFields, type ReportFields } from '../../../contract/report-fields.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, getTask, refusalOf } from '../../support/steps.ts'

let app: TestApp
let unitId: string
let caller: Client

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
})

/** A task whose list knows where from and when. */
const givenTask = () => app.givenTask({ unitId, facts: { origin: '东浦市', arrivedOn: '2022-05-19' } })

const post = (id: string, fields: Partial<ReportFields>, more: { line?: string } = {}) =>
  caller.send('POST', `/api/tasks/${id}/reports`, {
    version: 1,
    callAttemptId: null,
    fields: { ...emptyReportFields(), outcome: 'reached', ...fields },
    ...more,
  })

it.each([
  ['nothing', {}],
  ['no outcome either', { outcome: null }],
  ['only what the list knows', { origin: '东浦市', arrivedOn: '2022-05-19' }],
] as const)('a report that says %s is refused, and the task stays to be called', async (_, fields) => {
  const task = await givenTask()

  expect(await refusalOf(await post(task.id, fields))).toMatchObject({ status: 422, code: 'report_empty' })
  expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call', version: 1, reports: [] })
})

it('the line that the fields make by themselves says no more than they do', async () => {
  const same = { unitId, phone: '13655557772' }
  const [task, other] = [await app.givenTask(same), await app.givenTask(same)]
  const told = await answerOf(TaskDetail, await post(task.id, { testCount: 0 }))
  const line = (told.reports[0]?.line ?? '').replace(task.code, other.code).replace(/已接通.*/, '已接通')

  expect(line).toMatch(/已接通$/)
  expect((await refusalOf(await post(other.id, {}, { line }))).code).toBe('report_empty')
})

it.each([
  ['one thing the list does not know', { whereabouts: 'local' }, {}],
  ['another day than the list', { arrivedOn: '2022-05-18' }, {}],
  ['that no test was done', { testCount: 0 }, {}],
  ['an end that says enough', { outcome: 'refused' }, {}],
  ['words of the caller', {}, { line: '已搬去东浦，房东说的' }],
] as const)('a report that says %s is taken', async (_, fields, more) => {
  const task = await givenTask()

  expect((await post(task.id, fields, more)).status).toBe(200)
})
