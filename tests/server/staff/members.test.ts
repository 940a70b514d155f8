import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role, StaffMember } from '../../../contract/staff.ts'
import { events, roleGrants, staff } from '../../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let place: Awaited<ReturnType<TestApp['givenCity']>>
let cityLeadId: string
let cityLead: Client
let communityLead: Client

beforeAll(async () => {
  app = await startApp()
})

beforeEach(async () => {
  await startOver(app)
  place = await app.givenCity()
  cityLeadId = await app.givenStaff('赵敏', ['lead', place.city])
  cityLead = await app.as(cityLeadId)
  communityLead = await app.as(await app.givenStaff('钱多', ['lead', place.community]))
})

const setRoles = (client: Client, staffId: string, ...grants: [role: Role, unitId: string][]) =>
  client.send('PUT', `/api/members/${staffId}/roles`, { grants: grants.map(([role, unitId]) => ({ role, unitId })) })

async function listNames(client: Client, query = ''): Promise<string[]> {
  const { items } = (await (await client.get(`/api/members${query}`)).json()) as { items: StaffMember[] }
  return items.map(item => item.name).sort()
}

async function givenColleague(name: string, homeUnitId: string | null): Promise<string> {
  const id = await app.givenStaff(name)
  await app.deps.db.update(staff).set({ unitId: homeUnitId }).where(eq(staff.id, id))
  return id
}

const grantsOf = async (staffId: string) =>
  (await app.deps.db.select().from(roleGrants).where(eq(roleGrants.staffId, staffId)))
    .map(({ role, unitId }) => [role, unitId])
    .sort()

describe('the list of members', () => {
  beforeEach(async () => {
    await givenColleague('陈晓', place.community)
    await givenColleague('吴迪', place.neighbour)
    await givenColleague('孙雷', null)
    await app.givenStaff('林雨', ['recorder', place.neighbour])
  })

  it('shows a lead of the top everybody, also who has no home unit', async () => {
    expect(await listNames(cityLead)).toEqual(['吴迪', '孙雷', '林雨', '赵敏', '钱多', '陈晓'].sort())
  })

  it('shows a lead of a community who belongs there by home or by role', async () => {
    expect(await listNames(communityLead)).toEqual(['钱多', '陈晓'].sort())
  })

  it('narrows to one unit and what lies below it', async () => {
    expect(await listNames(cityLead, `?unitId=${place.neighbour}`)).toEqual(['吴迪', '林雨'].sort())
    expect(await listNames(cityLead, `?unitId=${place.street}`)).toEqual(['吴迪', '林雨', '钱多', '陈晓'].sort())
  })

  it('does not know units of others', async () => {
    expect((await communityLead.get(`/api/members?unitId=${place.neighbour}`)).status).toBe(404)
  })

  it.each([
    ['林', ['林雨']],
    ['STAFF.', ['吴迪', '孙雷', '林雨', '赵敏', '钱多', '陈晓']],
    ['%', []],
  ])('finds by part of name or userid: %s', async (search, names) => {
    expect(await listNames(cityLead, `?search=${encodeURIComponent(search)}`)).toEqual([...names].sort())
  })

  it('shows only the roles inside the own units', async () => {
    await app.givenStaff('周海', ['caller', place.community], ['lead', place.neighbour])

    const { items } = await (await communityLead.get(`/api/members?search=${encodeURIComponent('周海')}`)).json()

    expect(items).toMatchObject([
      { name: '周海', grants: [{ role: 'caller', unitId: place.community, unitName: '汀南社区' }] },
    ])
  })

  it('is for leads', async () => {
    const caller = await app.as(await app.givenStaff('何军', ['caller', place.community]))

    expect((await caller.get('/api/members')).status).toBe(403)
  })
})

