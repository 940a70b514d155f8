import { Hono } from 'hono'

import { ROOT_DEPARTMENT } from './directory.ts'
import { DAY_MS, MINUTE_MS } from '../../domain/time/lengths.ts'
import { collectMentions, findForeignMentions, nameMentions, showInlineMentions } from './mentions.ts'
import { readContent } from './message-content.ts'
import { randomHex, refuse } from './refusal.ts'
import { numberField, objectField, readBody, textField, textListField, type JsonObject } from './request-body.ts'
import { authenticate, type Simulation } from './simulation.ts'
import type { SimulatedApp, SimulatedGroup } from './types.ts'

const NAME_MAX_CHARS = 50
const CONTENT_RULES = {
  textMaxBytes: 2_048,
  markdownMaxBytes: 2_048,
  tooLong: 'refuse',
  types: ['text', 'markdown', 'textcard', 'news', 'mpnews', 'image', 'voice', 'video', 'file'],
} as const

/** Groups an app creates and writes to (WeCom documents 90244 to 90248). */
export function createAppchatRoutes(simulation: Simulation): Hono {
  const { chats, directory, frequency, settings } = simulation

  function readNewGroup(app: SimulatedApp, body: JsonObject): SimulatedGroup {
    const memberIds = [...new Set(textListField(body, 'userlist'))]
    if (memberIds.length < 2 || memberIds.length > 2_000) refuse(86006)
    if (memberIds.some(id => !directory.findMember(id))) refuse(86216)
    const ownerId = textField(body, 'owner') || (memberIds[0] ?? '')
    if (!memberIds.includes(ownerId)) refuse(86207)
    const chatId = textField(body, 'chatid') || randomHex(16)
    if (!/^[0-9a-zA-Z]{1,32}$/.test(chatId)) refuse(86001)
    if (chats.findGroup(chatId)) refuse(86215)
    const name = [...textField(body, 'name')].slice(0, NAME_MAX_CHARS).join('')
    return { chatId, name, ownerId, memberIds, agentId: app.agentId, webhook: null, visible: false }
  }

  function getOwnGroup(app: SimulatedApp, chatId: string): SimulatedGroup {
    if (chatId === '') return refuse(86001)
    const group = chats.findGroup(chatId)
    if (!group) return refuse(86003)
    return group.agentId === app.agentId ? group : refuse(86008)
  }

  /** Members over the limit get nothing, and the caller is not told. */
  function listReached(app: SimulatedApp, { memberIds }: SimulatedGroup): string[] {
    const limit = settings.messagesPerMemberPerMinute
    return memberIds.filter(id => frequency.take(`group message ${app.agentId} ${id}`, limit, MINUTE_MS))
  }

  async function send(app: SimulatedApp, body: JsonObject): Promise<void> {
    const group = getOwnGroup(app, textField(body, 'chatid'))
    const content = readContent(body, CONTENT_RULES)
    const safe = numberField(body, 'safe') ?? 0
    if (safe !== 0 && safe !== 1) refuse(40058)
    const mentioned = collectMentions(content.text, textListField(objectField(body, content.format), 'mentioned_list'))
    if (findForeignMentions(group, mentioned).length > 0) refuse(40003)
    const deliveredTo = listReached(app, group)
    if (deliveredTo.length === 0) return
    await chats.post({
      ...content,
      text: showInlineMentions(content.text, directory),
      chatId: group.chatId,
      sender: { kind: 'app', id: String(app.agentId), name: app.name },
      mentions: nameMentions(directory, mentioned),
      highlightsMentions: settings.clientShowsMentions,
      confidential: safe === 1,
      deliveredTo,
    })
  }

  return new Hono()
    .all('/appchat/create', async c => {
      const app = authenticate(simulation, c)
      const body = await readBody(c)
      if (!app.visible.departmentIds.includes(ROOT_DEPARTMENT)) refuse(48002)
      const group = readNewGroup(app, body)
      if (!frequency.take('groups created', settings.groupsPerDay, DAY_MS)) refuse(45009)
      await chats.saveGroup(group)
      return c.json({ errcode: 0, errmsg: 'ok', chatid: group.chatId })
    })
    .get('/appchat/get', c => {
      const app = authenticate(simulation, c)
      const { chatId, name, ownerId, memberIds } = getOwnGroup(app, c.req.query('chatid') ?? '')
      const info = { chatid: chatId, name, owner: ownerId, userlist: memberIds, chat_type: 0 }
      return c.json({ errcode: 0, errmsg: 'ok', chat_info: info })
    })
    .all('/appchat/send', async c => {
      const app = authenticate(simulation, c)
      await send(app, await readBody(c))
      return c.json({ errcode: 0, errmsg: 'ok' })
    })
}
