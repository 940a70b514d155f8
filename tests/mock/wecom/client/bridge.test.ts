import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'

import type * as Sdk from '@wecom/jssdk'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { createSimulatedBridge, type SimulatedBridge } from '../../../../mock/wecom/client/bridge.ts'
import { PHONE_USER_AGENT } from '../../../../mock/wecom/client/phone-host.ts'
import { createClientService } from '../../../../mock/wecom/client/service.ts'
import { makeNonceStr, signJsSdk } from '../../../../server/wecom/sign-js-sdk.ts'
import { corp, startSimulation } from '../simulated-corp.ts'
import { untilPasses } from '../../../support/until.ts'

type Simulation = ReturnType<typeof startSimulation>

/** The file as published. It reads user agent and bridge while it loads, so every phone gets a fresh one. */
const SDK_FILE = readFileSync(
  new URL('../../../../node_modules/@wecom/jssdk/dist/wecom.global.prod.js', import.meta.url),
  'utf8',
)
const PAGE = 'http://caller.hecha.localhost:8080/tasks?from=workbench'
const NEXT_PAGE = 'http://caller.hecha.localhost:8080/records'
const API_LIST = [
  'getContext',
  'sendChatMessage',
  'openExistedChatWithMsg',
  'shareAppMessage',
  'setClipboardData',
  'getClipboardData',
  'hideMenuItems',
  'hideAllNonBaseMenuItem',
  'setShareAttr',
  'setKeepScreenOn',
  'chooseMessageFile',
  'getLocalFileData',
]

interface PhoneOptions {
  userAgent?: string
  page?: string
  apiList?: string[]
}

type Sign = (kind: 'corp' | 'agent', url: string) => Promise<{ timestamp: number; nonceStr: string; signature: string }>

/** A window with the simulated bridge, and in it the unmodified SDK, registered. */
async function openPhone(simulation: Simulation, options: PhoneOptions = {}) {
  const { userAgent = PHONE_USER_AGENT, page = PAGE, apiList = API_LIST } = options
  let sign = signWith(simulation)
  const location = { href: page, hostname: new URL(page).hostname }
  const fetch = (input: string | URL | Request, init?: RequestInit) =>
    simulation.simulated.fetch(new Request(new URL(String(input), page), init))
  const bridge: SimulatedBridge = createSimulatedBridge({
    service: createClientService('/simulation/client', fetch),
    files: { choose: async () => [], read: async () => null },
    currentUrl: () => location.href,
    readRealClipboard: async () => '系统剪贴板',
    closeWindow: () => {},
    report: cause => {
      throw cause
    },
  })
  const sdk = loadSdk({ WeixinJSBridge: bridge, location, navigator: { userAgent } })
  const registered = new Promise<{ errMsg: string }>((resolve, reject) => {
    sdk.register({
      corpId: corp.corpId,
      agentId: 1000002,
      jsApiList: apiList,
      getConfigSignature: url => sign('corp', url),
      getAgentConfigSignature: url => sign('agent', url),
      onAgentConfigSuccess: resolve,
      onAgentConfigFail: reject,
    })
  })
  const goTo = (url: string, signThere: Sign = sign) => {
    location.href = url
    sign = signThere
  }
  return { sdk, bridge, goTo, registered }
}

function loadSdk(window: object): typeof Sdk {
  const context = createContext({ ...window, window, console })
  runInContext(SDK_FILE, context)
  return (context as unknown as { ww: typeof Sdk }).ww
}

function signWith({ client, clock }: Simulation, { milliseconds = false } = {}): Sign {
  return async (kind, url) => {
    const ticket = await (kind === 'corp' ? client.getCorpTicket() : client.getAgentTicket())
    const timestamp = Math.floor(clock().getTime() / (milliseconds ? 1 : 1_000))
    const nonceStr = makeNonceStr()
    return { timestamp, nonceStr, signature: await signJsSdk({ ticket, nonceStr, timestamp, url }) }
  }
}

