import { describe, expect, it } from 'vitest'

import { createMemorySimulationStore } from '../../../mock/wecom/store.ts'
import { corp, makeCaller, startSimulation } from './simulated-corp.ts'

describe('the simulated service', () => {
  it('answers refusals with HTTP 200 and the hint, address and help page of production', async () => {
    const { simulated } = startSimulation()
    const { get } = makeCaller(simulated, { 'x-forwarded-for': '203.0.113.9' })

    const { status, body } = await get('user/get?access_token=made-up&userid=ChenMing')

    expect(status).toBe(200)
    expect(body['errcode']).toBe(40014)
    expect(body['errmsg']).toMatch(
      /^invalid access_token, hint: \[\d+_\d+_[0-9a-f]+\], from ip: 203\.0\.113\.9, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40014$/,
    )
  })

  it.each([
    ['gettoken?corpsecret=x', 41002],
    [`gettoken?corpid=${corp.corpId}`, 41004],
    [`gettoken?corpid=${corp.corpId}&corpsecret=wrong`, 40001],
    ['gettoken?corpid=wwother&corpsecret=secret-of-hecha', 40013],
    ['user/get?userid=ChenMing', 41001],
    ['get_jsapi_ticket?access_token=made-up', 40014],
  ])('refuses %s with %i', async (path, errcode) => {
    const { get } = makeCaller(startSimulation().simulated)

    expect((await get(path)).body['errcode']).toBe(errcode)
  })

  it('does not look for the token in the body', async () => {
    const { post, getToken } = makeCaller(startSimulation().simulated)
    const token = await getToken()

    const { body } = await post('appchat/create', { access_token: token, name: '群', userlist: ['ChenMing', 'linyue'] })

    expect(body['errcode']).toBe(41001)
  })

  it('gives the same token again while it is valid, and the seconds left', async () => {
    const { simulated, forward } = startSimulation()
    const { get } = makeCaller(simulated)
    const path = `gettoken?corpid=${corp.corpId}&corpsecret=secret-of-hecha`
    const first = (await get(path)).body
    forward(100)

    const second = (await get(path)).body

    expect(second).toEqual({ ...first, expires_in: 7_100 })
  })

  it('answers 40014 for a token ended before its time', async () => {
    const { simulated } = startSimulation()
    const { get, getToken } = makeCaller(simulated)
    const token = await getToken()
    await simulated.revokeNow()

    expect((await get(`user/get?access_token=${token}&userid=ChenMing`)).body['errcode']).toBe(40014)
  })

  it('answers 42001 once the time of a token is over', async () => {
    const { simulated, forward } = startSimulation({ settings: { tokenSeconds: 60 } })
    const { get, getToken } = makeCaller(simulated)
    const token = await getToken()
    forward(60)

    expect((await get(`user/get?access_token=${token}&userid=ChenMing`)).body['errcode']).toBe(42001)
  })

  it('lets a token act for its own agent only', async () => {
    const { post, getToken } = makeCaller(startSimulation().simulated)
    const token = await getToken('secret-of-narrow')
    const message = { touser: 'ChenMing', agentid: 1000002, msgtype: 'text', text: { content: '在吗' } }

    expect((await post(`message/send?access_token=${token}`, message)).body['errcode']).toBe(301002)
  })

  it('answers data calls from listed addresses only, where a list is set', async () => {
    const { simulated } = startSimulation({ settings: { trustedIps: ['10.0.0.1'] } })
    const listed = makeCaller(simulated, { 'x-forwarded-for': '10.0.0.1' })
    const other = makeCaller(simulated, { 'x-forwarded-for': '10.0.0.2' })
    const token = await other.getToken()
    const path = `user/get?access_token=${token}&userid=ChenMing`

    expect((await other.get(path)).body['errcode']).toBe(60020)
    expect((await listed.get(path)).body['errcode']).toBe(0)
  })

  it('counts calls per minute where a limit is set', async () => {
    const { simulated, forward } = startSimulation({ settings: { callsPerMinute: 2 } })
    const { get, getToken } = makeCaller(simulated)
    const path = `user/get?access_token=${await getToken()}&userid=ChenMing`
    await get(path)
    await get(path)

    expect((await get(path)).body['errcode']).toBe(45009)
    forward(61)
    expect((await get(path)).body['errcode']).toBe(0)
  })

  it('gives an app at most 100 tickets an hour', async () => {
    const { get, getToken } = makeCaller(startSimulation().simulated)
    const path = `get_jsapi_ticket?access_token=${await getToken()}`
    const codes = new Set<unknown>()
    for (let call = 0; call < 100; call++) codes.add((await get(path)).body['errcode'])

    expect([...codes]).toEqual([0])
    expect((await get(path)).body['errcode']).toBe(45009)
  })

  it('knows one kind of app ticket', async () => {
    const { get, getToken } = makeCaller(startSimulation().simulated)

    expect((await get(`ticket/get?access_token=${await getToken()}&type=wx_card`)).body['errcode']).toBe(91040)
  })

  it('locks an address for an hour after wrong secrets, where asked to', async () => {
    const { simulated, forward } = startSimulation({ settings: { wrongSecretsBeforeLock: 3 } })
    const { get } = makeCaller(simulated)
    const path = (secret: string) => `gettoken?corpid=${corp.corpId}&corpsecret=${secret}`
    for (const secret of ['a', 'b', 'c']) await get(path(secret))

    expect((await get(path('secret-of-hecha'))).body['errcode']).toBe(45009)
    forward(3_601)
    expect((await get(path('secret-of-hecha'))).body['errcode']).toBe(0)
  })

  it('keeps tokens over a restart', async () => {
    const store = createMemorySimulationStore()
    const token = await makeCaller(startSimulation({ store }).simulated).getToken()

    const restarted = makeCaller(startSimulation({ store }).simulated)

    expect((await restarted.get(`user/get?access_token=${token}&userid=ChenMing`)).body['errcode']).toBe(0)
  })
})
