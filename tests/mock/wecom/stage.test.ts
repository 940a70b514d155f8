import { describe, expect, it } from 'vitest'

import { ORIGIN, startSimulation, type StartOptions } from './simulated-corp.ts'

function start(options: StartOptions = {}) {
  const { simulated, client } = startSimulation(options)
  const get = async (path: string) => {
    const response = await simulated.fetch(new Request(`${ORIGIN}/simulation${path}`))
    return (await response.json()) as unknown
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    simulated.fetch(
      new Request(`${ORIGIN}/simulation${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    )
  return { simulated, client, get, post }
}

const words = { chatId: 'tingnan', userId: 'linyue', text: '5678 已接通,在本社区' }

describe('the stage', () => {
  it('lists groups with their members, and the phones', async () => {
    const { get } = start()

    expect(await get('/stage/groups')).toEqual([
      {
        chatId: 'tingnan',
        name: '汀南社区流调群',
        members: [
          { userId: 'ChenMing', name: '陈明' },
          { userId: 'linyue', name: '林月' },
        ],
        visible: true,
        madeByApp: false,
      },
    ])
    expect(await get('/stage/phones')).toMatchObject({
      corpName: '云屏区',
      phones: [{ label: 'caller', name: '陈明', role: '电话组', entry: 'normal' }, {}, {}],
    })
  })

  it('lets a member write into the group', async () => {
    const { post, get } = start()

    expect((await post('/stage/say', words)).status).toBe(201)
    expect(await get('/stage/messages?after=0')).toMatchObject([
      { sender: { kind: 'member', name: '林月' }, text: words.text },
    ])
    expect(await get('/stage/messages?after=1')).toEqual([])
  })

  it.each([
    ['an unknown group', { ...words, chatId: 'nowhere' }],
    ['somebody from outside the group', { ...words, userId: 'zhouhai' }],
    ['blanks', { ...words, text: '  ' }],
    ['nothing', {}],
  ])('does not post for %s', async (_, body) => {
    const { post, get } = start()

    expect((await post('/stage/say', body)).status).toBe(422)
    expect(await get('/stage/messages')).toEqual([])
  })

  it('streams what is posted, from where the page stopped reading', async () => {
    const { simulated, client, post } = start()
    await post('/stage/say', { ...words, text: '一' })
    await post('/stage/say', { ...words, text: '二' })
    const leave = new AbortController()
    const request = new Request(`${ORIGIN}/simulation/stage/stream`, {
      headers: { 'last-event-id': '1' },
      signal: leave.signal,
    })
    const stream = (await simulated.fetch(request)).body?.pipeThrough(new TextDecoderStream()).getReader()
    await client.sendWebhook('hook-of-tingnan', { kind: 'text', text: '三' })

    let seen = ''
    while (!seen.includes('三')) seen += (await stream?.read())?.value ?? ''
    leave.abort()
    await stream?.cancel()

    expect(seen).not.toContain('"一"')
    expect(seen).toMatch(/id: 2[\s\S]*id: 3/)
  })

  it('hands lab results to the app', async () => {
    const received: unknown[] = []
    const onLabResult = async (result: unknown) => ({ accepted: received.push(result) })
    const { post } = start({ onLabResult })

    const response = await post('/lab', { tail: '5678', result: 'negative' })

    expect(await response.json()).toEqual({ accepted: 1 })
    expect(received).toEqual([{ tail: '5678', result: 'negative' }])
    expect((await post('/lab', { tail: '13800005678', result: 'negative' })).status).toBe(422)
  })

  it('plans faults', async () => {
    const { post, client } = start()
    await post('/stage/faults', { api: 'user/get', errcode: 45009 })

    await expect(client.getMember('linyue')).rejects.toMatchObject({ errcode: 45009 })
    await post('/stage/faults', { networkDown: true })
    await expect(client.getMember('linyue')).rejects.toMatchObject({ errcode: null })
    await post('/stage/faults', { networkDown: false })
    expect((await client.getMember('linyue')).name).toBe('林月')
  })

  it.each([
    ['http://evil.example', 403],
    ['http://evil-hecha.localhost', 403],
    ['null', 403],
    ['http://hecha.localhost:8080', 201],
    ['http://caller.hecha.localhost:8080', 201],
  ])('answers buttons pressed by %s with %i', async (origin, status) => {
    expect((await start().post('/stage/say', words, { origin })).status).toBe(status)
  })

  it('takes nothing but JSON', async () => {
    expect((await start().post('/stage/say', words, { 'content-type': 'text/plain' })).status).toBe(415)
  })
})
