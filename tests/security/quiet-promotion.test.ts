// Somebody is made lead, looks, and is made caller again: the audit of each unit concerned tells it.
import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { AuditPage } from '../../contract/audit.ts'
import type { Role } from '../../contract/staff.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { only } from '../../server/db/db.ts'
import { roleGrants, staff, units } from '../../server/db/schema/index.ts'
import { syncDirectory } from '../../server/units/sync-directory.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { openBrowser } from '../support/open-browser.ts'
import { moveCorp } from '../support/simulated-corp.ts'
import { answerOf, refusalOf } from '../support/steps.ts'
import { TEST_DIRECTORY } from '../support/test-directory.ts'

let app: TestApp
let lead: Client
let leadId: string
let memberId: string
let community: string
let neighbour: string

beforeEach(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
  await syncDirectory(app.deps, app.clock.now)
  leadId = only(await memberOf('zhao.min')).id
  memberId = only(await memberOf('chen.xiao')).id
  await app.deps.db.update(staff).set({ trainedAt: app.clock.now })
  lead = await app.as(leadId)
  ;[community, neighbour] = (await Promise.all([4, 5].map(unitOf))) as [string, string]
})

const memberOf = (userid: string) => app.deps.db.select().from(staff).where(eq(staff.userid, userid))
const unitOf = async (departmentId: number) =>
  only(await app.deps.db.select().from(units).where(eq(units.departmentId, departmentId))).id

const setRoles = (...grants: [Role, string][]) =>
  lead.send('PUT', `/api/members/${memberId}/roles`, { grants: grants.map(([role, unitId]) => ({ role, unitId })) })

const entries = async (action: string) =>
  (await answerOf(AuditPage, await lead.get(`/api/audit?action=${action}`))).items.map(entry => [
    entry.staffName,
    entry.unitName,
    entry.reason,
  ])

const moveTo = (departmentIds: number[] | null, name = '陈晓') =>
  moveCorp(app, {
    members: TEST_DIRECTORY.members.flatMap(member => {
      if (member.userId.toLowerCase() !== 'chen.xiao') return [member]
      return departmentIds === null ? [] : [{ ...member, name, departmentIds }]
    }),
  })

it('tells each unit which roles were given and taken, and by whom', async () => {
  await setRoles(['caller', community])
  app.clock.advance(1000)
  await setRoles(['lead', community], ['caller', neighbour])
  app.clock.advance(1000)
  await setRoles(['lead', community], ['caller', neighbour])
  await setRoles(['caller', neighbour])

  expect((await entries('roles')).sort()).toEqual(
    [
      ['系统', '明州市', '赵敏：加 统筹'],
      ['赵敏', '汀南社区', '陈晓：去 统筹'],
      ['赵敏', '汀南社区', '陈晓：加 统筹，去 电话组'],
      ['赵敏', '澜桥社区', '陈晓：加 电话组'],
      ['赵敏', '汀南社区', '陈晓：加 电话组'],
    ].sort(),
  )
})

it('tells nothing of a change that was refused', async () => {
  const before = await entries('roles')
  const answer = await lead.send('PUT', `/api/members/${leadId}/roles`, { grants: [] })

  expect((await refusalOf(answer)).code).toBe('last_lead')
  expect(await entries('roles')).toEqual(before)
})

it('tells where somebody with a role was moved to, that they left and that they are back', async () => {
  await setRoles(['caller', community])
  for (const departmentIds of [[5], null, [5]]) {
    moveTo(departmentIds)
    await syncDirectory(app.deps, app.clock.now)
    app.clock.advance(1000)
  }
  await syncDirectory(app.deps, app.clock.now)

  expect(await entries('moved')).toEqual([
    ['系统', '汀南社区', '陈晓：回到通讯录'],
    ['系统', '汀南社区', '陈晓：已不在通讯录'],
    ['系统', '汀南社区', expect.stringMatching(/^陈晓：部门由 \S+ 改为 澜桥社区$/)],
  ])
})

it('tells of a move that a log-in noticed', async () => {
  await setRoles(['caller', community])
  app.wecom = moveTo([5])

  await openBrowser(app).logIn('chen.xiao')

  expect(await entries('moved')).toEqual([['系统', '汀南社区', expect.stringContaining('改为 澜桥社区')]])
})

it('tells which roles went with a userid that was given to somebody else', async () => {
  await setRoles(['caller', community])
  app.clock.advance(40 * DAY_MS)
  lead = await app.as(leadId)
  moveTo([4], '陈笑')

  await syncDirectory(app.deps, app.clock.now)

  expect((await entries('roles'))[0]).toEqual(['系统', '汀南社区', '陈晓：去 电话组'])
  expect(await app.deps.db.$count(roleGrants, eq(roleGrants.staffId, memberId))).toBe(0)
})
