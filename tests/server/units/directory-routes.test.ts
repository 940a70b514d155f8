import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { departmentMappings, roleGrants, staff, units } from '../../../server/db/schema/index.ts'
import { only } from '../../../server/db/db.ts'
import { syncDirectory } from '../../../server/units/sync-directory.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { startOver } from '../../support/simulated-corp.ts'

let app: TestApp
let lead: Client
let communityLead: Client

beforeAll(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
})

beforeEach(async () => {
  await startOver(app)
  await syncDirectory(app.deps, app.clock.now)
  lead = await app.as(await staffId('zhao.min'))
  const id = await staffId('chen.xiao')
  await app.deps.db
    .insert(roleGrants)
    .values({ staffId: id, role: 'lead', unitId: (await unitOf(4)).id, grantedAt: app.clock.now })
  communityLead = await app.as(id)
})

const staffId = async (userid: string) =>
  only(await app.deps.db.select().from(staff).where(eq(staff.userid, userid))).id
const unitOf = async (departmentId: number) =>
  only(await app.deps.db.select().from(units).where(eq(units.departmentId, departmentId)))
const map = (client: Client, ...mappings: { departmentId: number; level: string | null }[]) =>
  client.send('PUT', '/api/directory/departments', { mappings })

it('lists the departments from the top with the suggested level of each', async () => {
  const { departments } = await (await lead.get('/api/directory/departments')).json()

  expect(departments[0]).toEqual({
    departmentId: 1,
    parentDepartmentId: null,
    name: '明州市',
    depth: 0,
    memberCount: 0,
    level: 'city',
    mapped: false,
  })
  expect(departments.find((row: { departmentId: number }) => row.departmentId === 4)).toMatchObject({
    parentDepartmentId: 3,
    depth: 3,
    memberCount: 2,
    level: 'community',
  })
  expect(departments.find((row: { departmentId: number }) => row.departmentId === 9)).toMatchObject({ level: null })
})

describe('mapping', () => {
  it('makes a unit of a department and keeps the decision at the next sync', async () => {
    const answer = await map(lead, { departmentId: 9, level: 'district' })

    expect(answer.status).toBe(200)
    expect((await answer.json()).departments).toContainEqual(
      expect.objectContaining({ departmentId: 9, level: 'district', mapped: true }),
    )
    await lead.send('POST', '/api/directory/sync')
    expect(await unitOf(9)).toMatchObject({ level: 'district', parentId: (await unitOf(1)).id })
  })

  it('skips a department that is no unit and hangs its communities on the district', async () => {
    const community = await unitOf(4)

    await map(lead, { departmentId: 3, level: null })

    const [city, district] = [await unitOf(1), await unitOf(2)]
    expect(await unitOf(4)).toMatchObject({
      id: community.id,
      parentId: district.id,
      path: [city.id, district.id, community.id],
    })
  })

  it('leaves earlier decisions on other departments as they were', async () => {
    await map(lead, { departmentId: 9, level: 'district' })
    await map(lead, { departmentId: 3, level: null }, { departmentId: 3, level: 'street' })

    expect(await app.deps.db.select().from(departmentMappings)).toMatchObject([
      { departmentId: 9, level: 'district' },
      { departmentId: 3, level: 'street' },
    ])
  })

  it('refuses a level above that of the superior and keeps nothing', async () => {
    const answer = await map(lead, { departmentId: 4, level: 'city' })

    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'level_not_below' })
    expect(await app.deps.db.select().from(departmentMappings)).toEqual([])
  })

  it('does not know departments that WeCom does not show', async () => {
    expect((await map(lead, { departmentId: 77, level: 'community' })).status).toBe(404)
  })

  it('is for leads of the whole tree', async () => {
    const answer = await map(communityLead, { departmentId: 4, level: 'city' })

    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }])
  })
})

describe('sync', () => {
  it('answers with what there is', async () => {
    const answer = await communityLead.send('POST', '/api/directory/sync')

    expect(await answer.json()).toEqual({ units: 8, staff: 5, left: 0 })
  })

  it.each([
    ['down', () => app.wecom.faults.setNetworkDown(true), 502, 'wecom_unavailable'],
    ['limiting', () => app.wecom.faults.refuseNext('*', 45009, 5), 503, 'wecom_rate_limited'],
  ] as const)('says so when WeCom is %s, and can be tried again', async (_, break_, status, code) => {
    const id = { 'idempotency-key': crypto.randomUUID() }
    break_()

    const refused = await lead.send('POST', '/api/directory/sync', undefined, id)
    expect([refused.status, await refused.json()]).toMatchObject([status, { code }])

    app.wecom.faults.clear()
    expect((await lead.send('POST', '/api/directory/sync', undefined, id)).status).toBe(200)
  })
})

it('reads the directory at the first log-in of the first lead', async () => {
  await startOver(app)
  const start = await app.anonymous.get('/api/auth/login')
  const cookie = cookiesOf(start)
  const authorize = new URL(start.headers.get('location') ?? '')
  authorize.searchParams.set('member', 'zhao.min')
  const { headers } = await app.wecom.fetch(new Request(authorize))
  const callback = new URL(headers.get('location') ?? '')

  const back = await app.anonymous.get(`${callback.pathname}${callback.search}`, { cookie })

  expect(back.headers.get('location')).toBe('/')
  const me = await app.anonymous.get('/api/session', { cookie: cookiesOf(back) })
  expect(await me.json()).toMatchObject({ grants: [{ role: 'lead', unitName: '明州市', unitLevel: 'city' }] })
})

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map(text => text.split(';')[0])
    .join('; ')
}
