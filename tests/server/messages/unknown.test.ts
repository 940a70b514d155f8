import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outgoingMessages } from '../../../server/db/schema/index.ts'
import { POST_UNKNOWN } from '../../../contract/reports.ts'
import { createDelivery, deliverMessages } from '../../../server/messages/delivery.ts'
import { settleAbandoned } from '../../../server/messages/note-outcome.ts'
import { queueMessage } from '../../../server/messages/queue-message.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { askThrough } from '../../support/simulated-corp.ts'
import { getTask, refusalOf, submit } from '../../support/steps.ts'
import { until } from '../../support/until.ts'

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

/** As a process leaves a message that is killed in the middle of posting it. */
async function leaveInTheMiddle(leaseEnds: string) {
  await app.deps.db.execute(
    sql`update outgoing_messages set state = 'sending', fence = fence + 1, lease_until = now() + ${leaseEnds}::interval`,
  )
}

it('leaves what another process is sending alone while that one lives, and goes on when it is dead', async () => {
  await queue('一')
  await leaveInTheMiddle('6 seconds')
  await queue('二')

  expect(await deliverMessages(app.deps)).toBe(0)
  await app.deps.db
    .update(outgoingMessages)
    .set({ leaseUntil: new Date(0) })
    .where(eq(outgoingMessages.state, 'sending'))
  await deliverMessages(app.deps)

  expect(texts()).toEqual(['二'])
  expect(await states()).toEqual(expect.arrayContaining(['unknown', 'sent']))
})

describe('without an answer of WeCom', () => {
  async function unknownReport() {
    app.wecom.faults.loseAnswerNext('webhook/send')
    const task = await submit(caller, await app.givenTask({ unitId }))
    await deliverMessages(app.deps)
    const post = async () => (await getTask(caller, task.id)).reports[0]?.post
    return { path: `/api/reports/${task.reports[0]?.id}`, post }
  }

  it('a message is unknown: it is not posted again by itself, and those behind it go on', async () => {
    const { post } = await unknownReport()
    await queue('后')
    app.clock.advance(1_200_000)
    await deliverMessages(app.deps)

    expect(await post()).toMatchObject({ state: 'unknown', attempts: 1, problem: POST_UNKNOWN })
    expect(texts()).toHaveLength(2)
  })

  it('a member says that it is there, and it stays so', async () => {
    const { path, post } = await unknownReport()

    expect((await caller.send('POST', `${path}/posted`)).status).toBe(200)
    await caller.send('POST', `${path}/post`)
    await deliverMessages(app.deps)

    expect(await post()).toMatchObject({ state: 'sent', problem: null, sentAt: app.clock.now.toISOString() })
    expect(texts()).toHaveLength(1)
  })

  it('a member has it posted once more, also when two say so', async () => {
    const { path, post } = await unknownReport()

    await Promise.all([caller.send('POST', `${path}/post`), caller.send('POST', `${path}/post`)])
    await deliverMessages(app.deps)

    expect(await post()).toMatchObject({ state: 'sent' })
    expect(texts()).toHaveLength(2)
  })

  it('tells the other phones what was decided', async () => {
    const { path } = await unknownReport()
    await caller.send('POST', `${path}/posted`)

    const told = await app.deps.db.query.events.findMany({
      where: (events, is) => is.eq(events.kind, 'report_post_changed'),
    })
    expect(told.map(event => event.data['state'])).toEqual(['unknown', 'sent'])
  })

  it('refuses the word of who does not work there', async () => {
    const { path } = await unknownReport()
    const { neighbour } = await app.givenCity()
    const stranger = await app.as(await app.givenStaff('林雨', ['recorder', neighbour]))

    expect(await refusalOf(await stranger.send('POST', `${path}/posted`))).toMatchObject({ code: 'not_found' })
  })
})

it('says that a line is in the group though its sender was taken for dead meanwhile', async () => {
  const post = await postOf()
  askThrough(app, async request => {
    const answer = await app.wecom.fetch(request)
    // Slower than its lease, as a process is that was stopped for a while.
    await app.deps.db.update(outgoingMessages).set({ leaseUntil: new Date(0) })
    await settleAbandoned(app.deps)
    expect(await post()).toMatchObject({ state: 'unknown' })
    return answer
  })

  await deliverMessages(app.deps)

  expect(await post()).toMatchObject({ state: 'sent', problem: null })
})

it('keeps a slow group from holding up the others', async () => {
  const other = await app.givenGroup(await app.givenUnit('community', '别处'), 'hook-elsewhere-01')
  let release = () => {}
  const slow = new Promise<void>(resolve => (release = resolve))
  const answered: string[] = []
  askThrough(app, async request => {
    const key = new URL(request.url).searchParams.get('key') ?? ''
    if (key.includes('tingnan')) await slow
    answered.push(key)
    return Response.json({ errcode: 0, errmsg: 'ok' })
  })
  const delivery = createDelivery(app.deps)
  await queue('慢')
  await delivery.look()

  await queueMessage(app.deps.db, app.deps.sealer, { groupId: other, content: '快', at: app.clock.now })
  await delivery.look()
  await until(() => answered.length === 1)
  release()
  await delivery.settled()

  expect(answered).toEqual(['hook-elsewhere-01', 'hook-tingnan-0001'])
})

it('stops within its time: what has no answer by then is unknown, and nothing else was taken', async () => {
  let begun = () => {}
  const posting = new Promise<void>(resolve => (begun = resolve))
  askThrough(app, () => {
    begun()
    return new Promise(() => undefined)
  })
  const delivery = createDelivery(app.deps)
  await queue('一')
  await queue('二')
  await delivery.look()
  await posting

  await delivery.stop()
  await delivery.look()

  const rows = await app.deps.db.select().from(outgoingMessages).orderBy(outgoingMessages.queuedAt)
  expect(rows.map(({ state, fence }) => [state, fence])).toEqual([
    ['unknown', 1],
    ['queued', 0],
  ])
})

it('takes nothing where it is stopped in the middle of a look, and comes to an end', async () => {
  await queue('一')
  let stopped: Promise<void> | undefined
  const clock = () => {
    stopped ??= delivery.stop()
    return app.clock.now
  }
  const delivery = createDelivery({ ...app.deps, clock })

  await delivery.look()
  await stopped

  expect(await delivery.settled()).toBe(0)
  expect(await states()).toEqual(['queued'])
})
