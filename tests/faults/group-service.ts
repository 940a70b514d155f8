import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulatedWecom } from '../../mock/wecom/simulated-wecom.ts'
import { createMemorySimulationStore } from '../../mock/wecom/store.ts'
import { TEST_DIRECTORY } from '../support/test-directory.ts'

/** How WeCom behaves to the next messages, besides answering. */
export type Mood =
  | { name: 'well' }
  | { name: 'slow'; ms: number }
  | { name: 'busy' }
  /** The message is in the group, and the connection breaks before the answer. */
  | { name: 'dies after' }
  | { name: 'half an answer' }

export interface GroupLine {
  group: string
  text: string
  /** When it came, in ms. */
  at: number
}

export interface GroupService {
  url: string
  mood: Mood
  /** What stands in the groups, oldest first. */
  readonly lines: readonly GroupLine[]
  close(): Promise<void>
}

/** The simulated WeCom behind a port, with the faults of a service on the other side of a network. */
export async function startGroupService(webhooks: readonly string[]): Promise<GroupService> {
  const groups = webhooks.map((key, at) => ({
    chatId: `faults-${at}`,
    name: `群${at}`,
    memberIds: TEST_DIRECTORY.members.slice(0, 3).map(member => member.userId),
    webhook: { key, name: '核查' },
  }))
  const simulated = createSimulatedWecom({
    clock: () => new Date(),
    directory: { ...TEST_DIRECTORY, groups },
    store: createMemorySimulationStore(),
    basePath: '',
    settings: { webhookPerMinute: 1_000_000 },
  })
  const lines: GroupLine[] = []
  simulated.chats.subscribe(message => lines.push({ group: message.chatId ?? '', text: message.text, at: Date.now() }))
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const isMessage = request.url?.includes('/webhook/send') ?? false
    const mood: Mood = isMessage ? service.mood : { name: 'well' }
    if (mood.name === 'slow') await new Promise(resolve => setTimeout(resolve, mood.ms))
    if (mood.name === 'busy') simulated.faults.refuseNext('webhook/send', -1)
    const body = Buffer.concat(chunks)
    const asked = new Request(`http://wecom.test${request.url}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body.length > 0 ? { body } : {}),
    })
    const text = await (await simulated.fetch(asked)).text()
    if (mood.name === 'dies after') return void response.destroy()
    response.setHeader('content-type', 'application/json')
    if (mood.name !== 'half an answer') return void response.end(text)
    response.write(text.slice(0, text.length / 2))
    response.destroy()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const service: GroupService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: { name: 'well' },
    lines,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return service
}
