import { describe, expect, it } from 'vitest'

import { truncateToBytes } from '../../../mock/wecom/utf8.ts'
import { makeCaller, startSimulation } from './simulated-corp.ts'

async function start() {
  const { simulated, forward } = startSimulation()
  const { post, getToken } = makeCaller(simulated)
  const token = await getToken()
  const send = async (changes: object) =>
    (
      await post(`message/send?access_token=${token}`, {
        touser: 'ChenMing',
        agentid: 1000002,
        msgtype: 'text',
        text: { content: '你好' },
        ...changes,
      })
    ).body
  const recall = async (msgid: unknown, as = token) =>
    (await post(`message/recall?access_token=${as}`, { msgid })).body['errcode']
  return { simulated, forward, send, recall, getToken }
}

describe('a simulated message to people', () => {
  it('reaches the members named between bars and says whom it could not reach, in lower case', async () => {
    const { simulated, send } = await start()

    const answer = await send({ touser: ' ChenMing | NoBody|LINYUE|Ghost', toparty: '4|99', totag: '7' })

    expect(answer).toMatchObject({ errcode: 0, invaliduser: 'nobody|ghost', invalidparty: '99', invalidtag: '7' })
    expect(answer['msgid']).toEqual(expect.any(String))
    expect(simulated.chats.listMessages(0)[0]?.deliveredTo).toEqual(['ChenMing', 'linyue', 'qianfan'])
  })

  it.each([
    ['nobody to send to', { touser: '' }, 82001],
    ['unknown people only', { touser: 'ghost|phantom' }, 81013],
    ['1,001 people', { touser: Array.from({ length: 1_001 }, (_, index) => `u${index}`).join('|') }, 40032],
    ['101 departments', { toparty: Array.from({ length: 101 }, (_, index) => `${index}`).join('|') }, 82002],
    ['101 tags', { totag: Array.from({ length: 101 }, (_, index) => `${index}`).join('|') }, 82003],
    ['no agent', { agentid: undefined }, 41011],
    ['an agent that is no number', { agentid: 'hecha' }, 40056],
    ['another agent', { agentid: 1000003 }, 301002],
    ['an unknown kind', { msgtype: 'sms' }, 40008],
    ['an empty text', { text: { content: ' ' } }, 44004],
    ['secrecy 2 for a text', { safe: 2 }, 40058],
    [
      'secrecy for a card',
      { msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'u' }, safe: 1 },
      40058,
    ],
    ['secrecy for news', { msgtype: 'news', news: { articles: [{ title: 't', url: 'u' }] }, safe: 1 }, 40074],
    [
      'nine articles',
      { msgtype: 'news', news: { articles: Array.from({ length: 9 }, () => ({ title: 't', url: 'u' })) } },
      45008,
    ],
  ])('with %s is refused', async (_, changes, errcode) => {
    const { send } = await start()

    expect((await send(changes))['errcode']).toBe(errcode)
  })

  it('may be for the corp only (2) as mpnews', async () => {
    const { send } = await start()

    expect((await send({ msgtype: 'mpnews', mpnews: { articles: [] }, safe: 2 }))['errcode']).toBe(0)
  })

  it('is cut at 2,048 bytes without breaking a character', async () => {
    const { simulated, send } = await start()
    await send({ text: { content: '汀'.repeat(700) } })

    expect(simulated.chats.listMessages(0)[0]?.text).toBe('汀'.repeat(682))
  })

  it('is delivered once within its window when it asks for that', async () => {
    const { simulated, send, forward } = await start()
    const once = { enable_duplicate_check: 1, duplicate_check_interval: 600 }
    const first = await send(once)
    const second = await send(once)
    const shown = simulated.chats.listMessages(0).length
    forward(601)
    await send(once)

    expect(second).toEqual(first)
    expect(shown).toBe(1)
    expect(simulated.chats.listMessages(0)).toHaveLength(2)
  })

  it('can be recalled by its own app within 24 hours', async () => {
    const { simulated, send, recall, forward, getToken } = await start()
    const { msgid } = await send({})
    const other = await getToken('secret-of-narrow')

    expect(await recall(msgid, other)).toBe(40058)
    expect(await recall('invented')).toBe(40058)
    expect(await recall(msgid)).toBe(0)
    expect(simulated.chats.listMessages(0)[0]).toMatchObject({ recalled: true, text: '' })

    const late = await send({ text: { content: '第二条' } })
    forward(7_000)
    expect(late['errcode']).toBe(0)
  })

  it('cannot be recalled after 24 hours', async () => {
    const { simulated, forward } = startSimulation({ settings: { tokenSeconds: 200_000 } })
    const { post, getToken } = makeCaller(simulated)
    const token = await getToken()
    const message = { touser: '@all', agentid: '1000002', msgtype: 'text', text: { content: '在吗' } }
    const { msgid } = (await post(`message/send?access_token=${token}`, message)).body
    forward(86_401)

    expect((await post(`message/recall?access_token=${token}`, { msgid })).body['errcode']).toBe(40058)
  })
})

it.each([
  ['汀南', 6, '汀南'],
  ['汀南', 5, '汀'],
  ['汀南', 3, '汀'],
  ['汀南', 2, ''],
  ['a😀b', 4, 'a'],
])('cuts %j to %i bytes', (text, bytes, cut) => {
  expect(truncateToBytes(text, bytes)).toBe(cut)
})
