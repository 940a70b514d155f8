import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startApp, ORIGIN, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { reached } from '../../support/report-fields.ts'
import { refusalOf, submit } from '../../support/steps.ts'

let app: TestApp
let staffId: string
let member: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community, city } = await app.givenCity()
  unitId = community
  staffId = await app.givenStaff('陈晓', ['caller', community], ['recorder', community], ['lead', city])
  member = await app.as(staffId)
})

afterEach(async () => {
  await expectNoLeaks(app)
  expect(app.logged.splice(0)).toEqual([])
})

const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url')
const NOBODY = '00000000-0000-4000-8000-000000000000'

it.each([
  ['GET', '/api/nothing'],
  ['POST', '/api/tasks'],
  ['PATCH', '/api/session'],
  ['GET', '/api/tasks/1/2/3'],
  ['GET', '/api/%E0%A4%A'],
  ['GET', '/api/../api/nothing'],
])('says that there is no route %s %s', async (method, path) => {
  const answer = await app.app.request(`${ORIGIN}${path}`, { method })

  expect(await refusalOf(answer)).toMatchObject({ status: 404, code: 'no_such_route' })
})

describe('a body', () => {
  const raw = async (body: string, type = 'application/json') => {
    const task = await app.givenTask({ unitId })
    const headers = {
      origin: ORIGIN,
      cookie: `hecha_session=${await app.givenSession(staffId)}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': type,
    }
    return app.app.request(`${ORIGIN}/api/tasks/${task.id}/dial`, { method: 'POST', headers, body })
  }

  it.each([
    ['broken', '{"version":'],
    ['empty', ''],
    ['a list', '[]'],
    ['a word', '"dial"'],
    ['null', 'null'],
    ['not JSON', 'version=1'],
    ['very deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('that is %s is refused', async (_what, body) => {
    expect(await refusalOf(await raw(body))).toMatchObject({ status: 422, code: 'invalid_input' })
  })

  it('of another type is refused', async () => {
    expect(await refusalOf(await raw('version=1', 'application/x-www-form-urlencoded'))).toMatchObject({
      code: 'invalid_input',
    })
  })

  it('over 64 kB is refused', async () => {
    expect(await refusalOf(await raw(JSON.stringify({ version: 1, more: 'x'.repeat(65 * 1024) })))).toMatchObject({
      status: 413,
      code: 'too_large',
    })
  })

  it('with wrong fields is refused with their paths', async () => {
    const task = await app.givenTask({ unitId })
    const fields = { ...reached(), tests: [{ date: '2022-02-31', result: 'negative' }], vaccineDoses: 99 }

    const answer = await member.send('POST', `/api/tasks/${task.id}/reports`, {
      version: 1,
      callAttemptId: 'x',
      fields,
    })

    const { code, fields: wrong } = await refusalOf(answer)
    expect(code).toBe('invalid_input')
    expect(wrong?.map(field => field.path)).toEqual(['callAttemptId', 'fields.tests.0.date', 'fields.vaccineDoses'])
  })
})

it.each([
  ['a version of the wrong type', { version: '1' }],
  ['a version of 0', { version: 0 }],
  ['a broken version', { version: 1.5 }],
  ['a version no task can have', { version: 1e15 }],
  ['a version just past what is stored', { version: 2 ** 31 }],
])('refuses %s', async (_what, body) => {
  const task = await app.givenTask({ unitId })

  const answer = await member.send('POST', `/api/tasks/${task.id}/dial`, body)

  expect(await refusalOf(answer)).toMatchObject({ status: 422, code: 'invalid_input' })
})

it.each([
  ['no time', 'tomorrow'],
  ['a day no calendar has', '2022-13-01T00:00:00Z'],
  ['an offset without minutes', '2022-05-21T12:00:00+08'],
  ['the year 0', '0000-01-01T00:00:00Z'],
  ['none at all', null],
])('refuses a call-back at %s', async (_what, callBackAt) => {
  const task = await app.givenTask({ unitId })
  const body = { version: 1, callAttemptId: null, outcome: 'call_later', callBackAt }

  const answer = await member.send('POST', `/api/tasks/${task.id}/call-attempts`, body)

  expect(await refusalOf(answer)).toMatchObject({ status: 422, code: 'invalid_input' })
})

it('refuses a report with a call-back at no time', async () => {
  const task = await app.givenTask({ unitId })
  const fields = reached({ outcome: 'call_later', callBackAt: '2022-05-21T12:00:00+08' })

  const answer = await member.send('POST', `/api/tasks/${task.id}/reports`, { version: 1, callAttemptId: null, fields })

  expect(await refusalOf(answer)).toMatchObject({ status: 422, code: 'invalid_input' })
})

it.each([
  ['a number', '1'],
  ['an id of nobody', NOBODY],
  ['a word', 'null'],
  ['a zero byte', '\0'],
  ['SQL', "' or 1=1 --"],
  ['another path', '../session'],
  ['300 letters', 'ａ'.repeat(300)],
])('knows no task, report or record by %s', async (_what, id) => {
  const path = encodeURIComponent(id)
  const answers = [
    await member.get(`/api/tasks/${path}`),
    await member.send('POST', `/api/tasks/${path}/dial`, { version: 1 }),
    await member.send('DELETE', `/api/tasks/${path}/lease`),
    await member.send('PUT', `/api/tasks/${path}/draft`, { fields: reached() }),
    await member.send('POST', `/api/reports/${path}/records`, { version: 1 }),
    await member.send('POST', `/api/reports/${path}/post`),
    await member.send('POST', `/api/records/${path}/undo`, { version: 1 }),
  ]

  for (const answer of answers) expect(await refusalOf(answer)).toMatchObject({ status: 404, code: 'not_found' })
})

it('knows no call attempt of another task', async () => {
  const [task, other] = await app.givenTasks([{ unitId }, { unitId }])
  const dialled = await (await member.send('POST', `/api/tasks/${other?.id}/dial`, { version: 1 })).json()
  const call = { version: 1, callAttemptId: dialled.callAttemptId, outcome: 'busy', callBackAt: null }

  const answer = await member.send('POST', `/api/tasks/${task?.id}/call-attempts`, call)

  expect(await refusalOf(answer)).toMatchObject({ code: 'not_found' })
})

describe('a query', () => {
  it.each([
    ['limit=0'],
    ['limit=101'],
    ['limit=1e2'],
    ['limit=1&limit=2'],
    ['bucket=mine'],
    ['unitId=1'],
    ['search='],
    [`search=${'1'.repeat(13)}`],
    ['after=%00'],
    ['after=none'],
    [`after=${'A'.repeat(201)}`],
    [`after=${cursorOf({})}`],
    [`after=${cursorOf([0, '2022-05-21T00:00:00Z', "'; drop table tasks"])}`],
    [`after=${cursorOf(['0', '2022-05-21T00:00:00Z', NOBODY])}`],
    [`after=${cursorOf([1e300, '2022-05-21T00:00:00Z', NOBODY])}`],
    [`after=${cursorOf([1.5, '2022-05-21T00:00:00Z', NOBODY])}`],
    [`after=${cursorOf([40_000, '2022-05-21T00:00:00Z', NOBODY])}`],
    [`after=${cursorOf([0, '2022-02-31T00:00:00Z', NOBODY])}`],
    [`after=${cursorOf([0, '0000-01-01T00:00:00Z', NOBODY])}`],
  ])('%s is refused by the lists', async query => {
    expect(await refusalOf(await member.get(`/api/tasks?${query}`))).toMatchObject({ code: 'invalid_input' })
    if (/limit|after|unitId/.test(query)) {
      expect(await refusalOf(await member.get(`/api/reports?${query}`))).toMatchObject({ code: 'invalid_input' })
    }
  })

  it.each(['%25', '____', '1%3D1', '\'"', '١٢٣٤'])('search=%s finds nobody', async search => {
    const answer = await member.get(`/api/tasks?search=${search}`)

    expect(await answer.json()).toMatchObject({ items: [] })
  })

  it.each(['1', "1'", '-1', '9'.repeat(20), '99999999999999999999999'])(
    'a stream resumed at the hostile position %s starts afresh or is told to reload',
    async position => {
      const answer = await member.get('/api/stream', { 'last-event-id': position })

      expect(answer.status).toBe(200)
      await answer.body?.cancel()
    },
  )

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['no host', 'http://'],
    ['no address', 'x'],
    ['an endless one', `http://hecha.test/${'x'.repeat(2000)}`],
  ])('asks in vain to sign %s', async (_what, url) => {
    const answer = await member.get(`/api/wecom/js-sdk-signature?kind=corp&url=${encodeURIComponent(url)}`)

    expect(['invalid_input', 'url_not_ours']).toContain((await refusalOf(answer)).code)
  })
})

