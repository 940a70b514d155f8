import type * as ww from '@wecom/jssdk'
import type { JsSdkSignature } from '../../contract/session.ts'
import { callWithTimeout, WecomError } from './call-with-timeout.ts'
import { inWeCom } from './client.ts'

export interface Registration {
  corpId: string
  agentId: string
  /** Asks the server to sign the page's address; the secret never comes here. */
  sign(kind: 'corp' | 'agent', url: string): Promise<JsSdkSignature>
}

/** Long enough for a member to read a dialog of the client and answer it. */
const DIALOG_MS = 120_000

const API_NAMES = [
  'checkJsApi',
  'getContext',
  'getClipboardData',
  'sendChatMessage',
  'chooseMessageFile',
  'getLocalFileData',
  'hideAllNonBaseMenuItem',
  'hideMenuItems',
  'onUserCaptureScreen',
  'setShareAttr',
]

const HIDDEN_MENU_ITEMS = [
  'menuItem:copyUrl',
  'menuItem:openWithSafari',
  'menuItem:share:email',
  'menuItem:share:appMessage',
  'menuItem:share:wechat',
  'menuItem:favorite',
]

type Sdk = typeof ww

// The SDK types these with its own enums; importing their values would load it with the page.
type SendText = Parameters<Sdk['sendChatMessage']>[0]
type ChooseFile = Parameters<Sdk['chooseMessageFile']>[0]

let register: (registration: Registration) => void
const registered = new Promise<Registration>(resolve => (register = resolve))
let loading: Promise<Sdk> | undefined

/** Remember whom to register. The SDK (17 kB gz) is fetched and signs at the first call, never outside WeCom. */
export function setRegistration(next: Registration): void {
  register(next)
}

async function load({ corpId, agentId, sign }: Registration): Promise<Sdk> {
  const sdk = await import('@wecom/jssdk')
  sdk.register({
    corpId,
    agentId,
    jsApiList: API_NAMES,
    // Clients before 3.0.24 need both handshakes: give both.
    getConfigSignature: url => sign('corp', url),
    getAgentConfigSignature: url => sign('agent', url),
  })
  return sdk
}

async function call<T>(work: (sdk: Sdk) => Promise<T>, timeoutMs?: number): Promise<T> {
  if (!inWeCom()) throw new WecomError('outside', 'not inside WeCom')
  // A tap may come before the page, once it is quiet, has said whom to register.
  const registration = await callWithTimeout(() => registered, timeoutMs)
  loading ??= load(registration)
  const sdk = await loading.catch((cause: unknown) => {
    loading = undefined
    throw new WecomError('refused', 'the SDK could not be loaded', { cause })
  })
  return callWithTimeout(() => work(sdk), timeoutMs)
}

/** Whether this client has a function. Ask this, never the version: private editions count differently. */
export async function supports(api: string): Promise<boolean> {
  const answer = await call(sdk => sdk.checkJsApi({ jsApiList: [api] })).catch(() => null)
  return answer?.checkResult[api] === true
}

/** The first call of a page also waits for the SDK's handshake; the member can paste by hand meanwhile. */
const CLIPBOARD_MS = 15_000

/** The clipboard's text. Throws WecomError; the paste box is the way that always works. */
export async function readClipboard(): Promise<string> {
  const { data } = await call(sdk => sdk.getClipboardData(), CLIPBOARD_MS)
  return data
}

/** Send a text under the member's own name into the chat the page was opened from. */
export async function sendToChat(content: string): Promise<void> {
  await call(sdk => sdk.sendChatMessage({ msgtype: 'text', text: { content } } as SendText), DIALOG_MS)
}

/** Leave only what a page with residents' data may offer in the client's menu. */
export async function hideMenus(): Promise<void> {
  await call(sdk => sdk.hideAllNonBaseMenuItem()).catch(() => null)
  await call(sdk => sdk.hideMenuItems({ menuList: HIDDEN_MENU_ITEMS })).catch(() => null)
}

/** Where the client can, what is shared after all is for the receiver alone (私密消息). */
export async function sharePrivately(): Promise<void> {
  if (await supports('setShareAttr')) await call(sdk => sdk.setShareAttr({ withShareTicket: true })).catch(() => null)
}

/** Be told after a screenshot (phones only; nothing can prevent one). */
export async function onScreenshot(listener: () => void): Promise<void> {
  await call(async sdk => sdk.onUserCaptureScreen(listener)).catch(() => null)
}

/** Let the member choose files from a chat. Throws WecomError `cancelled` where none was chosen. */
export async function chooseChatFiles(count: number) {
  return call(sdk => sdk.chooseMessageFile({ count, type: 'file' } as ChooseFile), DIALOG_MS)
}

/** The bytes of a file chosen from a chat, in base64. Throws WecomError. */
export async function readChatFile(localId: string): Promise<string> {
  const { localData } = await call(sdk => sdk.getLocalFileData({ localId }), DIALOG_MS)
  return localData
}
