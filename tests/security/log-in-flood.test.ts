import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { beforeEach, expect, it } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { openBrowser, placeOf, type Browser } from '../support/open-browser.ts'

const OFFICE = '10.1.1.1'

let app: TestApp

beforeEach(async () => {
  app = await startApp()
  await app.givenCity()
})

/** Comes back with a good state and an invented code. */
async function tryCode(browser: Browser): Promise<string | null> {
  const state = (await browser.start()).searchParams.get('state') ?? ''
  return placeOf(await browser.get(`/api/auth/callback?code=invented&state=${state}`))
}

it('a flood of junk call-backs from one address locks nobody out behind it', async () => {
  const junk = openBrowser(app, OFFICE)
  for (let i = 0; i < 400; i += 1) {
    const answer = await junk.get(`/api/auth/callback?code=${i}&state=${i.toString(16).padStart(88, '0')}`)
    expect(placeOf(answer)).toBe('/?login=login_state_mismatch')
  }

  expect(placeOf(await openBrowser(app, OFFICE).logIn('chen.xiao'))).toBe('/')
})

it('a flood of codes that are tried locks out no phone that has been in before, and no other address', async () => {
  const phone = openBrowser(app, OFFICE)
  await phone.logIn('chen.xiao')
  const flood = openBrowser(app, OFFICE)
  const places = new Set<string | null>()
  for (let i = 0; i < 310; i += 1) places.add(await tryCode(flood))

  expect(places).toEqual(new Set(['/?login=login_failed', '/?login=rate_limited']))
  expect(placeOf(await openBrowser(app, OFFICE).logIn('lin.yu'))).toBe('/?login=rate_limited')
  expect(placeOf(await phone.logIn('chen.xiao'))).toBe('/')
  expect(placeOf(await openBrowser(app, '10.2.2.2').logIn('lin.yu'))).toBe('/')
  app.clock.advance(MINUTE_MS)
  expect(placeOf(await openBrowser(app, OFFICE).logIn('lin.yu'))).toBe('/')
})

it('a phone that has been in before tries twenty codes a minute, and cannot make itself another one', async () => {
  const phone = openBrowser(app, OFFICE)
  await phone.logIn('chen.xiao')
  const places: (string | null)[] = []
  for (let i = 0; i < 21; i += 1) places.push(await tryCode(phone))
  expect(places.filter(place => place === '/?login=rate_limited')).toHaveLength(1)

  for (let i = 0; i < 300; i += 1) await tryCode(openBrowser(app, OFFICE))
  const forged = openBrowser(app, OFFICE)
  forged.cookies.set('hecha_browser', 'f'.repeat(96))
  expect(await tryCode(forged)).toBe('/?login=rate_limited')
})
