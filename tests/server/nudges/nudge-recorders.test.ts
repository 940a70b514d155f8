import { beforeEach, expect, it } from 'vitest'
import { outgoingMessages } from '../../../server/db/schema/index.ts'
import { nudgeRecorders } from '../../../server/nudges/nudge-recorders.ts'
import { startApp, type Client } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { record, submit } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'
import { ofMessage } from '../../../server/privacy/places.ts'

const app = await startApp()

let city: Awaited<ReturnType<typeof app.givenCity>>
let caller: Client
let recorder: Client

beforeEach(async () => {
  await startOver(app)
  city = await app.givenCity()
  caller = await app.as(await app.givenStaff('陈晓', ['caller', city.street]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', city.street]))
})

async function useridOf(name: string): Promise<string[]> {
  const rows = await app.deps.db.query.staff.findMany({ where: (staff, { eq }) => eq(staff.name, name) })
  return rows.map(row => row.userid)
}

/** What was queued besides the reports themselves. */
async function listNudges() {
  const rows = await app.deps.db.select().from(outgoingMessages)
  return rows
    .filter(row => row.reportId === null)
    .map(row => ({
      text: app.deps.sealer.open(row.contentSealed, ofMessage(row)),
      mentions: row.mentions,
      groupId: row.groupId,
    }))
}

it('tells the recorders of a unit once, with the codes and nothing of the residents', async () => {
  const groupId = await app.givenGroup(city.community)
  await app.givenStaff('周海', ['recorder', city.community])
  const [first, second] = await app.givenTasks([{ unitId: city.community }, { unitId: city.community }])
  if (!first || !second) throw new Error('two tasks were given')
  await submit(caller, first)
  app.clock.advance(1000)
  await submit(caller, second)
  app.clock.advance(15 * MINUTE_MS - 1001)
  expect(await nudgeRecorders(app.deps)).toBe(0)

  app.clock.advance(1001)
  expect(await nudgeRecorders(app.deps)).toBe(1)
  expect(await nudgeRecorders(app.deps)).toBe(0)

  const codes = `#${first.code}、#${second.code}`
  expect(await listNudges()).toEqual([
    {
      text: expect.stringMatching(
        new RegExp(`^待录入提醒：汀南社区 2 条反馈已超过 15 分钟（${codes}）\n.*/#/nudges/`),
      ) as string,
      mentions: await useridOf('周海'),
      groupId,
    },
  ])
  await expectNoLeaks(app)
})

it('tells each report once: a later one makes a message of its own', async () => {
  await app.givenGroup(city.community)
  const [first, second] = await app.givenTasks([{ unitId: city.community }, { unitId: city.community }])
  if (!first || !second) throw new Error('two tasks were given')
  await submit(caller, first)
  app.clock.advance(15 * MINUTE_MS)
  await nudgeRecorders(app.deps)
  await submit(caller, second)
  app.clock.advance(30 * MINUTE_MS)
  await nudgeRecorders(app.deps)

  const texts = (await listNudges()).map(nudge => nudge.text)
  expect(texts).toHaveLength(2)
  expect(texts[1]).toContain(`1 条反馈已超过 15 分钟（#${second.code}）`)
})

it('makes one message for each unit, to the group that is nearest, mentioning recorders of the unit above', async () => {
  const streetGroup = await app.givenGroup(city.street)
  const neighbourGroup = await app.givenGroup(city.neighbour, 'hook-lanqiao-0001')
  await submit(caller, await app.givenTask({ unitId: city.community }))
  await submit(caller, await app.givenTask({ unitId: city.neighbour }))
  app.clock.advance(15 * MINUTE_MS)

  expect(await nudgeRecorders(app.deps)).toBe(2)

  const nudges = await listNudges()
  expect(nudges.map(nudge => nudge.groupId).sort()).toEqual([streetGroup, neighbourGroup].sort())
  expect(nudges.map(nudge => nudge.mentions)).toEqual([await useridOf('林雨'), await useridOf('林雨')])
})

it('says nothing of a report that was recorded in time, and waits where there is no group yet', async () => {
  const [recorded, left] = await app.givenTasks([{ unitId: city.community }, { unitId: city.community }])
  if (!recorded || !left) throw new Error('two tasks were given')
  await record(recorder, await submit(caller, recorded))
  await submit(caller, left)
  app.clock.advance(15 * MINUTE_MS)
  expect(await nudgeRecorders(app.deps)).toBe(0)

  await app.givenGroup(city.community)

  expect(await nudgeRecorders(app.deps)).toBe(1)
  expect((await listNudges()).map(nudge => nudge.text)).toEqual([
    expect.stringContaining(`待录入提醒：汀南社区 1 条反馈已超过 15 分钟（#${left.code}）`),
  ])
})
