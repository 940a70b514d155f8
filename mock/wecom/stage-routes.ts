import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import * as v from 'valibot'

import { ENTRIES } from './phones.ts'
import { readJson } from './request-body.ts'
import type { Simulation } from './simulation.ts'
import type { SimulatedGroup } from './types.ts'

const HEARTBEAT_MS = 15_000

export interface LabResult {
  /** Last four digits of the resident's number. */
  tail: string
  result: 'negative' | 'positive'
}

export interface StageOptions {
  /** Hands a lab result to the app's own feed. Answers how many results it made. */
  onLabResult?: (result: LabResult) => Promise<{ accepted: number }>
}

const Say = v.object({ chatId: v.string(), userId: v.string(), text: v.pipe(v.string(), v.trim(), v.minLength(1)) })
const PhoneChange = v.object({ entry: v.optional(v.picklist(ENTRIES)), chatId: v.optional(v.nullable(v.string())) })
const Copy = v.object({ text: v.pipe(v.string(), v.maxLength(200_000)) })
const Lab = v.object({ tail: v.pipe(v.string(), v.regex(/^\d{4}$/)), result: v.picklist(['negative', 'positive']) })
const Fault = v.object({
  api: v.optional(v.string()),
  errcode: v.optional(v.number()),
  times: v.optional(v.number(), 1),
  networkDown: v.optional(v.boolean()),
})

/** What the stage page reads and presses: groups, messages as they come, phones, the lab, faults. */
export function createStageRoutes(simulation: Simulation, { onLabResult }: StageOptions): Hono {
  const { chats, directory, faults, phones } = simulation

  function describeGroup({ chatId, name, memberIds, visible, agentId }: SimulatedGroup) {
    const members = memberIds.map(userId => ({ userId, name: directory.findMember(userId)?.name ?? userId }))
    return { chatId, name, members, visible, madeByApp: agentId !== null }
  }

  async function say({ chatId, userId, text }: v.InferOutput<typeof Say>): Promise<boolean> {
    const group = chats.findGroup(chatId)
    const member = directory.findMember(userId)
    if (!group || !member || !group.memberIds.includes(member.userId)) return false
    const sender = { kind: 'member' as const, id: member.userId, name: member.name }
    await chats.post({ chatId, sender, format: 'text', text, deliveredTo: group.memberIds })
    return true
  }

  function planFault({ api, errcode, times, networkDown }: v.InferOutput<typeof Fault>): void {
    if (networkDown !== undefined) faults.setNetworkDown(networkDown)
    if (api !== undefined && errcode !== undefined) faults.refuseNext(api, errcode, times)
  }

  return new Hono()
    .get('/stage/groups', c => c.json(chats.listGroups().map(describeGroup)))
    .get('/stage/messages', c => c.json(chats.listMessages(Number(c.req.query('after') ?? 0))))
    .get('/stage/phones', c => {
      const list = phones.list().map(phone => ({
        label: phone.label,
        role: phone.role,
        userId: phone.userId,
        name: directory.findMember(phone.userId)?.name ?? phone.userId,
        entry: phones.getState(phone.label).entry,
        chatId: phones.getState(phone.label).chatId,
      }))
      return c.json({ corpName: directory.data.corpName, phones: list })
    })
    .get('/stage/stream', c => streamMessages(simulation, c))
    .post('/stage/say', async c => {
      const parsed = v.safeParse(Say, await readJson(c))
      const said = parsed.success && (await say(parsed.output))
      return said ? c.json({ ok: true }, 201) : c.json({ error: 'no such group or member' }, 422)
    })
    .post('/stage/phones/:label', async c => {
      const parsed = v.safeParse(PhoneChange, await readJson(c))
      if (!parsed.success || !phones.find(c.req.param('label'))) return c.json({ error: 'no such phone or entry' }, 422)
      const { entry, chatId } = parsed.output
      phones.change(c.req.param('label'), { ...(entry ? { entry } : {}), ...(chatId === undefined ? {} : { chatId }) })
      return c.json(phones.getState(c.req.param('label')))
    })
    .post('/stage/clipboard', async c => {
      const parsed = v.safeParse(Copy, await readJson(c))
      if (!parsed.success) return c.json({ error: 'not a text' }, 422)
      phones.copyToAll(parsed.output.text)
      return c.json({ ok: true })
    })
    .post('/stage/faults', async c => {
      const parsed = v.safeParse(Fault, await readJson(c))
      if (!parsed.success) return c.json({ error: 'no such fault' }, 422)
      planFault(parsed.output)
      return c.json({ ok: true })
    })
    .post('/lab', async c => {
      const parsed = v.safeParse(Lab, await readJson(c))
      if (!parsed.success) return c.json({ error: 'tail must be four digits' }, 422)
      return onLabResult ? c.json(await onLabResult(parsed.output)) : c.json({ error: 'no lab is connected' }, 501)
    })
}

/** Messages as they are posted; `Last-Event-ID` or `after` says where the page stopped reading. */
function streamMessages({ chats }: Simulation, c: Context): Response {
  const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.POSITIVE_INFINITY)
  return streamSSE(c, async stream => {
    const write = (message: { id: number }) =>
      stream.writeSSE({ id: String(message.id), event: 'message', data: JSON.stringify(message) })
    const stop = chats.subscribe(message => void write(message))
    stream.onAbort(stop)
    for (const message of chats.listMessages(after)) await write(message)
    while (!stream.aborted) {
      await stream.writeSSE({ event: 'beat', data: '' })
      await stream.sleep(HEARTBEAT_MS)
    }
  })
}
