/** What the bridge verifies: the page's signature as handed to `preVerifyJSAPI` or `agentConfig`. */
export interface SignatureToVerify {
  kind: 'corp' | 'agent'
  corpId: string
  agentId: string
  url: string
  timestamp: string
  nonceStr: string
  signature: string
}

interface CardToSend {
  chatId?: string
  title: string
  description: string
  url: string
}

/** The simulated client's line to the simulated service. `result` texts go into `err_msg` as they are. */
export interface ClientService {
  verify(signature: SignatureToVerify): Promise<string>
  readEntry(): Promise<string>
  readClipboard(): Promise<string>
  writeClipboard(text: string): Promise<string>
  sendText(text: string): Promise<string>
  sendCard(card: CardToSend): Promise<string>
}

/** `base` is where the service's client routes are, for example `/simulation/client`. */
export function createClientService(base: string, fetch: typeof globalThis.fetch): ClientService {
  async function ask<T>(path: string): Promise<T> {
    const response = await fetch(`${base}/${path}`, { cache: 'no-store' })
    return (await response.json()) as T
  }

  async function tell(path: string, body: unknown): Promise<string> {
    const response = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return ((await response.json()) as { result: string }).result
  }

  return {
    verify: signature => tell('verify', signature),
    readEntry: async () => (await ask<{ entry: string }>('context')).entry,
    readClipboard: async () => (await ask<{ text: string }>('clipboard')).text,
    writeClipboard: text => tell('clipboard', { text }),
    sendText: text => tell('chat-text', { text }),
    sendCard: card => tell('chat-card', card),
  }
}
