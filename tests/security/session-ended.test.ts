import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { roleGrants, sessions, staff } from '../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { refusalOf } from '../support/steps.ts'

const IDLE_MS = 30 * MINUTE_MS

let app: TestApp
let community: string
let staffId: string
let phone: Client
let lead: Client

beforeAll(async () => {
  app = await startApp()
  community = (await app.givenCity()).community
})

beforeEach(async () => {
  staffId = await app.givenStaff('陈晓', ['caller', community])
  phone = await app.as(staffId)
  lead = await app.as(await app.givenStaff('赵敏', ['lead', community]))
})

/** All a stream says until the server ends it; `begun` runs once it is open. */
async function listen(client: Client, begun: () => unknown): Promise<string> {
  const answer = await client.get('/api/stream')
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('a stream has a body')
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value
    if (part.value.includes('event: hello')) await begun()
  }
  return text
}

const endedWith = (code: string) => new RegExp(`event: ended\ndata: \\{"code":"${code}"`)

describe('an open stream', () => {
  it('ends with the session, and says so to the page', async () => {
    const text = await listen(phone, () => phone.send('DELETE', '/api/session'))

    expect(text).toMatch(endedWith('unauthenticated'))
    expect((await refusalOf(await phone.get('/api/stream'))).code).toBe('unauthenticated')
  })

  it('ends when the person is taken out of the directory', async () => {
    const text = await listen(phone, async () => {
      await app.deps.db.update(staff).set({ active: false }).where(eq(staff.id, staffId))
      await lead.send('PUT', `/api/members/${staffId}/roles`, { grants: [] })
    })

    expect(text).toMatch(endedWith('unauthenticated'))
  })

  it('ends without a word when roles change, and comes back only for those that are left', async () => {
    const text = await listen(phone, () => lead.send('PUT', `/api/members/${staffId}/roles`, { grants: [] }))

    expect(text).toContain('event: roles_changed')
    expect(text).not.toContain('event: ended')
    expect((await refusalOf(await phone.get('/api/stream'))).code).toBe('no_role')
  })

  it('goes on for the other phone of a member who logs out on one', async () => {
    const other = await app.as(staffId)
    const heard = listen(other, () => undefined)
    await listen(phone, () => phone.send('DELETE', '/api/session'))

    expect(await heard).not.toContain('event: ended')
    expect((await other.get('/api/session')).status).toBe(200)
  })

  it('ends at the minute its session goes idle', async () => {
    app.clock.advance(IDLE_MS - 100)
    const text = await listen(phone, () => app.clock.advance(101))

    expect(text).toMatch(endedWith('session_idle'))
  })

  it('ends where the session ended between the door and the first event', async () => {
    const { ready } = app.deps.feed
    app.deps.feed.ready = async () => {
      await app.deps.db.update(sessions).set({ endedAt: app.clock.now }).where(eq(sessions.staffId, staffId))
      return ready()
    }

    const text = await listen(phone, () => undefined)
    app.deps.feed.ready = ready

    expect(text).toMatch(endedWith('unauthenticated'))
  })
})

it('a session without a role sees nothing, whatever page is still open', async () => {
  await app.deps.db.delete(roleGrants).where(eq(roleGrants.staffId, staffId))

  for (const path of ['/api/tasks', '/api/stream', '/api/inbox'])
    expect((await phone.get(path)).status).toBeGreaterThanOrEqual(403)
})
