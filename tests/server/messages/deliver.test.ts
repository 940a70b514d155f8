import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ERROR_SENTENCES } from '../../../contract/errors.ts'
import { groups, outgoingMessages } from '../../../server/db/schema/index.ts'
import { deliverMessages } from '../../../server/messages/delivery.ts'
import { queueMessage } from '../../../server/messages/queue-message.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { getTask, refusalOf, submit } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { ofGroup } from '../../../server/privacy/places.ts'

let app: TestApp
let caller: Client
let unitId: string
let groupId: string

beforeEach(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  groupId = await app.givenGroup(community)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
})

afterEach(() => expectNoLeaks(app))

const texts = () => app.wecom.chats.listMessages(0).map(message => message.text)
const queue = (content: string) =>
  queueMessage(app.deps.db, app.deps.sealer, { groupId, content, at: app.clock.now }).then(() => app.clock.advance(1))
const states = async () => (await app.deps.db.select().from(outgoingMessages)).map(message => message.state)

/** A report whose post just failed or waits, and what its card says of it. */
async function postOf() {
  const task = await submit(caller, await app.givenTask({ unitId }))
  return async () => (await getTask(caller, task.id)).reports[0]?.post
}

it('keeps what could not be posted while WeCom is down and posts it when it is back', async () => {
  app.wecom.faults.setNetworkDown(true)
  const post = await postOf()

  await deliverMessages(app.deps)
  expect(await post()).toMatchObject({ state: 'queued', attempts: 1, problem: ERROR_SENTENCES.wecom_unavailable })

  app.wecom.faults.setNetworkDown(false)
  app.clock.advance(2000)
  await deliverMessages(app.deps)
  expect(await post()).toMatchObject({ state: 'sent', attempts: 2, problem: null, sentAt: app.clock.now.toISOString() })
  expect(texts()).toHaveLength(1)
})

it('waits longer after every try and gives up after the eighth', async () => {
  app.wecom.faults.setNetworkDown(true)
  const post = await postOf()
  await deliverMessages(app.deps)

  for (const [i, seconds] of [2, 5, 15, 60, 120, 300, 600].entries()) {
    app.clock.advance(seconds * 1000 - 1)
    expect(await deliverMessages(app.deps)).toBe(0)
    app.clock.advance(1)
    expect(await deliverMessages(app.deps)).toBe(1)
    expect(await post()).toMatchObject({ attempts: i + 2, state: i < 6 ? 'queued' : 'failed' })
  }
})

it('waits a minute when WeCom says that we post too often', async () => {
  app.wecom.faults.refuseNext('webhook/send', 45009)
  const post = await postOf()

  await deliverMessages(app.deps)
  expect(await post()).toMatchObject({ state: 'queued', problem: ERROR_SENTENCES.wecom_rate_limited })

  app.clock.advance(59_999)
  expect(await deliverMessages(app.deps)).toBe(0)
  app.clock.advance(1)
  await deliverMessages(app.deps)
  expect(await post()).toMatchObject({ state: 'sent' })
})

it.each([86008, 93000])('fails at once where WeCom refuses with %i, and posts again when asked', async errcode => {
  app.wecom.faults.refuseNext('webhook/send', errcode)
  const task = await submit(caller, await app.givenTask({ unitId }))
  const reportId = task.reports[0]?.id
  await deliverMessages(app.deps)
  expect((await getTask(caller, task.id)).reports[0]?.post).toMatchObject({
    state: 'failed',
    problem: ERROR_SENTENCES.wecom_refused,
  })

  const again = await caller.send('POST', `/api/reports/${reportId}/post`)
  expect(await again.json()).toMatchObject({ post: { state: 'queued', attempts: 0, problem: null } })
  await deliverMessages(app.deps)
  await caller.send('POST', `/api/reports/${reportId}/post`)
  await deliverMessages(app.deps)

  expect(texts()).toHaveLength(1)
})

it('gets another token when WeCom ends one early', async () => {
  const chatId = await app.deps.wecom.createGroupChat({ name: '流调群', memberIds: ['chen.xiao', 'lin.yu'] })
  const address = {
    channel: 'app_group' as const,
    addressSealed: app.deps.sealer.seal(chatId, ofGroup(unitId, 'result')),
  }
  await app.deps.db.update(groups).set(address).where(eq(groups.id, groupId))
  const post = await postOf()

  app.wecom.faults.refuseNext('appchat/send', 40014)
  await deliverMessages(app.deps)

  expect(await post()).toMatchObject({ state: 'sent', attempts: 1 })
})

it('stores a report without a group and posts it once there is one', async () => {
  await app.deps.db.delete(groups).where(eq(groups.id, groupId))
  const task = await submit(caller, await app.givenTask({ unitId }))
  const path = `/api/reports/${task.reports[0]?.id}/post`
  expect(task.reports[0]?.post.state).toBe('no_group')
  expect(await refusalOf(await caller.send('POST', path))).toMatchObject({ status: 409, code: 'group_missing' })

  await app.givenGroup(unitId)
  await caller.send('POST', path)
  await deliverMessages(app.deps)

  expect(texts()).toHaveLength(1)
})

it('posts each message once and in order when two processes deliver at once', async () => {
  for (let i = 0; i < 15; i += 1) await queue(`第${i}条`)

  await Promise.all([deliverMessages(app.deps), deliverMessages(app.deps), deliverMessages(app.deps)])
  await deliverMessages(app.deps)

  expect(texts()).toEqual(Array.from({ length: 15 }, (_, i) => `第${i}条`))
  expect(new Set(await states())).toEqual(new Set(['sent']))
})

it('lets no message of a group overtake one that waits', async () => {
  await queue('先')
  app.wecom.faults.refuseNext('webhook/send', 45009)
  await queue('后')

  await deliverMessages(app.deps)
  await queue('最后')
  await deliverMessages(app.deps)
  expect(texts()).toEqual([])

  app.clock.advance(MINUTE_MS)
  await deliverMessages(app.deps)
  expect(texts()).toEqual(['先', '后', '最后'])
})

it('goes on behind a message that has failed for good', async () => {
  app.wecom.faults.refuseNext('webhook/send', 86008)
  await queue('先')
  await queue('后')

  await deliverMessages(app.deps)

  expect(texts()).toEqual(['后'])
})

it('does not wait a day for a time written by a clock that was a day ahead', async () => {
  await queue('一')
  await app.deps.db.update(outgoingMessages).set({ nextTryAt: new Date(app.clock.now.getTime() + 86_400_000) })

  await deliverMessages(app.deps)

  expect(texts()).toEqual(['一'])
})

it('gives up a message that cannot be opened and goes on behind it', async () => {
  await queue('一')
  await app.deps.db.update(outgoingMessages).set({ contentSealed: sql`'k9:AAAA'` })
  await queue('二')

  await deliverMessages(app.deps)

  expect(texts()).toEqual(['二'])
  expect(await states()).toEqual(expect.arrayContaining(['failed', 'sent']))
})
