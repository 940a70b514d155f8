import { Hono, type Context } from 'hono'
import { getCookie } from 'hono/cookie'
import * as v from 'valibot'

import { signJsSdk, withoutHash } from '../../server/wecom/sign-js-sdk.ts'
import { MEMBER_COOKIE } from './authorize-routes.ts'
import { firstLabel } from './phones.ts'
import { readJson } from './request-body.ts'
import type { Simulation } from './simulation.ts'
import type { SimulatedGroup, SimulatedMember } from './types.ts'
import { byteLength } from './utf8.ts'

const Verify = v.object({
  kind: v.picklist(['corp', 'agent']),
  corpId: v.string(),
  agentId: v.optional(v.string(), ''),
  url: v.string(),
  timestamp: v.string(),
  nonceStr: v.string(),
  signature: v.string(),
})
const ChatText = v.object({ text: v.string() })
const Card = v.object({
  chatId: v.optional(v.string()),
  title: v.string(),
  description: v.optional(v.string(), ''),
  url: v.string(),
})
const Copy = v.object({ text: v.string() })

interface Holder {
  key: string
  member: SimulatedMember
}

/** What the simulated client asks the service: is this signature right, where was the page opened, send this as me. */
export function createClientRoutes(simulation: Simulation): Hono {
  const { chats, directory, phones } = simulation

  /** Whose phone the page is on: a phone of the stage by its host, else whoever logged in last in this browser. */
  function findHolder(c: Context): Holder | null {
    const phone = phones.find(firstLabel(new URL(c.req.url).host))
    const key = phone?.label ?? getCookie(c, MEMBER_COOKIE) ?? ''
    const member = directory.findMember(phone?.userId ?? key)
    return member ? { key, member } : null
  }

  function findChat({ key, member }: Holder, chatId: string | undefined): SimulatedGroup | null {
    const wanted = chatId ?? phones.getState(key).chatId
    const group = wanted === null ? listChatsOf(member)[0] : chats.findGroup(wanted)
    return group?.memberIds.includes(member.userId) ? group : null
  }

  function listChatsOf(member: SimulatedMember): SimulatedGroup[] {
    return chats.listGroups().filter(({ memberIds }) => memberIds.includes(member.userId))
  }

  async function sendText(holder: Holder, text: string): Promise<string> {
    if (phones.getState(holder.key).entry !== 'chat_attachment') return 'fail_without_context_of_external_contact'
    const group = findChat(holder, undefined)
    if (!group) return 'fail_no_permission'
    if (text.trim() === '' || byteLength(text) > 2_048) return 'fail_invalid_params'
    await chats.post({ ...byMember(holder, group), format: 'text', text })
    return 'ok'
  }

  async function sendCard(holder: Holder, { chatId, ...card }: v.InferOutput<typeof Card>): Promise<string> {
    const group = findChat(holder, chatId)
    if (!group) return 'fail_invalid_chatid'
    await chats.post({ ...byMember(holder, group), format: 'card', text: '', card })
    return 'ok'
  }

  return new Hono()
    .post('/client/verify', async c => {
      const parsed = v.safeParse(Verify, await readJson(c))
      return c.json({ result: parsed.success ? await verify(simulation, parsed.output) : 'invalid signature' })
    })
    .get('/client/context', c => {
      const holder = findHolder(c)
      return c.json({ entry: holder ? phones.getState(holder.key).entry : 'normal' })
    })
    .get('/client/clipboard', c => {
      const holder = findHolder(c)
      return c.json({ text: holder ? phones.getState(holder.key).clipboard : '' })
    })
    .post('/client/clipboard', async c => {
      const holder = findHolder(c)
      const parsed = v.safeParse(Copy, await readJson(c))
      if (!holder || !parsed.success) return c.json({ result: 'fail' })
      phones.change(holder.key, { clipboard: parsed.output.text })
      return c.json({ result: 'ok' })
    })
    .post('/client/chat-text', async c => {
      const holder = findHolder(c)
      const parsed = v.safeParse(ChatText, await readJson(c))
      if (!holder || !parsed.success) return c.json({ result: 'fail_no_permission' })
      return c.json({ result: await sendText(holder, parsed.output.text) })
    })
    .post('/client/chat-card', async c => {
      const holder = findHolder(c)
      const parsed = v.safeParse(Card, await readJson(c))
      if (!holder || !parsed.success) return c.json({ result: 'fail_no_permission' })
      return c.json({ result: await sendCard(holder, parsed.output) })
    })
}

function byMember({ member }: Holder, group: SimulatedGroup) {
  const sender = { kind: 'member' as const, id: member.userId, name: member.name }
  return { chatId: group.chatId, sender, deliveredTo: group.memberIds }
}

/** `ok`, or the text the real client gives (WeCom document 96912). */
async function verify({ directory, credentials }: Simulation, asked: v.InferOutput<typeof Verify>): Promise<string> {
  if (asked.corpId !== directory.corpId) return 'invalid appid'
  const app = asked.kind === 'agent' ? directory.findApp(Number(asked.agentId)) : null
  if (asked.kind === 'agent' && !app) return 'invalid agentid'
  const trusted = app ? app.trustedHosts : directory.data.apps.flatMap(one => one.trustedHosts)
  if (!isTrusted(asked.url, trusted)) return 'invalid url domain'
  if (!/^\d{10}$/.test(asked.timestamp)) return 'invalid signature' // milliseconds, most often
  const tickets = credentials.listTickets(asked.kind === 'agent' ? 'agent_ticket' : 'corp_ticket', app?.agentId ?? null)
  const { nonceStr, timestamp } = asked
  const url = withoutHash(asked.url)
  const expected = await Promise.all(tickets.map(ticket => signJsSdk({ ticket, nonceStr, timestamp, url })))
  return expected.includes(asked.signature) ? 'ok' : 'invalid signature'
}

/** The JS-SDK also works on sub-domains of a trusted domain. */
function isTrusted(url: string, trustedHosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { host } = new URL(url)
  return trustedHosts.some(trusted => host === trusted || host.endsWith(`.${trusted}`))
}
