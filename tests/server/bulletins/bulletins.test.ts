import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { Bulletin, SentBulletin } from '../../../contract/bulletins.ts'
import { Progress } from '../../../contract/progress.ts'
import { bytesOf } from '../../../domain/bulletins/split-lines.ts'
import { minuteOf } from '../../../domain/bulletins/slots.ts'
import { rateText } from '../../../domain/tasks/match-rate.ts'
import { HOUR_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'
import { postPlanned } from '../../../server/bulletins/post-planned.ts'
import { bulletins, outgoingMessages } from '../../../server/db/schema/index.ts'
import { ofMessage } from '../../../server/privacy/places.ts'
import { startApp, type Client } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf, record, refusalOf, submit } from '../../support/steps.ts'

const app = await startApp()
let city: Awaited<ReturnType<typeof app.givenCity>>
let lead: Client
let caller: Client
let recorder: Client

beforeEach(async () => {
  await app.deps.db.delete(bulletins)
  await startOver(app)
  city = await app.givenCity()
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city.street]))
  caller = await app.as(await app.givenStaff('陈晓', ['caller', city.street]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', city.street]))
})

const preview = async () => answerOf(Bulletin, await lead.get(`/api/bulletin?unitId=${city.street}`))
const send = () => lead.send('POST', `/api/units/${city.street}/bulletins`)

async function listPosted(groupId: string): Promise<string[]> {
  const rows = await app.deps.db.select().from(outgoingMessages).where(eq(outgoingMessages.groupId, groupId))
  return rows
    .sort((a, b) => a.queuedAt.getTime() - b.queuedAt.getTime())
    .map(row => app.deps.sealer.open(row.contentSealed, ofMessage(row)))
}

describe('a bulletin', () => {
  it('says the numbers of the screen, what changed since the one before, and nothing of residents', async () => {
    const group = await app.givenGroup(city.district, 'hook-bulletin-01', 'bulletin')
    const [task] = await app.givenTasks([
      { unitId: city.community },
      { unitId: city.community },
      { unitId: city.neighbour },
    ])
    if (!task) throw new Error('a task was given')
    expect(await answerOf(SentBulletin, await send())).toEqual({ groupName: '汀南社区流调群', parts: 1 })
    app.clock.advance(10 * MINUTE_MS)
    await record(recorder, await submit(caller, task))

    const { parts, lastAt } = await preview()
    expect(lastAt).not.toBeNull()
    await answerOf(SentBulletin, await send())

    const { unit, children } = await answerOf(Progress, await lead.get(`/api/progress?unitId=${city.street}`))
    const [, text = ''] = await listPosted(group)
    expect(text).toBe(parts.join('\n'))
    expect(text).toContain(`任务 ${unit.tasks}，匹配 ${rateText(unit.matchRate)}`)
    expect(text).toContain('比 20:00：录入 +1，还要做 −1')
    expect(text).toContain(`还要做 ${unit.toDo}：未拨打 2`)
    for (const child of children) expect(text).toContain(`${child.name} ${child.toDo}｜`)
    await expectNoLeaks(app)
  })

  it('is not sent twice within two minutes, and says who can help where no group takes it', async () => {
    await app.givenTask({ unitId: city.community })
    expect((await preview()).group).toBeNull()
    expect(await refusalOf(await send())).toMatchObject({ code: 'bulletin_group_missing', status: 409 })

    await app.givenGroup(city.street, 'hook-bulletin-02', 'bulletin')
    expect((await preview()).group).toMatchObject({ unitName: '澜汀街道' })
    expect((await send()).ok).toBe(true)
    expect(await refusalOf(await send())).toMatchObject({ code: 'bulletin_just_sent' })
  })

  it('of many units is cut between them, each message within what WeCom takes', async () => {
    const group = await app.givenGroup(city.street, 'hook-bulletin-03', 'bulletin')
    const names = Array.from({ length: 60 }, (_, i) => `第${i}号名字很长的社区`)
    const ids: string[] = []
    for (const name of names) ids.push(await app.givenUnit('community', name, city.street))
    await app.givenTasks(ids.map(unitId => ({ unitId })))

    await answerOf(SentBulletin, await send())

    const posted = await listPosted(group)
    expect(posted.length).toBeGreaterThan(1)
    for (const text of posted) expect(bytesOf(text)).toBeLessThanOrEqual(2048)
    for (const name of names)
      expect(
        posted
          .join('\n')
          .split('\n')
          .filter(line => line.startsWith(`${name} `)),
      ).toHaveLength(1)
  })
})

describe('bulletins by themselves', () => {
  const plan = { everyMinutes: 60, fromMinute: 0, untilMinute: 0 }
  const setPlan = async () =>
    answerOf(Bulletin, await lead.send('PUT', `/api/units/${city.street}/bulletin-plan`, { plan }))
  /** To so many minutes after the next time. */
  const toSlot = (afterMs = 0) => {
    const hour = Math.ceil(app.clock.now.getTime() / HOUR_MS) * HOUR_MS
    app.clock.now = new Date(hour + minuteOf(city.street) * MINUTE_MS + afterMs)
  }

  it('go out once each time however many processes look, and stop when nothing is left to do', async () => {
    const group = await app.givenGroup(city.street, 'hook-bulletin-04', 'bulletin')
    const task = await app.givenTask({ unitId: city.community })
    expect((await setPlan()).nextAt).not.toBeNull()
    expect(await postPlanned(app.deps)).toBe(0)

    toSlot(5 * MINUTE_MS)
    const sent = await Promise.all([postPlanned(app.deps), postPlanned(app.deps), postPlanned(app.deps)])
    expect(sent.sort()).toEqual([0, 0, 1])
    expect(await postPlanned(app.deps)).toBe(0)

    caller = await app.as(await app.givenStaff('陈晓', ['caller', city.street]))
    await submit(caller, task, { outcome: 'invalid_number', whereabouts: null })
    await record(
      await app.as(await app.givenStaff('林雨', ['recorder', city.street])),
      await (await caller.get(`/api/tasks/${task.id}`)).json(),
    )
    toSlot()
    expect(await postPlanned(app.deps)).toBe(1)
    toSlot()
    expect(await postPlanned(app.deps)).toBe(0)
    expect(await listPosted(group)).toEqual([
      expect.stringContaining('还要做 1'),
      expect.stringContaining('手上的都做完了'),
    ])
  })

  it('are caught up where the server was down, unless the next one is nearer', async () => {
    await app.givenGroup(city.street, 'hook-bulletin-05', 'bulletin')
    await app.givenTask({ unitId: city.community })
    await setPlan()
    toSlot(31 * MINUTE_MS)
    expect(await postPlanned(app.deps)).toBe(0)
    toSlot(29 * MINUTE_MS)
    expect(await postPlanned(app.deps)).toBe(1)
  })
})
