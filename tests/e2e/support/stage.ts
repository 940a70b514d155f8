import type { SimulatedMessage } from '../../../mock/wecom/types.ts'
import type { DemoServer } from './demo-server.ts'

/** What a group of the simulated WeCom shows, oldest first. */
export async function groupMessages(server: DemoServer, chatId: string): Promise<SimulatedMessage[]> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/simulation/stage/messages?after=0`)
  const messages = (await answer.json()) as SimulatedMessage[]
  return messages.filter(message => message.chatId === chatId)
}
