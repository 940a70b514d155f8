import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Session } from '../../../contract/session.ts'
import { createMemorySimulationStore } from '../../../mock/wecom/store.ts'
import { createSimulatedWecom } from '../../../mock/wecom/simulated-wecom.ts'
import { createWecomClient } from '../../../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../../../server/wecom/memory-credential-store.ts'
import { ORIGIN, startApp, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { choose, openBrowser, placeOf } from '../../support/open-browser.ts'
import { answerOf, refusalOf } from '../../support/steps.ts'
import { TEST_DIRECTORY } from '../../support/test-directory.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
  await app.givenCity()
})

afterEach(() => expectNoLeaks(app))

const cookiesOf = (answer: Response) => answer.headers.getSetCookie()

async function logIn(member: string, returnTo?: string) {
  const browser = openBrowser(app)
  const answer = await browser.logIn(member, returnTo)
  return { answer, session: `hecha_session=${browser.cookies.get('hecha_session')}` }
}

const sessionWith = (cookie: string) => app.anonymous.get('/api/session', { cookie })

describe('a log-in', () => {
  it('comes back with a session in a cookie that no script reads', async () => {
    const { answer, session } = await logIn('chen.xiao')

    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/')
    const cookie = cookiesOf(answer).find(one => one.startsWith('hecha_session='))
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).toMatch(/; Max-Age=43200/)
    expect(cookie).not.toMatch(/Secure/)
    expect(await answerOf(Session, await sessionWith(session))).toMatchObject({ userid: 'chen.xiao', name: '陈晓' })
  })

  it('returns to the page it came from', async () => {
    const task = '/#/tasks/00000000-0000-4000-8000-000000000001'
    expect(placeOf((await logIn('chen.xiao', task)).answer)).toBe(task)
  })

  it('takes its own cookie away once it is over', async () => {
    const browser = openBrowser(app)
    await browser.start()
    expect([...browser.cookies.keys()].filter(name => name.startsWith('hecha_login_'))).toHaveLength(1)

    await browser.logIn('chen.xiao')

    expect([...browser.cookies.keys()].filter(name => name.startsWith('hecha_login_'))).toHaveLength(1)
    expect(browser.cookies.has('hecha_session')).toBe(true)
  })

  it('leaves no more than eight cookies of log-ins nobody ended', async () => {
    const browser = openBrowser(app)
    for (let i = 0; i < 20; i += 1) {
      await browser.start()
      app.clock.advance(1000)
    }

    expect([...browser.cookies.keys()].filter(name => name.startsWith('hecha_login_'))).toHaveLength(8)
    expect(placeOf(await browser.logIn('chen.xiao'))).toBe('/')
  })

  it('of somebody who is no member is refused', async () => {
    expect((await logIn('open-1')).answer.headers.get('location')).toBe('/?login=not_a_member')
  })

  it('while WeCom is down says so', async () => {
    const browser = openBrowser(app)
    const back = await choose(app, await browser.start(), 'chen.xiao')
    app.wecom.faults.setNetworkDown(true)

    const answer = await browser.comeBack(back)
    app.wecom.faults.setNetworkDown(false)

    expect(placeOf(answer)).toBe('/?login=wecom_unavailable')
  })
})

it.each([
  [
    'outside the visible range',
    { visible: { departmentIds: [4], userIds: [] } },
    false,
    'wu.di',
    '/?login=not_visible',
  ],
  ['of a private deployment', {}, true, 'chen.xiao', '/'],
  ['whose userid is written with capitals', {}, false, 'Sun.Lei', '/'],
])('logs in a member %s as the platform answers', async (_what, change, privateMode, member, place) => {
  app = await startApp()
  const [own] = TEST_DIRECTORY.apps
  if (!own) throw new Error('the test directory has an app')
  const wecom = createSimulatedWecom({
    clock: () => app.clock.now,
    directory: { ...TEST_DIRECTORY, apps: [{ ...own, ...change }] },
    store: createMemorySimulationStore(),
    basePath: '',
    settings: { privateMode },
  })
  app.wecom = wecom
  app.deps.wecom = createWecomClient({
    apiBase: 'http://wecom.test',
    corpId: TEST_DIRECTORY.corpId,
    agentId: own.agentId,
    secret: own.secret,
    store: createMemoryCredentialStore(),
    clock: () => app.clock.now,
    fetch: request => wecom.fetch(request),
  })

  const { answer, session } = await logIn(member)

  expect(answer.headers.get('location')).toBe(place)
  if (place === '/') expect(await (await sessionWith(session)).json()).toMatchObject({ userid: member.toLowerCase() })
})

