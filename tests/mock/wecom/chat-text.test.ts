import { describe, expect, it } from 'vitest'

import { copiedChat, onPhone, splitLinks } from '../../../mock/wecom/stage/chat-text.ts'
import { startSimulation } from './simulated-corp.ts'

describe('the chat on the stage', () => {
  it('is copied the way phones copy it: a line per day, name and time before each message', async () => {
    const { simulated, client, forward } = startSimulation()
    const sender = { kind: 'member', id: 'linyue', name: '林月' } as const
    const say = (text: string) =>
      simulated.chats.post({ chatId: 'tingnan', sender, format: 'text', text, deliveredTo: [] })
    await say('第一句\n第二行')
    forward(4 * 3_600)
    await say('过了零点')
    await client.sendMessage(['linyue'], { kind: 'textcard', title: '通报', description: '', url: 'http://a.example/' })

    expect(copiedChat(simulated.chats.listMessages(0))).toBe(
      [
        '—————  2021-05-21  —————',
        '林月  21:30',
        '第一句',
        '第二行',
        '—————  2021-05-22  —————',
        '林月  01:30',
        '过了零点',
        '核查  01:30',
        '[链接] 通报',
      ].join('\n'),
    )
  })

  it('finds addresses between words', () => {
    expect(splitLinks('见 http://hecha.localhost:8080/#/r/1，谢谢')).toEqual([
      { text: '见 ', isLink: false },
      { text: 'http://hecha.localhost:8080/#/r/1', isLink: true },
      { text: '，谢谢', isLink: false },
    ])
  })

  it('opens an address on the host of a phone', () => {
    const url = onPhone('http://hecha.localhost:8080/x?y=1#/r/1', 'http://lead.hecha.localhost:8080')

    expect(url).toBe('http://lead.hecha.localhost:8080/x?y=1#/r/1')
  })
})
