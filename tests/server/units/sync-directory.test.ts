import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { events, roleGrants, sessions, staff, units } from '../../../server/db/schema/index.ts'
import { only } from '../../../server/db/db.ts'
import { syncDirectory } from '../../../server/units/sync-directory.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { moveCorp, startOver } from '../../support/simulated-corp.ts'
import { TEST_DIRECTORY } from '../../support/test-directory.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ firstLead: 'Zhao.Min' })
})

beforeEach(() => startOver(app))

const sync = () => syncDirectory(app.deps, app.clock.now)
const listUnits = () => app.deps.db.select().from(units)
const unitOf = async (departmentId: number) =>
  only(await app.deps.db.select().from(units).where(eq(units.departmentId, departmentId)))
const memberOf = async (userid: string) => only(await app.deps.db.select().from(staff).where(eq(staff.userid, userid)))
const without = (userId: string) => TEST_DIRECTORY.members.filter(member => member.userId !== userId)

it('makes units of the departments whose names are places, with paths from the top', async () => {
  expect(await sync()).toEqual({ units: 8, staff: 5, left: 0 })

  const [city, district, street, community] = await Promise.all([1, 2, 3, 4].map(unitOf))
  expect(community).toMatchObject({ level: 'community', name: '汀南社区', parentId: street?.id })
  expect(community?.path).toEqual([city?.id, district?.id, street?.id, community?.id])
  expect((await listUnits()).map(unit => unit.departmentId)).not.toContain(9)
})

it('keeps staff under lower-case ids with the deepest unit as home', async () => {
  moveCorp(app, {
    departments: [...TEST_DIRECTORY.departments, { id: 11, name: '网格一组', parentId: 5 }],
    members: [
      { userId: 'Sun.Lei', name: '孙雷', departmentIds: [9] },
      { userId: 'li.na', name: '李娜', departmentIds: [2, 4] },
      { userId: 'he.jun', name: '何军', departmentIds: [3, 11] },
    ],
  })

  await sync()

  expect(await memberOf('sun.lei')).toMatchObject({ name: '孙雷', unitId: (await unitOf(1)).id })
  expect(await memberOf('li.na')).toMatchObject({ unitId: (await unitOf(4)).id })
  expect(await memberOf('he.jun')).toMatchObject({ unitId: (await unitOf(5)).id })
})

it('keeps every id when it runs again, also where a department was renamed and moved', async () => {
  await sync()
  const before = await listUnits()
  const members = await app.deps.db.select().from(staff)
  moveCorp(app, {
    departments: TEST_DIRECTORY.departments.map(department =>
      department.id === 4 ? { id: 4, name: '汀南新村社区', parentId: 7 } : department,
    ),
  })

  await sync()

  const after = await listUnits()
  expect(after.map(unit => unit.id).sort()).toEqual(before.map(unit => unit.id).sort())
  const [moved, street] = [await unitOf(4), await unitOf(7)]
  expect(moved).toMatchObject({ name: '汀南新村社区', parentId: street.id, path: [...street.path, moved.id] })
  expect((await app.deps.db.select().from(staff)).map(row => row.id).sort()).toEqual(members.map(row => row.id).sort())
})

it('removes a unit whose department is gone, unless work hangs on it', async () => {
  await sync()
  const [kept, neighbour] = [await unitOf(4), await unitOf(5)]
  await app.givenTask({ unitId: kept.id })
  moveCorp(app, { departments: TEST_DIRECTORY.departments.filter(({ id }) => id !== 4 && id !== 5) })

  await sync()

  const ids = (await listUnits()).map(unit => unit.id)
  expect(ids).toContain(kept.id)
  expect(ids).not.toContain(neighbour.id)
})

