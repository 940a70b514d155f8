import { Hono } from 'hono'

import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { md5Hex } from './md5.ts'
import { collectMentions, findForeignMentions, nameMentions, showInlineMentions } from './mentions.ts'
import { readContent, type MessageContent } from './message-content.ts'
import { refuse } from './refusal.ts'
import { objectField, readBody, textField, textListField, type JsonObject } from './request-body.ts'
import type { Simulation } from './simulation.ts'
import type { SimulatedGroup } from './types.ts'

const IMAGE_MAX_BYTES = 2 * 1024 * 1024
const CONTENT_RULES = {
  textMaxBytes: 2_048,
  markdownMaxBytes: 4_096,
  tooLong: 'refuse',
  types: ['text', 'markdown', 'markdown_v2', 'news', 'file', 'voice', 'template_card'],
} as const

/** Push bots of groups (WeCom document 99110). The key in the address is all the caller needs. */
export function createWebhookRoutes({ chats, directory, frequency, settings }: Simulation): Hono {
  /** `markdown_v2` knows no mentions, and nobody is told about ids the group does not know. */
  function listMentioned(group: SimulatedGroup, body: JsonObject, { format, text }: MessageContent): string[] {
    if (format !== 'text' && format !== 'markdown') return []
    const mentioned = collectMentions(text, textListField(objectField(body, format), 'mentioned_list'))
    const foreign = findForeignMentions(group, mentioned)
    return mentioned.filter(id => !foreign.includes(id))
  }

  async function post(group: SimulatedGroup, body: JsonObject): Promise<void> {
    const content = textField(body, 'msgtype') === 'image' ? readImage(body) : readContent(body, CONTENT_RULES)
    const mentioned = listMentioned(group, body, content)
    await chats.post({
      ...content,
      text: content.format === 'markdown_v2' ? content.text : showInlineMentions(content.text, directory),
      chatId: group.chatId,
      sender: { kind: 'bot', id: group.chatId, name: group.webhook?.name ?? '' },
      mentions: nameMentions(directory, mentioned),
      highlightsMentions: true,
      deliveredTo: group.memberIds,
    })
  }

  return new Hono().all('/webhook/send', async c => {
    const key = c.req.query('key') ?? ''
    const group = key === '' ? null : chats.findGroupByWebhook(key)
    if (!group) return refuse(93000)
    const body = await readBody(c)
    if (!frequency.take(`webhook ${key}`, settings.webhookPerMinute, MINUTE_MS)) refuse(45009)
    await post(group, body)
    return c.json({ errcode: 0, errmsg: 'ok' })
  })
}

/** 40009 when over 2 MB, 301019 when the MD5 is not that of the bytes. */
function readImage(body: JsonObject): MessageContent {
  const image = objectField(body, 'image')
  const bytes = decodeBase64(textField(image, 'base64'))
  if (bytes.length > IMAGE_MAX_BYTES) return refuse(40009)
  if (md5Hex(bytes) !== textField(image, 'md5').toLowerCase()) return refuse(301019)
  return { format: 'image', text: '[图片]', card: null }
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  } catch {
    return refuse(40035)
  }
}
