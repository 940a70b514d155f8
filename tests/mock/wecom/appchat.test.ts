import { describe, expect, it } from 'vitest'

import { makeCaller, startSimulation, type StartOptions } from './simulated-corp.ts'

const newGroup = { name: '流调群', owner: 'ChenMing', userlist: ['ChenMing', 'linyue'], chatid: 'group1' }

async function startWithGroup(options: StartOptions = {}) {
  const { simulated, forward } = startSimulation(options)
  const { post, get, getToken } = makeCaller(simulated)
  const token = await getToken()
  await post(`appchat/create?access_token=${token}`, newGroup)
  const create = async (changes: object) =>
    (await post(`appchat/create?access_token=${token}`, { ...newGroup, chatid: '', ...changes })).body
  const send = async (changes: object) =>
    (
      await post(`appchat/send?access_token=${token}`, {
        chatid: 'group1',
        msgtype: 'text',
        text: { content: '你好' },
        safe: 0,
        ...changes,
      })
    ).body
  return { simulated, forward, post, get, getToken, token, create, send }
}

describe('a simulated app group', () => {
  it.each([
    ['one member', { userlist: ['ChenMing'], owner: 'ChenMing' }, 86006],
    ['2,001 members', { userlist: Array.from({ length: 2_001 }, (_, index) => `user${index}`) }, 86006],
    ['an unknown member', { userlist: ['ChenMing', 'nobody'] }, 86216],
    ['an owner from outside', { owner: 'zhouhai' }, 86207],
    ['an id with a dash', { chatid: 'group-2' }, 86001],
    ['an id of 33 letters', { chatid: 'a'.repeat(33) }, 86001],
    ['an id that exists', { chatid: 'group1' }, 86215],
    ['members that are no list', { userlist: 'ChenMing|linyue' }, 40035],
  ])('with %s is refused', async (_, changes, errcode) => {
    const { create } = await startWithGroup()

    expect((await create(changes))['errcode']).toBe(errcode)
  })

  it('needs an app that sees the root department', async () => {
    const { post, getToken } = makeCaller(startSimulation().simulated)

    const { body } = await post(`appchat/create?access_token=${await getToken('secret-of-narrow')}`, newGroup)

    expect(body['errcode']).toBe(48002)
  })

  it('gets an id when none is given and a name of at most 50 characters', async () => {
    const { create, get, token } = await startWithGroup()

    const { chatid } = await create({ name: '群'.repeat(60) })
    const { body } = await get(`appchat/get?access_token=${token}&chatid=${String(chatid)}`)

    expect(body['chat_info']).toMatchObject({ name: '群'.repeat(50), owner: 'ChenMing', chat_type: 0 })
  })

  it('can be created so many times a day', async () => {
    const { create } = await startWithGroup({ settings: { groupsPerDay: 2 } })
    await create({})

    expect((await create({}))['errcode']).toBe(45009)
  })

  it('stays hidden until something is sent to it', async () => {
    const { simulated, send } = await startWithGroup()
    const isVisible = () => simulated.chats.findGroup('group1')?.visible
    const before = isVisible()
    const answer = await send({})

    expect(before).toBe(false)
    expect(isVisible()).toBe(true)
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok' })
  })

  it.each([
    ['no group', { chatid: '' }, 86001],
    ['an unknown group', { chatid: 'group9' }, 86003],
    ['a group of somebody else', { chatid: 'tingnan' }, 86008],
    ['an unknown kind', { msgtype: 'markdown_v2', markdown_v2: { content: 'x' } }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['2,049 bytes', { text: { content: `${'汀'.repeat(682)}abc` } }, 45002],
    ['a secrecy of 2', { safe: 2 }, 40058],
    ['a mention of somebody outside', { text: { content: '@', mentioned_list: ['zhouhai'] } }, 40003],
    ['an inline mention of nobody', { text: { content: '<@nobody> 看一下' } }, 40003],
  ])('refuses a message with %s', async (_, changes, errcode) => {
    const { send } = await startWithGroup()

    expect((await send(changes))['errcode']).toBe(errcode)
  })

  it('takes 2,048 bytes of text', async () => {
    const { send } = await startWithGroup()

    expect((await send({ text: { content: `${'汀'.repeat(682)}ab` } }))['errcode']).toBe(0)
  })

  it.each([
    ['nothing', '', 40063],
    ['broken JSON', '{"chatid":', 40035],
    ['a list', '[]', 40035],
  ])('refuses %s as a body', async (_, body, errcode) => {
    const { post, token } = await startWithGroup()

    expect((await post(`appchat/send?access_token=${token}`, body)).body['errcode']).toBe(errcode)
  })

  it('is not written to by GET', async () => {
    const { get, token } = await startWithGroup()

    expect((await get(`appchat/send?access_token=${token}`)).body['errcode']).toBe(40063)
  })

  it('shows who wrote, when, what and who is meant', async () => {
    const { simulated, send } = await startWithGroup()
    await send({ text: { content: '<@linyue> 请录入', mentioned_list: ['ChenMing', '@all'] } })

    expect(simulated.chats.listMessages(0)).toMatchObject([
      {
        chatId: 'group1',
        sender: { kind: 'app', name: '核查' },
        at: '2021-05-21T13:30:00.000Z',
        text: '@林月 请录入',
        mentions: [
          { userId: 'ChenMing', name: '陈明' },
          { userId: '@all', name: '所有人' },
          { userId: 'linyue', name: '林月' },
        ],
        highlightsMentions: true,
      },
    ])
  })

  it('does not highlight mentions in clients before 5.0.6', async () => {
    const { simulated, send } = await startWithGroup({ settings: { clientShowsMentions: false } })
    await send({ text: { content: '请录入', mentioned_list: ['linyue'] } })

    expect(simulated.chats.listMessages(0)[0]).toMatchObject({ highlightsMentions: false })
  })

  it('drops what is over a member’s limit and still says ok', async () => {
    const { simulated, send, forward } = await startWithGroup({ settings: { messagesPerMemberPerMinute: 3 } })
    const codes: unknown[] = []
    for (let message = 0; message < 5; message++) codes.push((await send({}))['errcode'])
    const shown = simulated.chats.listMessages(0).length
    forward(61)
    await send({})

    expect(codes).toEqual([0, 0, 0, 0, 0])
    expect(shown).toBe(3)
    expect(simulated.chats.listMessages(0)).toHaveLength(4)
  })
})
