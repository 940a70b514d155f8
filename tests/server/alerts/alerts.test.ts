// P38, P39: what a lead must look at reaches a lead of the right unit, and names nobody of another one.
import { beforeEach, describe, expect, it } from 'vitest'
import { AlertList, type Alert } from '../../../contract/alerts.ts'
import { raiseAlert } from '../../../server/journal/raise-alert.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, refusalOf } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let city: Awaited<ReturnType<TestApp['givenCity']>>
let callerId: string
let caller: Client
let lead: Client
let districtLead: Client
let otherLead: Client

beforeEach(async () => {
  app = await startApp()
  city = await app.givenCity()
  callerId = await app.givenStaff('陈晓', ['caller', city.community])
  caller = await app.as(callerId)
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city.community]))
  districtLead = await app.as(await app.givenStaff('方琳', ['lead', city.district]))
  otherLead = await app.as(await app.givenStaff('吴桐', ['lead', city.neighbour]))
})

const alertsOf = async (client: Client): Promise<Alert[]> =>
  (await answerOf(AlertList, await client.get('/api/alerts'))).alerts
const capture = (client: Client, taskId?: string) =>
  client.send('POST', '/api/screen-captures', taskId === undefined ? {} : { taskId })
const look = (client: Client, taskId: string) =>
  client.send('POST', `/api/tasks/${taskId}/reveals`, { field: 'phone', reason: 'check_identity' })

/** 600 people an hour, and a clear value counts as ten. */
const REVEALS_AN_HOUR = 60

/** A member who has looked at as many clear values as an hour allows. */
async function givenAtLimit(taskId: string): Promise<void> {
  for (let looks = 0; looks < REVEALS_AN_HOUR; looks += 1) expect((await look(caller, taskId)).status).toBe(200)
}

describe('a screenshot', () => {
  it('is shown to the leads of the unit and above, and to nobody else', async () => {
    const task = await app.givenTask({ unitId: city.community })
    await capture(caller, task.id)

    const shown = { kind: 'screenshot', staffName: '陈晓', taskCode: task.code, seenAt: null }
    expect(await alertsOf(lead)).toMatchObject([shown])
    expect(await alertsOf(districtLead)).toMatchObject([shown])
    expect(await alertsOf(otherLead)).toEqual([])
    await expectNoLeaks(app)
  })

  it('of somebody who works for a street reaches the lead of the district', async () => {
    await capture(await app.as(await app.givenStaff('孙苗', ['recorder', city.street])))

    expect(await alertsOf(districtLead)).toMatchObject([{ kind: 'screenshot', staffName: '孙苗', taskId: null }])
    expect(await alertsOf(lead)).toEqual([])
  })

  it('and those of the same person within ten minutes are one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => capture(caller)))
    app.clock.advance(9 * MINUTE_MS)
    await capture(caller)

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204))
    expect(await alertsOf(lead)).toHaveLength(1)
    app.clock.advance(MINUTE_MS)
    await capture(caller)
    expect(await alertsOf(lead)).toHaveLength(2)
  })

  it('is closed by one lead for all of them, and by no other', async () => {
    await capture(caller)
    const [alert] = await alertsOf(lead)
    const see = (client: Client) => client.send('POST', `/api/alerts/${alert?.id}/seen`)

    expect((await refusalOf(await see(otherLead))).code).toBe('not_found')
    expect((await see(districtLead)).status).toBe(204)
    expect(await alertsOf(lead)).toMatchObject([{ seenBy: '方琳' }])
  })
})

it('a positive stands before whatever came after it', async () => {
  const task = await app.givenTask({ unitId: city.community })
  await raiseAlert(app.deps.db, { kind: 'positive', unitId: city.community, taskId: task.id, at: app.clock.now })
  for (let person = 0; person < 60; person += 1) {
    app.clock.advance(1000)
    const staffId = await app.givenStaff(`组员${person}`, ['caller', city.community])
    await raiseAlert(app.deps.db, { kind: 'screenshot', unitId: city.community, staffId, at: app.clock.now })
  }

  const shown = await alertsOf(lead)

  expect(shown[0]).toMatchObject({ kind: 'positive', taskId: task.id })
  expect(shown.slice(1).every(({ kind }) => kind === 'screenshot')).toBe(true)
})

describe('too many looks', () => {
  it('are told with the task they ended at, once', async () => {
    const task = await app.givenTask({ unitId: city.community })
    await givenAtLimit(task.id)

    expect((await refusalOf(await look(caller, task.id))).code).toBe('look_limit')
    await look(caller, task.id)

    const told = await alertsOf(lead)
    expect(told.map(({ kind }) => kind).sort()).toEqual(['look_limit', 'looks_near'])
    for (const alert of told) expect(alert).toMatchObject({ staffName: '陈晓', taskCode: task.code })
  })

  it('name no task outside the units of the member: it does not exist for them', async () => {
    const [own, foreign] = [
      await app.givenTask({ unitId: city.community }),
      await app.givenTask({ unitId: city.neighbour }),
    ]
    await givenAtLimit(own.id)

    expect((await refusalOf(await look(caller, foreign.id))).code).toBe('not_found')
    expect(await alertsOf(districtLead)).toMatchObject([{ kind: 'looks_near', taskCode: own.code }])
  })
})

it('names no task that the lead does not lead, whatever the alert says', async () => {
  const foreign = await app.givenTask({ unitId: city.neighbour })
  const alert = { kind: 'look_limit' as const, unitId: city.community, taskId: foreign.id, staffId: callerId }
  await raiseAlert(app.deps.db, { ...alert, at: app.clock.now })

  expect(await alertsOf(lead)).toMatchObject([{ taskId: null, taskCode: null, name: null, phoneTail: null }])
  expect(await alertsOf(districtLead)).toMatchObject([{ taskCode: foreign.code }])
})
