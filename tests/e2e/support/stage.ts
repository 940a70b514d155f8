import type { SimulatedMessage } from '../../../mock/wecom/types.ts'
import type { Page } from '@playwright/test'
import type { DemoServer } from './demo-server.ts'

/** What a group of the simulated WeCom shows, oldest first. */
export async function groupMessages(server: DemoServer, chatId: string): Promise<SimulatedMessage[]> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/simulation/stage/messages?after=0`)
  const messages = (await answer.json()) as SimulatedMessage[]
  return messages.filter(message => message.chatId === chatId)
}

/** The laboratory finds something for whoever has a number with this ending, as the stage page asks it to. */
export async function labFinds(server: DemoServer, tail: string, result: 'negative' | 'positive'): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/simulation/lab`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tail, result }),
  })
  if (!answer.ok) throw new Error(`the lab answered ${answer.status}`)
}

/** Somebody takes a screenshot on this phone; its client tells the page. */
export const captureScreen = (phone: Page): Promise<void> =>
  phone.evaluate(() => {
    const { WeixinJSBridge } = globalThis as unknown as { WeixinJSBridge: { emit(event: string, data: object): void } }
    WeixinJSBridge.emit('onUserCaptureScreen', { err_msg: 'onUserCaptureScreen:ok' })
  })