async function tellPhone({ simulated }: Simulation, change: object) {
  const request = new Request('http://hecha.localhost:8080/simulation/stage/phones/caller', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
  expect((await simulated.fetch(request)).status).toBe(200)
}

describe('the unmodified SDK on the simulated bridge', () => {
  let simulation: Simulation

  beforeEach(() => {
    simulation = startSimulation()
  })

  it('registers with a right signature and learns where it was opened', async () => {
    const { sdk, registered } = await openPhone(simulation)

    expect((await registered).errMsg).toBe('agentConfig:ok')
    expect(await sdk.getContext()).toMatchObject({ errMsg: 'getContext:ok', entry: 'normal' })
  })

  it('signs on the current address, fragment left out', async () => {
    const { sdk, goTo } = await openPhone(simulation, { page: `${PAGE}#/tasks` })
    await sdk.getContext()
    goTo(NEXT_PAGE)

    expect(await sdk.getContext()).toMatchObject({ entry: 'normal' })
  })

  it('registers twice where the compatibility number is below 3.0.24', async () => {
    const userAgent = PHONE_USER_AGENT.replace('wxwork/4.0.0', 'wxwork/3.0.0')

    const { registered } = await openPhone(simulation, { userAgent })

    expect((await registered).errMsg).toBe('agentConfig:ok')
    expect(simulation.calls).toEqual(['gettoken', 'get_jsapi_ticket', 'ticket/get'])
  })

  // `register` leaves its own rejection unhandled, so these phones register well first and go wrong on the next page.
  it.each([
    [
      'the ticket of the other kind',
      NEXT_PAGE,
      (sign: Sign) => (kind, url) => sign(kind === 'corp' ? 'agent' : 'corp', url),
    ],
    ['another address', NEXT_PAGE, (sign: Sign) => (kind, url) => sign(kind, `${url}?shared=1`)],
    ['the page before', NEXT_PAGE, (sign: Sign) => kind => sign(kind, PAGE)],
    [
      'another moment',
      NEXT_PAGE,
      (sign: Sign) => async (kind, url) => ({ ...(await sign(kind, url)), timestamp: 1621600000 }),
    ],
    [
      'another nonce',
      NEXT_PAGE,
      (sign: Sign) => async (kind, url) => ({ ...(await sign(kind, url)), nonceStr: 'other' }),
    ],
  ] as [string, string, (sign: Sign) => Sign][])('refuses a signature for %s', async (_, page, spoil) => {
    const phone = await openPhone(simulation)
    await phone.registered
    phone.goTo(page, spoil(signWith(simulation)))

    await expect(phone.sdk.getContext()).rejects.toMatchObject({ errMsg: 'agentConfig:invalid signature' })
  })

  it('refuses a timestamp in milliseconds', async () => {
    const phone = await openPhone(simulation)
    await phone.registered
    phone.goTo(NEXT_PAGE, signWith(simulation, { milliseconds: true }))

    await expect(phone.sdk.getContext()).rejects.toMatchObject({ errMsg: 'agentConfig:invalid signature' })
  })

  it('refuses a ticket that was ended before its time', async () => {
    const phone = await openPhone(simulation)
    await phone.registered
    await simulation.simulated.revokeNow('agent_ticket')
    phone.goTo(NEXT_PAGE)

    await expect(phone.sdk.getContext()).rejects.toMatchObject({ errMsg: 'agentConfig:invalid signature' })
  })

  it('refuses a domain that is not trusted', async () => {
    const phone = await openPhone(simulation)
    await phone.registered
    phone.goTo('http://evil.example/tasks')

    await expect(phone.sdk.getContext()).rejects.toMatchObject({ errMsg: 'agentConfig:invalid url domain' })
  })

  it('may call only what it listed', async () => {
    const { sdk } = await openPhone(simulation, { apiList: ['getContext'] })

    await expect(sdk.getClipboardData()).rejects.toMatchObject({ errMsg: 'getClipboardData:nopermission' })
  })

  it('posts as the member from a chat’s attachment bar only', async () => {
    const { sdk } = await openPhone(simulation)
    const send = () => sdk.sendChatMessage({ msgtype: 'text' as never, text: { content: '已联系' } } as never)

    await expect(send()).rejects.toMatchObject({ errMsg: 'sendChatMessage:withoutcontextofexternalcontact' })

    await tellPhone(simulation, { entry: 'chat_attachment', chatId: 'tingnan' })
    await send()

    expect(simulation.simulated.chats.listMessages(0)).toMatchObject([
      { chatId: 'tingnan', sender: { kind: 'member', name: '陈明' }, text: '已联系' },
    ])
  })

  it('sends a link card into a chat it knows', async () => {
    const { sdk } = await openPhone(simulation)
    const link = { title: '反馈 #K7Q2M', desc: '一条反馈', url: 'http://hecha.localhost:8080/r/1', imgUrl: '' }
    const open = (chatId: string, msg: object) => sdk.openExistedChatWithMsg({ chatId, msg } as never)

    await open('tingnan', { msgtype: 'link', link })
    await expect(open('unknown', { msgtype: 'link', link })).rejects.toMatchObject({ errCode: -1 })
    await expect(open('tingnan', { msgtype: 'text', text: {} })).rejects.toMatchObject({
      err_msg: 'openExistedChatWithMsg:fail_unsupported_msgtype',
    })
    await expect(open('tingnan', { msgtype: 'link', link: {} })).rejects.toMatchObject({
      err_msg: 'openExistedChatWithMsg:fail_msg_link_missing_url',
    })
    await sdk.shareAppMessage({ title: '任务', desc: '', link: 'http://hecha.localhost:8080/', imgUrl: '' })

    expect(simulation.simulated.chats.listMessages(0).map(({ card }) => card?.title)).toEqual(['反馈 #K7Q2M', '任务'])
  })

  it('keeps a clipboard for the phone and falls back to the browser’s', async () => {
    const { sdk } = await openPhone(simulation)
    const before = await sdk.getClipboardData()
    await sdk.setClipboardData({ data: '尾号5678 已接通' })

    expect(before).toMatchObject({ data: '系统剪贴板' })
    expect(await sdk.getClipboardData()).toMatchObject({ data: '尾号5678 已接通' })
  })

  it('knows what it can and refuses what it cannot', async () => {
    const { sdk } = await openPhone(simulation)

    const { checkResult } = await sdk.checkJsApi({ jsApiList: ['getContext', 'scanQRCode'] as never })

    expect(checkResult).toMatchObject({ getContext: true, scanQRCode: false })
    await expect(sdk.invoke('scanQRCode')).rejects.toMatchObject({ errMsg: 'scanQRCode:functionnotexist' })
    await expect(sdk.hideMenuItems({ menuList: [] })).rejects.toMatchObject({ errMsg: 'hideMenuItems:invalidparams' })
    await sdk.hideMenuItems({ menuList: ['menuItem:copyUrl'] })
    await sdk.hideAllNonBaseMenuItem()
    await sdk.setKeepScreenOn({ keepScreenOn: true })
    await sdk.setShareAttr({ withShareTicket: false })
    await expect(sdk.chooseMessageFile({ count: 1 })).rejects.toMatchObject({ errMsg: 'chooseMessageFile:cancel' })
    await expect(sdk.getLocalFileData({ localId: 'x' })).rejects.toMatchObject({
      errMsg: 'getLocalFileData:nosuchfile',
    })
  })

  it('tells the page of a screenshot', async () => {
    const { sdk, bridge, registered } = await openPhone(simulation)
    await registered
    const captured = vi.fn()
    sdk.onUserCaptureScreen(captured)
    await untilPasses(() => {
      bridge.emit('onUserCaptureScreen')
      expect(captured).toHaveBeenCalled()
    })
  })
})
