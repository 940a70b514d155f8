import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Session } from '../../../contract/session.ts'
import { createMemorySimulationStore } from '../../../mock/wecom/store.ts'
import { createSimulatedWecom } from '../../../mock/wecom/simulated-wecom.ts'
import { createWecomClient } from '../../../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../../../server/wecom/memory-credential-store.ts'
import { ORIGIN, startApp, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
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
const pair = (cookies: string[], name: string) =>
  cookies.find(cookie => cookie.startsWith(`${name}=`))?.split(';')[0] ?? ''

/** Starts a log-in as the browser does: the address at WeCom and the cookie it left. */
async function start(path = '/api/auth/login') {
  const answer = await app.app.request(`${ORIGIN}${path}`)
  return { address: new URL(answer.headers.get('location') ?? ''), cookies: cookiesOf(answer) }
}

/** Says at WeCom who holds the phone; answers the address it sends the browser back to. */
async function choose(address: URL, member: string): Promise<URL> {
  address.searchParams.set('member', member)
  const answer = await app.wecom.fetch(new Request(address))
  return new URL(answer.headers.get('location') ?? '')
}

const comeBack = (address: URL, cookie: string) =>
  app.app.request(`${ORIGIN}${address.pathname}${address.search}`, { headers: cookie ? { cookie } : {} })

async function logIn(member: string, path?: string) {
  const { address, cookies } = await start(path)
  const back = await choose(address, member)
  const answer = await comeBack(back, pair(cookies, 'hecha_login'))
  return { answer, back, state: pair(cookies, 'hecha_login'), session: pair(cookiesOf(answer), 'hecha_session') }
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

  it('returns to the page it came from, and to none of another site', async () => {
    expect((await logIn('chen.xiao', '/api/auth/login?returnTo=/tasks/1')).answer.headers.get('location')).toBe(
      '/tasks/1',
    )
    for (const foreign of ['//evil.test', 'https://evil.test', '/\\evil.test']) {
      const { answer } = await logIn('chen.xiao', `/api/auth/login?returnTo=${encodeURIComponent(foreign)}`)
      expect(answer.headers.get('location')).toBe('/')
    }
  })

  it.each([
    ['without the cookie', (): string => ''],
    ['with the cookie of another log-in', (): string => `hecha_login=${'0'.repeat(32)}`],
  ])('started in another browser is refused: %s', async (_what, cookie) => {
    const { address } = await start()

    const answer = await comeBack(await choose(address, 'chen.xiao'), cookie())

    expect(answer.headers.get('location')).toBe('/?login=login_state_mismatch')
    expect(pair(cookiesOf(answer), 'hecha_session')).toBe('')
  })

  it('with a code that was used before is refused', async () => {
    const { back, state } = await logIn('chen.xiao')

    const again = await comeBack(back, state)

    expect(again.headers.get('location')).toBe('/?login=login_failed')
    expect(pair(cookiesOf(again), 'hecha_session')).toBe('')
  })

  it('takes the state from the browser once', async () => {
    const { answer } = await logIn('chen.xiao')

    expect(cookiesOf(answer).find(one => one.startsWith('hecha_login='))).toMatch(/Max-Age=0/)
  })

  it('of somebody who is no member is refused', async () => {
    expect((await logIn('open-1')).answer.headers.get('location')).toBe('/?login=not_a_member')
  })

  it('while WeCom is down says so', async () => {
    const { address, cookies } = await start()
    const back = await choose(address, 'chen.xiao')
    app.wecom.faults.setNetworkDown(true)

    const answer = await comeBack(back, pair(cookies, 'hecha_login'))
    app.wecom.faults.setNetworkDown(false)

    expect(answer.headers.get('location')).toBe('/?login=wecom_unavailable')
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
  if (session) expect(await (await sessionWith(session)).json()).toMatchObject({ userid: member.toLowerCase() })
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
