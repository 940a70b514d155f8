import type { LocalFiles } from './local-files.ts'
import type { ClientService } from './service.ts'

type Params = Record<string, unknown>

/** `outcome` becomes the part of `err_msg` after the colon; the rest is handed to the page. */
export interface JsApiResult {
  outcome: string
  [field: string]: unknown
}

export interface JsApi {
  /** Which registration the page needs: corp or app, or the app's alone. */
  identity: 'none' | 'any' | 'agent'
  run(params: Params): Promise<JsApiResult>
}

/** What the simulated client can do to the page and the browser around it. */
export interface JsApiHost {
  service: ClientService
  files: LocalFiles
  /** The browser's own clipboard, where nothing was copied within the simulation. */
  readRealClipboard(): Promise<string>
  closeWindow(): void
  /** A page's callback threw. */
  report(cause: unknown): void
}

const OK: JsApiResult = { outcome: 'ok' }
const silent = async () => OK

/** The APIs this client has; any other answers `function not exist`, as an old client would. */
export function createJsApis(host: JsApiHost): Record<string, JsApi> {
  const { service, files } = host

  async function sendChatMessage({ msgtype, text }: Params): Promise<JsApiResult> {
    if (msgtype !== 'text') return { outcome: 'fail_unsupported_msgtype' }
    return { outcome: await service.sendText(fieldOf(text, 'content')) }
  }

  async function openExistedChatWithMsg({ chatId, msg }: Params): Promise<JsApiResult> {
    if (typeof chatId !== 'string' || chatId === '') return { outcome: 'fail_invalid_chatid' }
    if (msg === undefined) return OK
    if (fieldOf(msg, 'msgtype') !== 'link') return { outcome: 'fail_unsupported_msgtype' }
    const link = isObject(msg) ? msg['link'] : null
    const url = fieldOf(link, 'url')
    if (url === '') return { outcome: 'fail_msg_link_missing_url' }
    const card = { chatId, title: fieldOf(link, 'title'), description: fieldOf(link, 'desc'), url }
    return { outcome: await service.sendCard(card) }
  }

  async function shareAppMessage(params: Params): Promise<JsApiResult> {
    const url = fieldOf(params, 'link')
    if (url === '') return { outcome: 'fail_invalid_params' }
    const card = { title: fieldOf(params, 'title'), description: fieldOf(params, 'desc'), url }
    return { outcome: await service.sendCard(card) }
  }

  async function getClipboardData(): Promise<JsApiResult> {
    const copied = await service.readClipboard()
    return { ...OK, data: copied === '' ? await host.readRealClipboard() : copied }
  }

  async function chooseMessageFile({ count, type }: Params): Promise<JsApiResult> {
    const tempFiles = await files.choose({ multiple: count !== 1, type: typeof type === 'string' ? type : 'all' })
    return tempFiles.length === 0 ? { outcome: 'cancel' } : { ...OK, tempFiles }
  }

  async function getLocalFileData({ localId }: Params): Promise<JsApiResult> {
    const localData = await files.read(typeof localId === 'string' ? localId : '')
    return localData === null ? { outcome: 'fail_no_such_file' } : { ...OK, localData }
  }

  async function checkJsApi({ jsApiList }: Params): Promise<JsApiResult> {
    const names = Array.isArray(jsApiList) ? jsApiList.filter(name => typeof name === 'string') : []
    return { ...OK, checkResult: Object.fromEntries(names.map(name => [name, Object.hasOwn(apis, name)])) }
  }

  async function hideMenuItems({ menuList }: Params): Promise<JsApiResult> {
    return Array.isArray(menuList) && menuList.length > 0 ? OK : { outcome: 'fail_invalid_params' }
  }

  async function closeWindow(): Promise<JsApiResult> {
    host.closeWindow()
    return OK
  }

  const apis: Record<string, JsApi> = {
    checkJsApi: { identity: 'none', run: checkJsApi },
    closeWindow: { identity: 'none', run: closeWindow },
    getContext: { identity: 'any', run: async () => ({ ...OK, entry: await service.readEntry() }) },
    sendChatMessage: { identity: 'agent', run: sendChatMessage },
    openExistedChatWithMsg: { identity: 'agent', run: openExistedChatWithMsg },
    shareAppMessage: { identity: 'any', run: shareAppMessage },
    setClipboardData: {
      identity: 'any',
      run: async params => ({ outcome: await service.writeClipboard(fieldOf(params, 'data')) }),
    },
    getClipboardData: { identity: 'any', run: getClipboardData },
    hideMenuItems: { identity: 'any', run: hideMenuItems },
    showMenuItems: { identity: 'any', run: hideMenuItems },
    hideAllNonBaseMenuItem: { identity: 'any', run: silent },
    showAllNonBaseMenuItem: { identity: 'any', run: silent },
    hideOptionMenu: { identity: 'any', run: silent },
    showOptionMenu: { identity: 'any', run: silent },
    setShareAttr: { identity: 'agent', run: silent },
    setKeepScreenOn: { identity: 'agent', run: silent },
    chooseMessageFile: { identity: 'agent', run: chooseMessageFile },
    getLocalFileData: { identity: 'agent', run: getLocalFileData },
  }
  return apis
}

function isObject(value: unknown): value is Params {
  return typeof value === 'object' && value !== null
}

function fieldOf(value: unknown, name: string): string {
  const field = isObject(value) ? value[name] : undefined
  return typeof field === 'string' ? field : ''
}