describe('setting roles', () => {
  it('replaces the whole set and tells the phone of the member', async () => {
    const id = await app.givenStaff('陈晓', ['caller', place.community], ['recorder', place.neighbour])
    const phone = await app.as(id)

    const answer = await setRoles(cityLead, id, ['caller', place.community], ['caller', place.neighbour])

    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      name: '陈晓',
      grants: [
        { role: 'caller', unitName: '汀南社区', unitLevel: 'community' },
        { role: 'caller', unitName: '澜桥社区' },
      ],
    })
    expect(await (await phone.get('/api/session')).json()).toMatchObject({
      grants: [{ unitId: place.community }, { unitId: place.neighbour }],
    })
    expect(await app.deps.db.select().from(events).where(eq(events.kind, 'roles_changed'))).toMatchObject([
      { staffId: id, unitId: null, data: { by: cityLeadId } },
    ])
  })

  it('keeps who gave a role that stays, and when', async () => {
    const id = await app.givenStaff('陈晓', ['caller', place.community])
    const [before] = await app.deps.db.select().from(roleGrants).where(eq(roleGrants.staffId, id))
    app.clock.advance(MINUTE_MS)

    await setRoles(cityLead, id, ['caller', place.community], ['recorder', place.community])

    const after = await app.deps.db.select().from(roleGrants).where(eq(roleGrants.staffId, id))
    expect(after).toContainEqual(before)
  })

  it('leaves roles outside the own units alone', async () => {
    const id = await app.givenStaff('陈晓', ['caller', place.community], ['lead', place.neighbour])

    await setRoles(communityLead, id, ['recorder', place.community])

    expect(await grantsOf(id)).toEqual([
      ['lead', place.neighbour],
      ['recorder', place.community],
    ])
  })

  it('takes all roles away', async () => {
    const id = await app.givenStaff('孙雷', ['caller', place.community])

    const answer = await setRoles(communityLead, id)

    expect(await answer.json()).toMatchObject({ name: '孙雷', grants: [] })
    expect(await grantsOf(id)).toEqual([])
  })

  it('does not know units and people of others, and changes nothing', async () => {
    const own = await app.givenStaff('陈晓', ['caller', place.community])
    const foreign = await app.givenStaff('吴迪', ['caller', place.neighbour])

    expect((await setRoles(communityLead, own, ['lead', place.neighbour])).status).toBe(404)
    expect((await setRoles(communityLead, own, ['lead', place.street])).status).toBe(404)
    expect((await setRoles(communityLead, foreign, ['caller', place.community])).status).toBe(404)
    expect((await setRoles(cityLead, crypto.randomUUID(), ['caller', place.community])).status).toBe(404)
    expect(await grantsOf(own)).toEqual([['caller', place.community]])
    expect(await grantsOf(foreign)).toEqual([['caller', place.neighbour]])
  })

  it('refuses roles for a member who left', async () => {
    const id = await app.givenStaff('陈晓', ['caller', place.community])
    await app.deps.db.update(staff).set({ active: false }).where(eq(staff.id, id))

    const answer = await setRoles(cityLead, id, ['recorder', place.community])

    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'member_left' }])
    expect((await setRoles(cityLead, id)).status).toBe(200)
  })

  it('refuses a role that does not exist', async () => {
    const body = { grants: [{ role: 'boss', unitId: place.city }] }

    expect((await cityLead.send('PUT', `/api/members/${cityLeadId}/roles`, body)).status).toBe(422)
  })
})

describe('the last lead', () => {
  it('stays lead of the top', async () => {
    const answer = await setRoles(cityLead, cityLeadId, ['lead', place.district])

    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'last_lead' }])
    expect(await grantsOf(cityLeadId)).toEqual([['lead', place.city]])
  })

  it('may go once another one leads the top', async () => {
    const next = await givenColleague('林雨', place.community)
    await setRoles(cityLead, next, ['lead', place.city])

    expect((await setRoles(cityLead, cityLeadId)).status).toBe(200)
  })

  it('is not replaced by one who left the directory', async () => {
    const gone = await app.givenStaff('林雨', ['lead', place.city])
    await app.deps.db.update(staff).set({ active: false }).where(eq(staff.id, gone))

    expect((await setRoles(cityLead, cityLeadId)).status).toBe(409)
  })

  it('of a community may go while the city has one', async () => {
    const { items } = await (await cityLead.get(`/api/members?unitId=${place.community}`)).json()

    expect((await setRoles(cityLead, items[0].id)).status).toBe(200)
  })

  it('of a part of the tree stays where nobody leads above', async () => {
    const island = await app.givenUnit('street', '东埔街道')
    const id = await app.givenStaff('何军', ['lead', island])

    expect((await setRoles(await app.as(id), id)).status).toBe(409)
  })

  it('remains when two leads remove each other at the same moment', async () => {
    const otherId = await app.givenStaff('林雨', ['lead', place.city])
    const other = await app.as(otherId)

    const answers = await Promise.all([setRoles(cityLead, otherId), setRoles(other, cityLeadId)])

    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
    expect([...(await grantsOf(cityLeadId)), ...(await grantsOf(otherId))]).toHaveLength(1)
  })
})
