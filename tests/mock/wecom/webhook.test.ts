import { createHash } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { md5Hex } from '../../../mock/wecom/md5.ts'
import { makeCaller, startSimulation } from './simulated-corp.ts'

const hook = 'webhook/send?key=hook-of-tingnan'
const text = (content: string, more: object = {}) => ({ msgtype: 'text', text: { content, ...more } })
const image = (bytes: Buffer, md5 = createHash('md5').update(bytes).digest('hex')) => ({
  msgtype: 'image',
  image: { base64: bytes.toString('base64'), md5 },
})

function start() {
  const { simulated, forward } = startSimulation()
  const { post, get } = makeCaller(simulated)
  const send = async (body: unknown) => (await post(hook, body)).body['errcode']
  return { simulated, forward, post, get, send }
}

describe('a simulated push bot', () => {
  it('posts into its group without a token', async () => {
    const { simulated, send } = start()

    expect(await send(text('21:30 匹配率 86.4%'))).toBe(0)
    expect(simulated.chats.listMessages(0)).toMatchObject([
      { chatId: 'tingnan', sender: { kind: 'bot', name: '通报' }, text: '21:30 匹配率 86.4%' },
    ])
  })

  it.each(['webhook/send?key=unknown', 'webhook/send'])('refuses %s', async path => {
    const { post } = start()

    expect((await post(path, text('在吗'))).body['errcode']).toBe(93000)
  })

  it('takes 20 messages in any minute', async () => {
    const { send, forward } = start()
    const codes: unknown[] = []
    for (let message = 0; message < 20; message++) {
      codes.push(await send(text(`${message}`)))
      forward(1)
    }

    expect(new Set(codes)).toEqual(new Set([0]))
    expect(await send(text('21'))).toBe(45009)
    forward(41)
    expect(await send(text('22'))).toBe(0)
  })

  it.each([
    ['a text of 2,049 bytes', text('a'.repeat(2_049)), 45002],
    ['a text of 2,048 bytes', text('a'.repeat(2_048)), 0],
    ['markdown of 4,097 bytes', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4_097) } }, 45002],
    ['markdown of 4,096 bytes', { msgtype: 'markdown', markdown: { content: 'a'.repeat(4_096) } }, 0],
    ['an unknown kind', { msgtype: 'textcard', textcard: {} }, 40008],
    ['an empty text', text(''), 44004],
    ['an image', image(Buffer.from('picture')), 0],
    ['an image with a wrong MD5', image(Buffer.from('picture'), 'f'.repeat(32)), 301019],
    ['an image over 2 MB', image(Buffer.alloc(2 * 1024 * 1024 + 1)), 40009],
  ])('answers to %s as the real one', async (_, body, errcode) => {
    expect(await start().send(body)).toBe(errcode)
  })

  it('mentions members in text and markdown, nobody in markdown_v2', async () => {
    const { simulated, send } = start()
    await send(text('<@linyue> 看', { mentioned_list: ['ChenMing', 'stranger'] }))
    await send({ msgtype: 'markdown_v2', markdown_v2: { content: '<@linyue> 看' } })

    const [plain, second] = simulated.chats.listMessages(0)

    expect(plain?.mentions.map(({ name }) => name)).toEqual(['陈明', '林月'])
    expect(plain?.text).toBe('@林月 看')
    expect(second).toMatchObject({ mentions: [], text: '<@linyue> 看' })
  })
})

it.each([0, 1, 55, 56, 63, 64, 65, 1_000])('makes the MD5 of %i bytes', length => {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251)

  expect(md5Hex(bytes)).toBe(createHash('md5').update(bytes).digest('hex'))
})
