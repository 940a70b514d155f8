import { beforeAll, expect, it } from 'vitest'
import { deliverMessages } from '../../server/messages/delivery.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { reached } from '../support/report-fields.ts'

let app: TestApp
let caller: Client
let recorder: Client
let lead: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { city, community } = await app.givenCity()
  unitId = community
  await app.givenGroup(community)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', community]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city]))
})

it('goes from the list over the call and the group to the record and the numbers', async () => {
  const task = await app.givenTask({ unitId, phone: '13812345678' })

  const list = await (await caller.get('/api/tasks')).json()
  expect(list.items).toMatchObject([{ id: task.id, name: '张**', phoneTail: '5678', status: 'to_call' }])
  expect(list.counts).toEqual({ to_call: 1, call_back: 0, to_visit: 0, reported: 0, all: 1 })

  const dialled = await (await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })).json()
  expect(dialled).toMatchObject({ dial: true, phone: '13812345678', task: { version: 2, lease: { mine: true } } })

  const report = { version: 2, callAttemptId: dialled.callAttemptId, fields: reached() }
  const reported = await caller.send('POST', `/api/tasks/${task.id}/reports`, report)
  expect(await reported.json()).toMatchObject({
    status: 'reported',
    reports: [{ state: 'posted', post: { state: 'queued' } }],
  })

  await deliverMessages(app.deps)
  const [message] = app.wecom.chats.listMessages(0)
  expect(message).toMatchObject({
    chatId: 'staffgroup1',
    text: expect.stringContaining(`#${task.code} 张**(尾号5678)`),
  })

  const inbox = await (await recorder.get('/api/reports')).json()
  expect(inbox).toMatchObject({ waiting: 1, items: [{ taskVersion: 3, post: { state: 'sent' }, name: '张**' }] })

  const recorded = await recorder.send('POST', `/api/reports/${inbox.items[0].id}/records`, { version: 3 })
  expect(recorded.status).toBe(201)

  const after = await (await caller.get('/api/tasks')).json()
  expect(after.items).toEqual([])
  const progress = await (await lead.get('/api/progress')).json()
  expect(progress.unit).toMatchObject({
    tasks: 1,
    called: 1,
    reported: 1,
    recorded: 1,
    matched: 0,
    matchRate: 0,
    stuck: { toRecord: 0 },
  })
})
