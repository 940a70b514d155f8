import { describe, expect, it } from 'vitest'

import { createMemoryCredentialStore } from '../../../server/wecom/memory-credential-store.ts'
import { authorize, corp, startSimulation } from '../../mock/wecom/simulated-corp.ts'

const hello = { kind: 'text', text: '你好' } as const

describe('the WeCom client', () => {
  it('fetches the token once for 50 calls at the same time', async () => {
    const { client, calls } = startSimulation()

    await Promise.all(Array.from({ length: 50 }, () => client.getMember('linyue')))

    expect(calls.filter(api => api === 'gettoken')).toHaveLength(1)
    expect(calls.filter(api => api === 'user/get')).toHaveLength(50)
  })

  it('fetches each ticket once for 50 calls at the same time', async () => {
    const { client, calls } = startSimulation()

    const tickets = await Promise.all(Array.from({ length: 50 }, () => client.getAgentTicket()))
    const corpTicket = await client.getCorpTicket()

    expect(new Set(tickets).size).toBe(1)
    expect(corpTicket).not.toBe(tickets[0])
    expect(calls).toEqual(['gettoken', 'ticket/get', 'get_jsapi_ticket'])
  })

  it('shares the token with another process through the store', async () => {
    const store = createMemoryCredentialStore()
    const one = startSimulation({ client: { store } })
    const two = startSimulation({ client: { store, fetch: one.fetch } })

    await Promise.all([one.client.getMember('linyue'), two.client.getMember('linyue')])

    expect(one.calls.filter(api => api === 'gettoken')).toHaveLength(1)
  })

  it('gets another token once when the old one was ended early, for all who noticed', async () => {
    const { client, simulated, calls } = startSimulation()
    await client.getMember('linyue')
    await simulated.revokeNow()
    calls.length = 0

    await Promise.all(Array.from({ length: 20 }, () => client.getMember('linyue')))

    expect(calls.filter(api => api === 'gettoken')).toHaveLength(1)
  })

  it('gets another token and repeats the call after 42001', async () => {
    const { client, simulated, calls } = startSimulation()
    await client.getMember('linyue')
    simulated.faults.refuseNext('user/get', 42001)
    calls.length = 0

    const member = await client.getMember('linyue')

    expect(member.name).toBe('林月')
    expect(calls).toEqual(['user/get', 'gettoken', 'user/get'])
  })

  it('repeats the call only once when the next token is refused as well', async () => {
    const { client, simulated, calls } = startSimulation()
    simulated.faults.refuseNext('user/get', 40014, 5)

    await expect(client.getMember('linyue')).rejects.toMatchObject({ errcode: 40014 })
    expect(calls.filter(api => api === 'user/get')).toHaveLength(2)
  })

  it('gets a ticket although the token it had was dead', async () => {
    const { client, simulated } = startSimulation()
    await client.getMember('linyue')
    await simulated.revokeNow('access_token')

    expect(await client.getAgentTicket()).toMatch(/^sim_agent_ticket_/)
  })

  it.each([
    [6_999, 1],
    [7_000, 2],
  ])('has fetched %i seconds later %i tokens: 200 seconds early', async (seconds, fetched) => {
    const { client, calls, forward } = startSimulation()
    await client.getMember('linyue')
    forward(seconds)
    await client.getMember('linyue')

    expect(calls.filter(api => api === 'gettoken')).toHaveLength(fetched)
  })

  it('asks a busy service up to four times', async () => {
    const { client, simulated, calls } = startSimulation()
    simulated.faults.refuseNext('user/get', -1, 3)

    expect((await client.getMember('linyue')).name).toBe('林月')
    expect(calls.filter(api => api === 'user/get')).toHaveLength(4)
  })

  it('gives up on a service that stays busy', async () => {
    const { client, simulated } = startSimulation()
    simulated.faults.refuseNext('user/get', -1, 4)

    await expect(client.getMember('linyue')).rejects.toMatchObject({ errcode: -1, reaction: 'retry' })
  })

  it('does not repeat a call over the frequency limit but says to wait', async () => {
    const { client, simulated, calls } = startSimulation()
    simulated.faults.refuseNext('webhook/send', 45009)

    await expect(client.sendWebhook('hook-of-tingnan', hello)).rejects.toMatchObject({
      errcode: 45009,
      reaction: 'wait',
    })
    expect(calls).toEqual(['webhook/send'])
  })

  it('says to retry when the line is cut', async () => {
    const { client, simulated } = startSimulation()
    simulated.faults.setNetworkDown(true)

    await expect(client.getMember('linyue')).rejects.toMatchObject({ errcode: null, reaction: 'retry' })
  })

  it('does not wait for an answer that does not come', async () => {
    const never = (request: Request) =>
      new Promise<Response>((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
      })
    const { client } = startSimulation({ client: { fetch: never, timeoutMs: 20 } })

    await expect(client.sendWebhook('hook-of-tingnan', hello)).rejects.toMatchObject({ errcode: null })
  })

  it.each([
    ['a page', () => new Response('<html>502</html>', { status: 502 })],
    ['text', () => new Response('ok')],
    ['another shape', () => Response.json({ errcode: 0, access_token: 7 })],
    ['a list', () => Response.json([])],
  ])('refuses %s as an answer', async (_, answer) => {
    const { client } = startSimulation({ client: { fetch: async () => answer() } })

    await expect(client.getMember('linyue')).rejects.toMatchObject({ name: 'WecomError', errcode: null })
  })

  it('leaves the service alone for a minute after a wrong secret', async () => {
    const { client, calls, forward } = startSimulation({ client: { secret: 'wrong' } })
    const tryIt = () => client.getMember('linyue').catch((error: unknown) => error)
    await tryIt()

    expect(await tryIt()).toMatchObject({ errcode: 40001, reaction: 'stop' })
    expect(calls).toEqual(['gettoken'])
    forward(60)
    await tryIt()
    expect(calls).toEqual(['gettoken', 'gettoken'])
  })

  it('never puts secret or token into an error', async () => {
    const leaky = (request: Request) => Promise.reject(new TypeError(`cannot reach ${request.url}`))
    const { client } = startSimulation({ client: { fetch: leaky } })

    const error = await client.getMember('linyue').catch((cause: unknown) => cause as Error)

    expect(JSON.stringify([error, String(error), (error as Error).cause ?? null])).not.toContain('secret-of-hecha')
  })

  it('finds the older identity path by itself where auth/* is missing, and remembers it', async () => {
    const { client, simulated, calls } = startSimulation({ settings: { privateMode: true } })

    const first = await client.getUserIdByCode((await authorize(simulated)).code)
    await client.getUserIdByCode((await authorize(simulated)).code)

    expect(first).toEqual({ kind: 'member', userId: 'ChenMing' })
    expect(calls.filter(api => api === 'auth/getuserinfo')).toHaveLength(1)
    expect(calls.filter(api => api === 'user/getuserinfo')).toHaveLength(2)
  })

  it('does not try the older path when the code is bad', async () => {
    const { client, calls } = startSimulation()

    await expect(client.getUserIdByCode('invented')).rejects.toMatchObject({ errcode: 40029 })
    expect(calls).not.toContain('user/getuserinfo')
  })

  it.each(['auth', 'user'] as const)('uses the %s path alone when told so', async identityPath => {
    const { client, simulated, calls } = startSimulation({ client: { identityPath } })

    await client.getUserIdByCode((await authorize(simulated)).code)

    expect(calls).toEqual(['gettoken', `${identityPath}/getuserinfo`])
  })

  it('takes a member of a linked corp for a stranger', async () => {
    const answers = async (request: Request) =>
      request.url.includes('gettoken')
        ? Response.json({ errcode: 0, access_token: 't', expires_in: 7_200 })
        : Response.json({ errcode: 0, userid: 'wwother/chenming' })
    const { client } = startSimulation({ client: { fetch: answers } })

    expect(await client.getUserIdByCode('code')).toEqual({ kind: 'stranger' })
  })

  it('reads a member with departments and what they lead', async () => {
    const { client } = startSimulation()

    expect(await client.getMember('zhouhai')).toEqual({
      userId: 'zhouhai',
      name: '周海',
      departmentIds: [2],
      mainDepartmentId: 2,
      position: '统筹',
      leadsDepartmentIds: [2],
      status: 1,
    })
  })

  it('finds no member outside the visible range', async () => {
    const { client } = startSimulation({ client: { agentId: 1000003, secret: 'secret-of-narrow' } })

    expect(await client.findMember('zhouhai')).toBeNull()
    expect(await client.findMember('nobody')).toBeNull()
    await expect(client.getMember('zhouhai')).rejects.toMatchObject({ errcode: 60011, reaction: 'sync' })
  })

  it('lists departments with names, one by one where the list is withheld', async () => {
    const { client, simulated } = startSimulation()
    const whole = await client.listDepartments()
    simulated.faults.refuseNext('department/list', 48002)

    expect(await client.listDepartments()).toEqual(whole)
    expect(whole.map(({ name }) => name)).toEqual(['云屏区', '澜汀街道', '汀南社区', '澜桥社区'])
  })

  it('lists the members of a department and below, each once', async () => {
    const { client } = startSimulation()

    const members = await client.listMembers(2)

    expect(members.map(({ userId }) => userId).sort()).toEqual(['ChenMing', 'linyue', 'qianfan', 'zhouhai'])
  })

  it('creates a group and posts into it, by bot and to a person', async () => {
    const { client, simulated } = startSimulation()

    const chatId = await client.createGroupChat({ name: '核查结果', memberIds: ['ChenMing', 'linyue'] })
    await client.sendGroupChat(chatId, { kind: 'text', text: '【核查反馈】', mentionedUserIds: ['linyue'] })
    await client.sendGroupChat(chatId, {
      kind: 'textcard',
      title: '反馈',
      description: '一条',
      url: 'http://a.example/',
    })
    await client.sendWebhook('hook-of-tingnan', hello)
    const sent = await client.sendMessage(['zhouhai', 'Ghost'], hello)

    expect(sent).toEqual({ messageId: expect.any(String) as string, unreached: ['ghost'] })
    expect(simulated.chats.listMessages(0).map(({ chatId, sender }) => [chatId, sender.kind])).toEqual([
      [chatId, 'app'],
      [chatId, 'app'],
      ['tingnan', 'bot'],
      [null, 'app'],
    ])
    expect(corp.groups).toHaveLength(1)
  })
})