it.each([
  ['the full number', (phone: string) => `打过 ${phone}，已接通`],
  ['the number with gaps', (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)} 已接通`],
  ['the name', () => '张三丰已接通'],
  ['the document', () => '449903199001011234 已接通'],
])('posts no line with %s in it', async (_what, lineOf) => {
  const task = await app.givenTask({ unitId, phone: '13700002222' })
  const body = { version: 1, callAttemptId: null, fields: reached(), line: lineOf('13700002222') }

  const answer = await member.send('POST', `/api/tasks/${task.id}/reports`, body)

  expect(await refusalOf(answer)).toMatchObject({ status: 422, code: 'report_line_personal' })
  expect((await app.taskNow(task.id)).status).toBe('to_call')
})

it('refuses a report and a call on a closed task', async () => {
  const task = await app.givenTask({ unitId })
  const reported = await submit(member, task, { outcome: 'wrong_person', tests: [], testCount: null })
  const [report] = reported.reports
  await member.send('POST', `/api/reports/${report?.id}/records`, { version: reported.version })
  const { version } = await app.taskNow(task.id)
  const call = { version, callAttemptId: null, outcome: 'busy', callBackAt: null }

  const answers = [
    await member.send('POST', `/api/tasks/${task.id}/dial`, { version }),
    await member.send('PUT', `/api/tasks/${task.id}/lease`, { version }),
    await member.send('POST', `/api/tasks/${task.id}/call-attempts`, call),
    await member.send('POST', `/api/tasks/${task.id}/reports`, { version, callAttemptId: null, fields: reached() }),
  ]

  for (const answer of answers) expect(await refusalOf(answer)).toMatchObject({ status: 409, code: 'task_closed' })
})
