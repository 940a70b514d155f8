import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Session } from '../../contract/session.ts'
import { usedLogins } from '../../server/db/schema/index.ts'
import { sweepOld } from '../../server/jobs/sweep-old.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { choose, openBrowser, placeOf, type Browser } from '../support/open-browser.ts'
import { answerOf } from '../support/steps.ts'

const REFUSED = '/?login=login_state_mismatch'
const ORIGIN = 'https://hecha.test'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ origins: [ORIGIN], isOwnOrigin: one => one === ORIGIN, secureCookies: true })
  await app.givenCity()
})

afterEach(() => expectNoLeaks(app))

const isIn = (browser: Browser) => browser.cookies.has('__Host-hecha_session')
const loginCookies = (browser: Browser) => [...browser.cookies].filter(([name]) => name.includes('hecha_login_'))

describe('log-in forgery', () => {
  it('does not put a victim into the session of the attacker', async () => {
    const [attacker, victim] = [openBrowser(app), openBrowser(app)]
    await victim.start()
    const trap = await choose(app, await attacker.start(), 'chen.xiao')

    expect(placeOf(await victim.comeBack(trap))).toBe(REFUSED)
    expect(isIn(victim)).toBe(false)
  })

  it('does not let an attacker end a log-in whose address was seen', async () => {
    const [victim, attacker] = [openBrowser(app), openBrowser(app)]
    const seen = await choose(app, await victim.start('/#/tasks'), 'chen.xiao')
    const id = seen.searchParams.get('state')?.slice(0, 24) ?? ''
    attacker.cookies.set(`__Host-hecha_login_${id}`, encodeURIComponent(`${'0'.repeat(32)}/#/tasks`))

    expect(placeOf(await attacker.comeBack(seen))).toBe(REFUSED)
    expect(isIn(attacker)).toBe(false)
  })

  it('takes no cookie a neighbour under the domain can plant', async () => {
    const [attacker, victim] = [openBrowser(app), openBrowser(app)]
    const trap = await choose(app, await attacker.start(), 'chen.xiao')
    for (const [name, value] of loginCookies(attacker)) {
      for (const planted of [name.replace('__Host-', ''), name.replace('__Host-', '__Secure-')])
        victim.cookies.set(planted, value)
    }

    expect(placeOf(await victim.comeBack(trap))).toBe(REFUSED)
    expect(isIn(victim)).toBe(false)
  })

  it('ends a state once, also for two who come at the same moment with the same cookies', async () => {
    const browser = openBrowser(app)
    const back = await choose(app, await browser.start(), 'chen.xiao')
    const kept = new Map(browser.cookies)
    const copy = openBrowser(app)
    for (const [name, value] of kept) copy.cookies.set(name, value)

    const places = (await Promise.all([browser.comeBack(back), copy.comeBack(back)])).map(placeOf)

    expect(places.toSorted()).toEqual(['/', REFUSED])
    for (const [name, value] of kept) copy.cookies.set(name, value)
    back.searchParams.set(
      'code',
      (await choose(app, await browser.start(), 'chen.xiao')).searchParams.get('code') ?? '',
    )
    expect(placeOf(await copy.comeBack(back))).toBe(REFUSED)
  })

  it('refuses a state that is older than ten minutes, and one that has been forgotten', async () => {
    const browser = openBrowser(app)
    const late = await choose(app, await browser.start(), 'chen.xiao')
    app.clock.advance(11 * MINUTE_MS)
    expect(placeOf(await browser.comeBack(late))).toBe(REFUSED)

    const used = await choose(app, await browser.start(), 'chen.xiao')
    const kept = new Map(browser.cookies)
    expect(placeOf(await browser.comeBack(used))).toBe('/')
    app.clock.advance(21 * MINUTE_MS)
    await sweepOld(app.deps)
    expect(await app.deps.db.select().from(usedLogins)).toEqual([])
    for (const [name, value] of kept) browser.cookies.set(name, value)
    expect(placeOf(await browser.comeBack(used))).toBe(REFUSED)
  })
})

describe('open redirect by the log-in', () => {
  it.each([
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    '/%2f/evil.test',
    '/#/../\\evil.test',
    '/\t/evil.test',
    '/.evil.test',
    '/api/auth/login',
    '/?login=internal',
    `/#/${'a'.repeat(300)}`,
    'javascript:alert(1)',
  ])('%o leads to our own first page', async asked => {
    expect(placeOf(await openBrowser(app).logIn('chen.xiao', asked))).toBe('/')
  })

  it('is not let in by a changed cookie either', async () => {
    const browser = openBrowser(app)
    const back = await choose(app, await browser.start('/#/tasks'), 'chen.xiao')
    for (const [name, value] of loginCookies(browser))
      browser.cookies.set(name, encodeURIComponent(`${decodeURIComponent(value).slice(0, 32)}//evil.test`))

    expect(placeOf(await browser.comeBack(back))).toBe(REFUSED)
  })
})

it('lets two pages that log in at once both in', async () => {
  const browser = openBrowser(app)
  const [one, other] = await Promise.all([browser.start('/#/tasks'), browser.start('/#/inbox')])

  const later = await browser.comeBack(await choose(app, other, 'lin.yu'))
  const sooner = await browser.comeBack(await choose(app, one, 'lin.yu'))

  expect([placeOf(sooner), placeOf(later)]).toEqual(['/#/tasks', '/#/inbox'])
  expect(await answerOf(Session, await browser.get('/api/session'))).toMatchObject({ userid: 'lin.yu' })
})
