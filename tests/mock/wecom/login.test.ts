import { describe, expect, it } from 'vitest'

import { authorize, makeCaller, startSimulation } from './simulated-corp.ts'

const otherHost = { redirect_uri: 'http://evil.example/callback' }

describe('a simulated login', () => {
  it('signs in whoever holds the phone of the stage and carries the state', async () => {
    const { simulated, client } = startSimulation()

    const { location, code } = await authorize(simulated, { state: 'xYz9' })

    expect(location).toContain('http://caller.hecha.localhost:8080/api/login/callback?code=')
    expect(new URL(location ?? '').searchParams.get('state')).toBe('xYz9')
    expect(await client.getUserIdByCode(code)).toEqual({ kind: 'member', userId: 'ChenMing' })
  })

  it('asks who it is on any other host, in Chinese and saying that it is a simulation', async () => {
    const { simulated } = startSimulation()

    const { response } = await authorize(simulated, { redirect_uri: 'http://hecha.localhost:8080/api/login/callback' })
    const page = await response.text()

    expect(page).toContain('模拟环境')
    expect(page).toContain('周海')
    expect(page).toContain('member=zhouhai')
  })

  it.each([
    ['zhouhai', { kind: 'member', userId: 'zhouhai' }],
    ['oVisitor1', { kind: 'stranger' }],
  ])('takes the choice of %s from the query', async (member, identity) => {
    const { simulated, client } = startSimulation()
    const redirect_uri = 'http://hecha.localhost:8080/api/login/callback'

    const { code } = await authorize(simulated, { redirect_uri, member })

    expect(await client.getUserIdByCode(code)).toEqual(identity)
  })

  it.each([
    ['another corp', { appid: 'wwother' }, '40013'],
    ['an unknown app', { agentid: '999' }, '40056'],
    ['another answer than a code', { response_type: 'token' }, '40058'],
    ['a scope of its own', { scope: 'snsapi_userinfo' }, '40058'],
    ['private data without an app', { scope: 'snsapi_privateinfo', agentid: undefined }, '40058'],
    ['a state with a dash', { state: 'a-b' }, '84025'],
    ['a state of 129 letters', { state: 'a'.repeat(129) }, '84025'],
    ['a host that is not trusted', otherHost, '50001'],
    ['a trusted host with another port', { redirect_uri: 'http://caller.hecha.localhost/callback' }, '50001'],
    ['no address to return to', { redirect_uri: '' }, '50001'],
  ])('shows an error page for %s', async (_, changes, errcode) => {
    const { response, location } = await authorize(startSimulation().simulated, changes)

    expect(location).toBeNull()
    expect(await response.text()).toContain(`错误码 ${errcode}`)
  })

  it('refuses a code the second time', async () => {
    const { simulated, client } = startSimulation()
    const { code } = await authorize(simulated)
    await client.getUserIdByCode(code)

    await expect(client.getUserIdByCode(code)).rejects.toMatchObject({ errcode: 40029, reaction: 'login' })
  })

  it.each([
    [299, 0],
    [300, 40029],
  ])('of %i seconds ago ends with %i', async (age, errcode) => {
    const { simulated, forward } = startSimulation()
    const { get, getToken } = makeCaller(simulated)
    const { code } = await authorize(simulated)
    forward(age)

    const { body } = await get(`auth/getuserinfo?access_token=${await getToken()}&code=${code}`)

    expect(body['errcode']).toBe(errcode)
  })

  it('is worth nothing to another app', async () => {
    const { simulated } = startSimulation()
    const { get, getToken } = makeCaller(simulated)
    const { code } = await authorize(simulated)

    const { body } = await get(`auth/getuserinfo?access_token=${await getToken('secret-of-narrow')}&code=${code}`)

    expect(body['errcode']).toBe(40029)
  })

  it('to a host the app does not trust is refused when the code is used', async () => {
    const { simulated } = startSimulation()
    const { get, getToken } = makeCaller(simulated)
    const { code } = await authorize(simulated, { ...otherHost, agentid: undefined, member: 'linyue' })

    const { body } = await get(`auth/getuserinfo?access_token=${await getToken()}&code=${code}`)

    expect(body['errcode']).toBe(50001)
  })

  it('answers in the spelling of each path', async () => {
    const { simulated } = startSimulation()
    const { get, getToken } = makeCaller(simulated)
    const token = await getToken()
    const member = async () => (await authorize(simulated)).code
    const stranger = async (openId: string) =>
      (await authorize(simulated, { redirect_uri: 'http://hecha.localhost:8080/cb', member: openId })).code
    const ask = async (api: string, code: string) => (await get(`${api}?access_token=${token}&code=${code}`)).body

    expect(await ask('auth/getuserinfo', await member())).toEqual({ errcode: 0, errmsg: 'ok', userid: 'ChenMing' })
    expect(await ask('user/getuserinfo', await member())).toMatchObject({
      UserId: 'ChenMing',
      DeviceId: expect.any(String),
    })
    expect(await ask('auth/getuserinfo', await stranger('oVisitor1'))).toMatchObject({
      openid: 'oVisitor1',
      external_userid: 'wmVisitor1',
    })
    expect(await ask('auth/getuserinfo', await stranger('oVisitor2'))).not.toHaveProperty('external_userid')
    expect(await ask('user/getuserinfo', await stranger('oVisitor2'))).toMatchObject({ OpenId: 'oVisitor2' })
  })

  it('needs a code', async () => {
    const { get, getToken } = makeCaller(startSimulation().simulated)

    expect((await get(`auth/getuserinfo?access_token=${await getToken()}`)).body['errcode']).toBe(41008)
  })

  it('on a private deployment has the older path only', async () => {
    const { simulated } = startSimulation({ settings: { privateMode: true } })

    const response = await simulated.fetch(
      new Request('http://hecha.localhost:8080/simulation/cgi-bin/auth/getuserinfo?access_token=x&code=y'),
    )

    expect(response.status).toBe(404)
  })
})
