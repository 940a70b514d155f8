import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../../../contract/stream.ts'
import { useOutboxStore } from '../../../../src/app/outbox.ts'
import { useInboxStore } from '../../../../src/features/inbox/store.ts'
import { startApp, type Client, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage, type Network } from '../../../support/page-client.ts'
import { getTask, record, submit, undo } from '../../../support/steps.ts'
import { until } from '../../../support/until.ts'

let app: TestApp
let network: Network
let community: string
let caller: Client
let colleague: Client

beforeAll(async () => {
  openPage()
  app = await startApp()
  community = (await app.givenCity()).community
  network = await connectPage(app, await app.givenStaff('林雨', ['recorder', community]))
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  colleague = await app.as(await app.givenStaff('周海', ['recorder', community]))
})

beforeEach(() => {
  setActivePinia(createPinia())
  network.up = true
  network.losesAnswers = false
})

/** The inbox of 林雨 with a report in it. */
async function openInbox() {
  const task = await submit(caller, await app.givenTask({ unitId: community }), { whereabouts: 'local' })
  const inbox = useInboxStore()
  await inbox.refresh()
  const find = () => inbox.inbox.items.find(({ report }) => report.taskId === task.id)
  const item = find()
  if (!item) throw new Error('the report does not wait')
  return { inbox, task, item, find, outbox: useOutboxStore() }
}

const statusOf = async (id: string) => (await getTask(colleague, id)).status

describe('recording from the inbox', () => {
  it('takes the card away at once and remembers the record', async () => {
    const { inbox, task, item, find } = await openInbox()

    const recording = inbox.record(item, null)

    expect(find()).toBeUndefined()
    expect(await recording).toMatchObject({ state: 'sent' })
    expect(inbox.recent).toMatchObject([{ report: { id: item.report.id }, record: { state: 'current' } }])
    expect(await statusOf(task.id)).toBe('recorded')
  })

  it('is not brought back by a list that was asked for before the answer came', async () => {
    const { inbox, item, find } = await openInbox()

    await Promise.all([inbox.refresh(), inbox.record(item, null), inbox.refresh()])

    expect(find()).toBeUndefined()
  })

  it('happens once where only the answer was lost', async () => {
    const { inbox, task, item, outbox } = await openInbox()
    network.losesAnswers = true

    expect(await inbox.record(item, null)).toEqual({ state: 'waiting' })
    expect(inbox.recent).toEqual([])
    network.losesAnswers = false
    await outbox.flush()

    expect(inbox.recent).toMatchObject([{ report: { id: item.report.id } }])
    expect((await getTask(colleague, task.id)).reports).toMatchObject([{ state: 'recorded' }])
  })

  it('shows who was faster', async () => {
    const { inbox, task, item, find } = await openInbox()
    await record(colleague, await getTask(colleague, task.id))

    expect(await inbox.record(item, null)).toMatchObject({ state: 'refused', error: { code: 'already_recorded' } })

    expect(find()?.over).toMatch(/周海 .* 已录入/)
  })

  it('comes back with what was corrected where the task was changed meanwhile, also after waiting', async () => {
    const { inbox, task, item, find, outbox } = await openInbox()
    const corrected = { ...item.report.fields, origin: '广州荔湾区' }
    network.up = false
    await inbox.record(item, corrected)
    await undo(colleague, await record(colleague, await getTask(colleague, task.id)))

    network.up = true
    await outbox.flush()

    expect(find()).toMatchObject({ edited: corrected, problem: { changes: [{ by: '周海' }, { by: '周海' }] } })
    const back = find()
    expect(back && (await inbox.record(back, corrected))).toMatchObject({ state: 'sent' })
  })
})

describe('taking a record back', () => {
  it('puts the card where it stood', async () => {
    const { inbox, task, item, find } = await openInbox()
    await inbox.record(item, null)
    const [made] = inbox.recent
    if (!made) throw new Error('nothing was recorded')

    expect(await inbox.undo(made)).toMatchObject({ state: 'sent' })

    expect(inbox.recent).toEqual([])
    expect(find()).toMatchObject({ over: null, problem: null })
    expect(await statusOf(task.id)).toBe('reported')
  })

  it('leaves the record listed with the reason where a colleague was faster', async () => {
    const { inbox, task, item } = await openInbox()
    await inbox.record(item, null)
    const [made] = inbox.recent
    if (!made) throw new Error('nothing was recorded')
    await undo(colleague, made.record)

    expect(await inbox.undo(made)).toMatchObject({ state: 'refused' })

    expect(inbox.recent[0]?.problem).toBeTruthy()
    expect(await statusOf(task.id)).toBe('reported')
  })

  it('knows its own echo from what colleagues did', async () => {
    const { inbox, item } = await openInbox()
    await inbox.record(item, null)
    const [made] = inbox.recent
    const event = (taskVersion: number): StreamEvent => ({
      seq: 1,
      kind: 'record_made',
      at: item.report.postedAt,
      taskId: item.report.taskId,
      taskVersion,
      unitId: community,
      batchId: null,
      staffId: null,
    })

    expect(inbox.isOwnEcho(event(made?.record.taskVersion ?? 0))).toBe(true)
    expect(inbox.isOwnEcho(event(99))).toBe(false)
  })
})

it('says why the inbox could not be read, and keeps what was read', async () => {
  const { inbox, find } = await openInbox()
  network.up = false

  await inbox.refresh()

  expect(inbox.error?.code).toBe('offline')
  expect(find()).toBeDefined()
  network.up = true
  await until(() => inbox.refresh().then(() => inbox.error === null))
})