describe('a session', () => {
  it('ends when nothing was asked for 30 minutes, and lives on by asking', async () => {
    const { session } = await logIn('lin.yu')
    app.clock.advance(29 * MINUTE_MS)
    expect((await sessionWith(session)).status).toBe(200)
    app.clock.advance(29 * MINUTE_MS)
    expect((await sessionWith(session)).status).toBe(200)
    app.clock.advance(30 * MINUTE_MS + 1)
    expect(await refusalOf(await sessionWith(session))).toMatchObject({ status: 401, code: 'session_idle' })
  })

  it('ends after 12 hours however busy', async () => {
    const { session } = await logIn('lin.yu')
    for (let i = 0; i < 47; i += 1) {
      app.clock.advance(15 * MINUTE_MS)
      expect((await sessionWith(session)).status).toBe(200)
    }
    app.clock.advance(15 * MINUTE_MS)
    expect((await refusalOf(await sessionWith(session))).code).toBe('unauthenticated')
  })

  it('is over once logged out, and its cookie is taken away', async () => {
    const { session } = await logIn('lin.yu')

    const answer = await app.anonymous.send('DELETE', '/api/session', undefined, { cookie: session })

    expect(answer.status).toBe(204)
    expect(cookiesOf(answer).join()).toMatch(/hecha_session=;.*Max-Age=0/)
    expect((await refusalOf(await sessionWith(session))).code).toBe('unauthenticated')
  })

  it.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['an origin that only begins like ours', { origin: `${ORIGIN}.evil.test` }],
    ['no origin', { origin: 'null' }],
  ])('changes nothing for a page of %s', async (_what, headers) => {
    const { session } = await logIn('lin.yu')

    const answer = await app.anonymous.send('DELETE', '/api/session', undefined, { cookie: session, ...headers })

    expect(await refusalOf(answer)).toMatchObject({ status: 403, code: 'foreign_origin' })
    expect((await sessionWith(session)).status).toBe(200)
  })
})

describe('the signing of pages', () => {
  const sign = async (kind: string, url: string) => {
    const { session } = await logIn('lin.yu')
    return app.anonymous.get(`/api/wecom/js-sdk-signature?kind=${kind}&url=${encodeURIComponent(url)}`, {
      cookie: session,
    })
  }

  it.each(['corp', 'agent'])('gives a signature that the client accepts: %s', async kind => {
    const url = `${ORIGIN}/?from=workbench#/tasks`
    const { timestamp, nonceStr, signature } = await (await sign(kind, url)).json()

    const body = { kind, corpId: TEST_DIRECTORY.corpId, agentId: '1000002', url, nonceStr, signature }
    const verify = new Request('http://wecom.test/client/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, timestamp: String(timestamp) }),
    })
    expect(await (await app.wecom.fetch(verify)).json()).toEqual({ result: 'ok' })
  })

  it.each(['https://evil.test/', `${ORIGIN}.evil.test/`, 'http://hecha.test:81/', 'http://user@evil.test/hecha.test'])(
    'signs no page of %s',
    async url => {
      expect(await refusalOf(await sign('corp', url))).toMatchObject({ status: 403, code: 'url_not_ours' })
    },
  )
})

it('sends WeCom to the public address where a proxy ends TLS, with secure cookies', async () => {
  const origin = 'https://hecha.example.gov.cn'
  const behindProxy = await startApp({ origins: [origin], isOwnOrigin: one => one === origin, secureCookies: true })

  const answer = await behindProxy.app.request('http://127.0.0.1:8080/api/auth/login')

  const address = new URL(answer.headers.get('location') ?? '')
  expect(address.searchParams.get('redirect_uri')).toBe(`${origin}/api/auth/callback`)
  expect(cookiesOf(answer).join()).toMatch(/; Secure/)
})
