import { beforeEach, describe, expect, it } from 'vitest'
import { Roster, type Shift } from '../../../contract/duty.ts'
import { Nudge } from '../../../contract/nudges.ts'
import { HOUR_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'
import { outgoingMessages } from '../../../server/db/schema/index.ts'
import { nudgeRecorders } from '../../../server/nudges/nudge-recorders.ts'
import { wakeForUrgent } from '../../../server/nudges/wake-for-urgent.ts'
import { ofMessage } from '../../../server/privacy/places.ts'
import { startApp, type Client } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf, refusalOf, submit } from '../../support/steps.ts'

const app = await startApp()
let city: Awaited<ReturnType<typeof app.givenCity>>
let lead: Client
let caller: Client
const ids: Record<string, string> = {}
const clients: Record<string, Client> = {}

beforeEach(async () => {
  await startOver(app)
  city = await app.givenCity()
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city.street]))
  for (const name of ['林雨', '周静']) {
    ids[name] = await app.givenStaff(name, ['recorder', city.street])
    clients[name] = await app.as(ids[name])
  }
  for (const name of ['陈晓', '何晴']) {
    ids[name] = await app.givenStaff(name, ['caller', city.community])
    clients[name] = await app.as(ids[name])
  }
  caller = client('陈晓')
  await app.givenGroup(city.street)
})

