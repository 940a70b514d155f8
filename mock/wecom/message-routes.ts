import { Hono } from 'hono'

import { DAY_MS } from '../../domain/time/lengths.ts'
import { readContent } from './message-content.ts'
import { findRecipients } from './recipients.ts'
import { randomHex, refuse } from './refusal.ts'
import { numberField, readBody, textField, type JsonObject } from './request-body.ts'
import { authenticate, type Simulation } from './simulation.ts'
import type { SimulatedApp } from './types.ts'

const DUPLICATE_DEFAULT_S = 1_800
const DUPLICATE_MAX_S = 14_400
const CONTENT_RULES = {
  textMaxBytes: 2_048,
  markdownMaxBytes: 2_048,
  tooLong: 'truncate',
  types: ['text', 'markdown', 'textcard', 'news', 'mpnews', 'image', 'voice', 'video', 'file', 'template_card'],
} as const
const TYPES_WITHOUT_SAFE = new Set(['textcard', 'news', 'markdown', 'template_card'])

/** Messages to people in the app's own thread, and taking them back (WeCom documents 90236 and 94867). */
export function createMessageRoutes(simulation: Simulation): Hono {
  const { chats, clock, directory } = simulation
  const sent = new Map<string, { at: number; answer: Record<string, unknown> }>()

  async function send(app: SimulatedApp, body: JsonObject): Promise<Record<string, unknown>> {
    checkAgent(app, body)
    const recipients = findRecipients(directory, app, body)
    const content = readContent(body, CONTENT_RULES)
    const confidential = readSafe(body) === 1
    const kept = findDuplicate(app, body)
    if (kept) return kept
    const messageId = randomHex(24)
    const sender = { kind: 'app' as const, id: String(app.agentId), name: app.name }
    await chats.post({ ...content, chatId: null, sender, deliveredTo: recipients.userIds, confidential, messageId })
    const answer = { errcode: 0, errmsg: 'ok', ...recipients.invalid, msgid: messageId }
    sent.set(fingerprint(app, body), { at: clock().getTime(), answer })
    return answer
  }

  /** The answer of an identical request within its window, so that a retry is not delivered twice. */
  function findDuplicate(app: SimulatedApp, body: JsonObject): Record<string, unknown> | null {
    if (numberField(body, 'enable_duplicate_check') !== 1) return null
    const seconds = Math.min(numberField(body, 'duplicate_check_interval') ?? DUPLICATE_DEFAULT_S, DUPLICATE_MAX_S)
    const earlier = sent.get(fingerprint(app, body))
    return earlier && clock().getTime() - earlier.at < seconds * 1_000 ? earlier.answer : null
  }

  async function recall(app: SimulatedApp, messageId: string): Promise<void> {
    const message = chats.findByMessageId(messageId)
    const own = message?.sender.kind === 'app' && message.sender.id === String(app.agentId)
    if (!message || !own) return refuse(40058)
    if (clock().getTime() - new Date(message.at).getTime() > DAY_MS) return refuse(40058)
    await chats.recall(message)
  }

  return new Hono()
    .all('/message/send', async c => {
      const app = authenticate(simulation, c)
      return c.json(await send(app, await readBody(c)))
    })
    .all('/message/recall', async c => {
      const app = authenticate(simulation, c)
      await recall(app, textField(await readBody(c), 'msgid'))
      return c.json({ errcode: 0, errmsg: 'ok' })
    })
}

function checkAgent(app: SimulatedApp, body: JsonObject): void {
  const agentId = body['agentid']
  if (agentId === undefined || agentId === '') refuse(41011)
  if (!/^\d+$/.test(String(agentId))) refuse(40056)
  if (Number(agentId) !== app.agentId) refuse(301002)
}

/** 2 ("inside the corp only") exists for mpnews alone; some types take no `safe` at all. */
function readSafe(body: JsonObject): number {
  const type = textField(body, 'msgtype')
  const safe = numberField(body, 'safe') ?? 0
  if (safe === 0) return 0
  if (type === 'news') return refuse(40074)
  const allowed = !TYPES_WITHOUT_SAFE.has(type) && (safe === 1 || (safe === 2 && type === 'mpnews'))
  return allowed ? safe : refuse(40058)
}

function fingerprint(app: SimulatedApp, body: JsonObject): string {
  return `${app.agentId} ${JSON.stringify(body)}`
}
