import { beforeAll, describe, expect, it } from 'vitest'
import { equalInConstantTime } from '../../../server/privacy/random.ts'
import { ORIGIN, startApp, type TestApp } from '../../support/app.ts'
import { refusalOf } from '../../support/steps.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let unitId: string

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
})

it('takes a session from nobody but itself', async () => {
  const answer = await app.anonymous.get('/api/session', { cookie: `hecha_session=${'a'.repeat(64)}` })
  expect((await refusalOf(answer)).code).toBe('unauthenticated')
})

it('lets a lead search 30 numbers an hour', async () => {
  const staffId = await app.givenStaff('赵敏', ['lead', unitId])
  const lead = await app.as(staffId)
  const search = (i: number) => lead.send('POST', '/api/audit/subject', { phone: `1360000${1000 + i}` })
  for (let i = 0; i < 30; i += 1) expect((await search(i)).status).toBe(200)

  expect(await refusalOf(await search(30))).toMatchObject({ status: 429, code: 'look_limit' })
  app.clock.advance(HOUR_MS)
  expect((await (await app.as(staffId)).send('POST', '/api/audit/subject', { phone: '13600001099' })).status).toBe(200)
})

it('takes no body larger than 64 KB', async () => {
  const member = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  const answer = await member.send('POST', '/api/training/answers', { answers: [], more: 'x'.repeat(64 * 1024) })
  expect(await refusalOf(answer)).toMatchObject({ status: 413, code: 'too_large' })
})

it.each(['/api/session', '/api/nothing', '/api/auth/login'])(
  'answers %s with headers that keep and show nothing',
  async path => {
    const { headers } = await app.anonymous.get(path)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('strict-transport-security')).toBeNull()
  },
)

describe('on https', () => {
  const origin = 'https://hecha.test'
  const started = startApp({ origins: [origin], isOwnOrigin: one => one === origin, secureCookies: true })

  it('promises https and gives cookies no neighbour can plant', async () => {
    const secure = await started
    const answer = await secure.anonymous.get('/api/auth/login')
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-hecha_login_[0-9a-f]{24}=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/,
    )
  })

  it('knows a session by its __Host- cookie only', async () => {
    const secure = await started
    const token = await secure.givenSession(await secure.givenStaff('林雨'))
    const get = async (name: string) =>
      (await secure.app.request(`${ORIGIN}/api/session`, { headers: { cookie: `${name}=${token}` } })).status

    expect(await get('__Host-hecha_session')).toBe(200)
    expect(await get('hecha_session')).toBe(401)
  })
})

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'ab', false],
  ['ab', 'abc', false],
  ['', 'a', false],
  ['a', '', false],
  ['', '', true],
])('compares %o with %o', (a, b, same) => {
  expect(equalInConstantTime(a, b)).toBe(same)
})