function client(name: string): Client {
  const found = clients[name]
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

const inHours = (hours: number) => new Date(app.clock.now.getTime() + hours * HOUR_MS).toISOString()
const rosterOf = async (who: Client) => answerOf(Roster, await who.get(`/api/duty?unitId=${city.street}`))
async function putOnDuty(name: string, role: 'caller' | 'recorder', from = -1, until = 7): Promise<Shift> {
  const unitId = role === 'caller' ? city.community : city.street
  const body = { staffId: ids[name], role, unitId, startsAt: inHours(from), endsAt: inHours(until) }
  await answerOf(Roster, await lead.send('POST', '/api/shifts', body))
  const shift = (await rosterOf(lead)).shifts.find(one => one.name === name && one.role === role)
  if (!shift) throw new Error('the shift is not on the roster')
  return shift
}

/** Messages that @ somebody, with whom. */
async function listTold() {
  const rows = await app.deps.db.select().from(outgoingMessages)
  const people = await app.deps.db.query.staff.findMany()
  return rows
    .filter(row => row.reportId === null)
    .sort((a, b) => a.queuedAt.getTime() - b.queuedAt.getTime())
    .map(row => ({
      text: app.deps.sealer.open(row.contentSealed, ofMessage(row)),
      names: row.mentions.map(userid => people.find(person => person.userid === userid)?.name),
    }))
}

async function givenWaiting(minutes = 16) {
  await submit(caller, await app.givenTask({ unitId: city.community }))
  app.clock.advance(minutes * MINUTE_MS)
}

describe('a nudge', () => {
  it('goes to whoever is on duty and to nobody else, and not again within half an hour', async () => {
    await putOnDuty('林雨', 'recorder')
    await givenWaiting()
    expect(await nudgeRecorders(app.deps)).toBe(1)
    await givenWaiting()
    expect(await nudgeRecorders(app.deps)).toBe(0)
    app.clock.advance(15 * MINUTE_MS)
    expect(await nudgeRecorders(app.deps)).toBe(1)

    expect((await listTold()).map(({ names }) => names)).toEqual([['林雨'], ['林雨']])
    await expectNoLeaks(app)
  })

  it('waits while nobody is on duty, and goes to the next shift', async () => {
    await putOnDuty('林雨', 'recorder', 1, 5)
    await givenWaiting()
    expect(await nudgeRecorders(app.deps)).toBe(0)
    app.clock.advance(HOUR_MS)
    expect(await nudgeRecorders(app.deps)).toBe(1)
    expect((await listTold())[0]?.names).toEqual(['林雨'])
  })

  it('of a lead says exactly what is overdue with a link, and one 收到 answers for all', async () => {
    await givenWaiting(20)
    const path = `/api/units/${city.street}/nudges`
    const nudge = await answerOf(Nudge, await lead.send('POST', path, { kind: 'record' }))
    expect(nudge).toMatchObject({ kind: 'record', count: 1, names: ['周静', '林雨'].sort(), answeredAt: null })
    const [told] = await listTold()
    expect(told?.text).toContain('请录入：澜汀街道 1 条反馈在等，最久 20 分钟')
    expect(told?.text).toContain(`http://hecha.test/#/nudges/${nudge.id}`)

    expect(await refusalOf(await lead.send('POST', path, { kind: 'record' }))).toMatchObject({ code: 'nudged_lately' })
    await answerOf(Nudge, await client('林雨').send('POST', `/api/nudges/${nudge.id}/answer`))
    const again = await answerOf(Nudge, await client('周静').send('POST', `/api/nudges/${nudge.id}/answer`))
    expect(again.answeredBy).toBe('林雨')
  })

  it('of a lead disturbs nobody where nobody is on duty', async () => {
    await putOnDuty('林雨', 'recorder', 2, 6)
    await givenWaiting()
    const answer = await lead.send('POST', `/api/units/${city.street}/nudges`, { kind: 'record' })
    expect(await refusalOf(answer)).toMatchObject({ code: 'nobody_on_duty' })
    expect(await listTold()).toEqual([])
  })
})

describe('handing over', () => {
  it('makes a phone silent, frees what was held, and tells the next one what is open', async () => {
    const shift = await putOnDuty('陈晓', 'caller')
    const { id, version } = await app.givenTask({ unitId: city.community })
    expect((await caller.send('PUT', `/api/tasks/${id}/lease`, { version })).status).toBe(200)
    const body = { toStaffId: ids['何晴'], notes: ['urgent_list'] }
    expect((await caller.send('POST', `/api/shifts/${shift.id}/hand-over`, body)).status).toBe(204)

    const { handOvers, mine, shifts } = await rosterOf(lead)
    expect(handOvers).toMatchObject([
      { fromName: '陈晓', toName: '何晴', notes: ['urgent_list'], open: { held: 1, toRecord: 0 } },
    ])
    expect(mine).toBeNull()
    expect(shifts.filter(one => Date.parse(one.endsAt) > app.clock.now.getTime()).map(({ name }) => name)).toEqual([
      '何晴',
    ])
    const nudge = await answerOf(
      Nudge,
      await lead.send('POST', `/api/units/${city.community}/nudges`, { kind: 'call' }),
    )
    expect(nudge.names).toEqual(['何晴'])
  })

  it('is for the own shift only, and to somebody of the role', async () => {
    const shift = await putOnDuty('陈晓', 'caller')
    const to = (who: Client, name: string) =>
      who.send('POST', `/api/shifts/${shift.id}/hand-over`, { toStaffId: ids[name], notes: [] })
    expect(await refusalOf(await to(client('何晴'), '何晴'))).toMatchObject({ code: 'not_found' })
    expect(await refusalOf(await to(caller, '林雨'))).toMatchObject({ code: 'not_of_the_role' })
  })

  it('swaps a shift that has not begun', async () => {
    const shift = await putOnDuty('陈晓', 'caller', 3, 8)
    expect((await caller.send('POST', `/api/shifts/${shift.id}/swap`, { staffId: ids['何晴'] })).status).toBe(204)
    expect((await rosterOf(lead)).shifts).toMatchObject([{ name: '何晴' }])
  })
})

it('an urgent list tells whoever comes on duty next, once, and the roster shows it', async () => {
  await putOnDuty('陈晓', 'caller', 4, 8)
  await app.givenTask({ unitId: city.community })
  expect(await wakeForUrgent(app.deps)).toBe(0)
  await app.givenTask({ unitId: city.community, urgent: true })

  expect((await Promise.all([wakeForUrgent(app.deps), wakeForUrgent(app.deps)])).sort()).toEqual([0, 1])
  expect(await wakeForUrgent(app.deps)).toBe(0)

  expect((await listTold()).map(({ names }) => names)).toEqual([['陈晓']])
  expect((await rosterOf(lead)).disturbances).toMatchObject([{ unitName: '汀南社区', names: ['陈晓'] }])
})
