import { DAY_MS } from '../../domain/time/lengths.ts'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { Session } from '../../contract/session.ts'
import { only } from '../../server/db/db.ts'
import { events, roleGrants, staff, units } from '../../server/db/schema/index.ts'
import { syncDirectory } from '../../server/units/sync-directory.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { openBrowser, type Browser } from '../support/open-browser.ts'
import { moveCorp } from '../support/simulated-corp.ts'
import { answerOf } from '../support/steps.ts'
import { TEST_DIRECTORY } from '../support/test-directory.ts'

let app: TestApp
let before: string

beforeEach(async () => {
  app = await startApp({ firstLead: 'zhao.min' })
  await syncDirectory(app.deps, app.clock.now)
  before = only(await rowsOf('chen.xiao')).id
  const community = only(await app.deps.db.select().from(units).where(eq(units.departmentId, 4)))
  await app.deps.db
    .insert(roleGrants)
    .values({ staffId: before, role: 'lead', unitId: community.id, grantedAt: app.clock.now })
  await app.deps.db.update(staff).set({ trainedAt: app.clock.now }).where(eq(staff.id, before))
})

const rowsOf = (userid: string) => app.deps.db.select().from(staff).where(eq(staff.userid, userid))
const sessionOf = async (browser: Browser) => answerOf(Session, await browser.get('/api/session'))

/** What WeCom calls the userid from now on; null: nobody has it. */
function give(userId: string, name: string | null): void {
  const others = TEST_DIRECTORY.members.filter(member => member.userId !== userId)
  const own = TEST_DIRECTORY.members.filter(member => member.userId === userId)
  app.wecom = moveCorp(app, {
    members: name === null ? others : [...others, ...own.map(member => ({ ...member, name }))],
  })
}

async function leaveFor(days: number, name: string): Promise<void> {
  give('chen.xiao', null)
  await syncDirectory(app.deps, app.clock.now)
  app.clock.advance(days * DAY_MS)
  give('chen.xiao', name)
}

describe('a userid given to another person', () => {
  it.each([
    ['while nobody looked', () => give('chen.xiao', '陈笑')],
    ['after the first one left', () => leaveFor(40, '陈笑')],
    ['of the same name, after the first one left', () => leaveFor(40, '陈晓')],
  ])('%s inherits neither roles nor training nor an open session', async (_when, change) => {
    const phone = openBrowser(app)
    await phone.logIn('chen.xiao')
    expect((await sessionOf(phone)).grants).toHaveLength(1)
    await change()

    const next = openBrowser(app)
    await next.logIn('chen.xiao')

    expect(await sessionOf(next)).toMatchObject({ userid: 'chen.xiao', grants: [], trained: false })
    expect((await sessionOf(next)).staffId).not.toBe(before)
    expect((await phone.get('/api/session')).status).toBe(401)
  })

  it('is noticed by the sync as well, before anybody logs in', async () => {
    give('chen.xiao', '陈笑')

    await syncDirectory(app.deps, app.clock.now)

    expect(only(await rowsOf('chen.xiao')).id).not.toBe(before)
    expect(await app.deps.db.select().from(roleGrants).where(eq(roleGrants.staffId, before))).toEqual([])
    expect(await app.deps.db.select().from(events).where(eq(events.staffId, before))).toMatchObject([
      { kind: 'roles_changed' },
    ])
  })

  it('leaves what was done under the name of who did it', async () => {
    give('chen.xiao', '陈笑')
    await syncDirectory(app.deps, app.clock.now)

    const earlier = only(await app.deps.db.select().from(staff).where(eq(staff.id, before)))
    expect(earlier).toMatchObject({ name: '陈晓', active: false, leftAt: app.clock.now })
    const lead = openBrowser(app)
    await lead.logIn('zhao.min')
    const listed: unknown = await (await lead.get('/api/members')).json()
    expect(JSON.stringify(listed)).not.toContain('~')
  })

  it('that the server names as first lead makes nobody else one', async () => {
    await openBrowser(app).logIn('zhao.min')
    give('zhao.min', '王强')

    const next = openBrowser(app)
    await next.logIn('zhao.min')

    expect((await sessionOf(next)).grants).toEqual([])
  })
})

describe('the same person', () => {
  it.each([
    ['has the roles again when back within a day', () => leaveFor(1, '陈晓')],
    ['keeps them when the name grows a unit', () => give('chen.xiao', '陈晓（汀南）')],
  ])('%s', async (_what, change) => {
    await change()

    const phone = openBrowser(app)
    await phone.logIn('chen.xiao')

    expect(await sessionOf(phone)).toMatchObject({ staffId: before, trained: true })
    expect((await sessionOf(phone)).grants).toHaveLength(1)
  })
})

it('a phone that another member logs in on is no longer in the session of the first', async () => {
  const phone = openBrowser(app)
  await phone.logIn('chen.xiao')
  const first = phone.cookies.get('hecha_session') ?? ''

  await phone.logIn('lin.yu')

  expect((await app.anonymous.get('/api/session', { cookie: `hecha_session=${first}` })).status).toBe(401)
  expect((await phone.get('/api/session')).status).toBe(200)
})