it('locks out a member who left and keeps the roles for a return', async () => {
  await sync()
  const { id } = await memberOf('chen.xiao')
  const community = await unitOf(4)
  await app.deps.db
    .insert(roleGrants)
    .values({ staffId: id, role: 'caller', unitId: community.id, grantedAt: app.clock.now })
  const phone = await app.as(id)
  expect((await phone.get('/api/session')).status).toBe(200)
  moveCorp(app, { members: without('chen.xiao') })

  expect(await sync()).toMatchObject({ staff: 4, left: 1 })

  const refused = await phone.get('/api/session')
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'unauthenticated' }])
  const [session] = await app.deps.db.select().from(sessions).where(eq(sessions.staffId, id))
  expect(session?.endedAt).toEqual(app.clock.now)
  expect(await app.deps.db.select().from(roleGrants).where(eq(roleGrants.staffId, id))).toHaveLength(1)
  expect(await app.deps.db.select().from(events).where(eq(events.staffId, id))).toMatchObject([
    { kind: 'roles_changed' },
  ])

  moveCorp(app, {})
  await sync()
  expect((await (await app.as(id)).get('/api/tasks')).status).toBe(200)
})

it('keeps a member whom the app sees without a department', async () => {
  await sync()
  const [visible] = TEST_DIRECTORY.apps
  moveCorp(app, {
    apps: visible ? [{ ...visible, visible: { departmentIds: [2], userIds: ['wu.di'] } }] : [],
  })

  await sync()

  expect(await memberOf('wu.di')).toMatchObject({ active: true, unitId: null })
  expect(await memberOf('sun.lei')).toMatchObject({ active: false })
})

it.each([
  ['disabled', 2],
  ['gone', 5],
] as const)('counts a member who is %s as left', async (_, status) => {
  await sync()
  moveCorp(app, {
    members: [...without('chen.xiao'), { userId: 'chen.xiao', name: '陈晓', departmentIds: [], status }],
  })

  expect(await sync()).toMatchObject({ left: 1 })
})

it('gives the first lead the top unit that comes after the first log-in', async () => {
  await app.deps.db.insert(staff).values({ userid: 'zhao.min', name: '赵敏' })

  await sync()

  const { id } = await memberOf('zhao.min')
  expect(await app.deps.db.select().from(roleGrants)).toMatchObject([
    { staffId: id, role: 'lead', unitId: (await unitOf(1)).id },
  ])
})

it('leaves the top to whom it was handed over', async () => {
  await sync()
  const { id } = await memberOf('lin.yu')
  await app.deps.db.update(roleGrants).set({ staffId: id })

  await sync()

  expect(await app.deps.db.select().from(roleGrants)).toMatchObject([{ staffId: id }])
})

it('works where the service withholds the list of departments, as private deployments do', async () => {
  app.wecom.faults.refuseNext('department/list', 48002, 9)

  expect(await sync()).toMatchObject({ units: 8, staff: 5 })
})

it.each([
  [45009, 'wecom_rate_limited'],
  [48002, 'wecom_refused'],
])('changes nothing when WeCom answers %i half way', async (errcode, code) => {
  await sync()
  const before = await listUnits()
  const changed = moveCorp(app, { departments: TEST_DIRECTORY.departments.slice(0, 4), members: [] })
  changed.faults.refuseNext('user/simplelist', errcode)

  await expect(sync()).rejects.toMatchObject({ code })
  expect(await listUnits()).toEqual(before)
})

it('refuses an app that sees no department instead of locking everybody out', async () => {
  await sync()
  const [visible] = TEST_DIRECTORY.apps
  moveCorp(app, { apps: visible ? [{ ...visible, visible: { departmentIds: [], userIds: ['zhao.min'] } }] : [] })

  await expect(sync()).rejects.toMatchObject({ code: 'directory_empty' })
  expect(await memberOf('chen.xiao')).toMatchObject({ active: true })
})

it('makes the same tree once when two ask at the same time', async () => {
  await Promise.all([sync(), sync()])

  expect(await listUnits()).toHaveLength(8)
})
