import { Done, GroupChatAnswer, MessageAnswer, TicketAnswer, TokenAnswer } from './answers.ts'
import { createApiCaller, type WecomFetch } from './call-api.ts'
import { createCredentials, type CredentialStore } from './credentials.ts'
import { createDirectory } from './directory.ts'
import type { NewGroupChat, WecomClient, WecomContent } from '../ports/wecom.ts'
import { createIdentityReader, type IdentityPath } from './identity.ts'
import { makeMessageBody } from './message-body.ts'

export interface WecomClientOptions {
  /** For example `https://qyapi.weixin.qq.com`, without a slash at the end. */
  apiBase: string
  corpId: string
  agentId: number
  secret: string
  identityPath?: IdentityPath
  store: CredentialStore
  clock?: () => Date
  fetch?: WecomFetch
  timeoutMs?: number
  sleep?: (ms: number) => Promise<void>
}

/** A slow answer to a message is worth waiting for: without it nobody knows whether the line is in the group. */
const SENDING = { timeoutMs: 30_000, once: true } as const

/** The WeCom server API as this app uses it, against the real service, a private deployment or the simulator. */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const { apiBase, corpId, agentId, secret, identityPath = 'auto', store, clock = () => new Date() } = options
  const { fetch = request => globalThis.fetch(request), timeoutMs, sleep } = options
  const call = createApiCaller({
    apiBase,
    fetch,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(sleep === undefined ? {} : { sleep }),
  })
  const credentials = createCredentials({ store, clock, fetchToken, fetchTicket })

  async function fetchToken() {
    const answer = await call({ api: 'gettoken', query: { corpid: corpId, corpsecret: secret }, answer: TokenAnswer })
    return { value: answer.access_token, expiresInS: answer.expires_in }
  }

  async function fetchTicket(kind: 'corp_ticket' | 'agent_ticket', token: string) {
    const query = { access_token: token }
    const answer =
      kind === 'corp_ticket'
        ? await call({ api: 'get_jsapi_ticket', query, answer: TicketAnswer })
        : await call({ api: 'ticket/get', query: { ...query, type: 'agent_config' }, answer: TicketAnswer })
    return { value: answer.ticket, expiresInS: answer.expires_in }
  }

  async function createGroupChat({ name, ownerId, memberIds, chatId }: NewGroupChat): Promise<string> {
    const body = { name, owner: ownerId, userlist: memberIds, chatid: chatId }
    const answer = await credentials.withToken(token =>
      call({ api: 'appchat/create', query: { access_token: token }, body, answer: GroupChatAnswer }),
    )
    return answer.chatid
  }

  async function sendGroupChat(chatId: string, content: WecomContent): Promise<void> {
    const body = { chatid: chatId, ...makeMessageBody(content), safe: 0 }
    await credentials.withToken(token =>
      call({ api: 'appchat/send', query: { access_token: token }, body, answer: Done, ...SENDING }),
    )
  }

  async function sendWebhook(key: string, content: WecomContent): Promise<void> {
    await call({ api: 'webhook/send', query: { key }, body: makeMessageBody(content), answer: Done, ...SENDING })
  }

  async function sendMessage(userIds: readonly string[], content: WecomContent) {
    const body = { touser: userIds.join('|'), agentid: agentId, ...makeMessageBody(content), enable_duplicate_check: 1 }
    const answer = await credentials.withToken(token =>
      call({ api: 'message/send', query: { access_token: token }, body, answer: MessageAnswer }),
    )
    return { messageId: answer.msgid, unreached: answer.invaliduser }
  }

  return {
    ...createDirectory(call, credentials),
    getUserIdByCode: createIdentityReader(call, credentials, identityPath),
    getCorpTicket: () => credentials.getTicket('corp_ticket'),
    getAgentTicket: () => credentials.getTicket('agent_ticket'),
    createGroupChat,
    sendGroupChat,
    sendWebhook,
    sendMessage,
  }
}
