import { createJsApis, type JsApiHost, type JsApiResult } from './js-apis.ts'
import type { SignatureToVerify } from './service.ts'

type Params = Record<string, unknown>
type Callback = (result: Record<string, unknown>) => void

/** `window.WeixinJSBridge` as `@wecom/jssdk` uses it. */
export interface SimulatedBridge {
  invoke(name: string, params?: Params, callback?: Callback): void
  call(name: string, params?: Params, callback?: Callback): void
  on(event: string, callback: Callback): void
  /** Lets an event happen, for example `onUserCaptureScreen`. */
  emit(event: string, data?: Record<string, unknown>): void
}

export interface BridgeOptions extends JsApiHost {
  /** The page's address at this moment. */
  currentUrl: () => string
}

/**
 * A client that believes no page: `preVerifyJSAPI` and `agentConfig` are checked by the service against its own ticket and
 * the current address, and an API answers only on an address that was registered with that API in its list.
 */
export function createSimulatedBridge({ currentUrl, ...host }: BridgeOptions): SimulatedBridge {
  const apis = createJsApis(host)
  const listeners = new Map<string, Set<Callback>>()
  const granted = { corp: new Map<string, Set<string>>(), agent: new Map<string, Set<string>>() }

  function urlToSign(): string {
    return currentUrl().split('#', 1)[0] ?? ''
  }

  async function register(signature: SignatureToVerify, apiList: unknown): Promise<JsApiResult> {
    const outcome = await host.service.verify(signature)
    if (outcome === 'ok') granted[signature.kind].set(signature.url, new Set(toTexts(apiList)))
    return { outcome }
  }

  function preVerify(params: Params): Promise<JsApiResult> {
    const signature = {
      kind: 'corp',
      corpId: toText(params['verifyAppId']),
      agentId: '',
      url: urlToSign(),
      timestamp: toText(params['verifyTimestamp']),
      nonceStr: toText(params['verifyNonceStr']),
      signature: toText(params['verifySignature']),
    } as const
    return register(signature, params['verifyJsApiList'])
  }

  function agentConfig(params: Params): Promise<JsApiResult> {
    const signature = {
      kind: 'agent',
      corpId: toText(params['corpid']),
      agentId: toText(params['agentid']),
      url: urlToSign(),
      timestamp: toText(params['timestamp']),
      nonceStr: toText(params['nonceStr']),
      signature: toText(params['signature']),
    } as const
    return register(signature, params['jsApiList'])
  }

  function isAllowed(name: string, identity: 'none' | 'any' | 'agent'): boolean {
    if (identity === 'none') return true
    const byAgent = granted.agent.get(urlToSign())?.has(name) ?? false
    const byCorp = granted.corp.get(urlToSign())?.has(name) ?? false
    return byAgent || (identity === 'any' && byCorp)
  }

  async function run(name: string, params: Params): Promise<JsApiResult> {
    if (name === 'preVerifyJSAPI') return preVerify(params)
    if (name === 'agentConfig') return agentConfig(params)
    const api = apis[name]
    if (!api) return { outcome: 'fail_function_not_exist' }
    if (!isAllowed(name, api.identity)) return { outcome: 'fail_nopermission' }
    return api.run(params)
  }

  function invoke(name: string, params: Params = {}, callback: Callback = () => {}): void {
    answer(name, params, callback).catch((cause: unknown) => host.report(cause))
  }

  async function answer(name: string, params: Params, callback: Callback): Promise<void> {
    const { outcome, ...data } = await run(name, params).catch((): JsApiResult => ({ outcome: 'fail' }))
    callback({ ...data, err_msg: `${name}:${outcome}` })
  }

  function on(event: string, callback: Callback): void {
    const callbacks = listeners.get(event) ?? new Set()
    listeners.set(event, callbacks.add(callback))
  }

  function emit(event: string, data: Record<string, unknown> = {}): void {
    for (const callback of listeners.get(event) ?? []) callback({ ...data })
  }

  return { invoke, call: invoke, on, emit }
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function toTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}
